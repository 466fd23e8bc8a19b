/* test-retry-policy.c: how often is tried again, and after what
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-retry-policy.h"

#include "run-fixture.h"

static CcpTarget *
get_target (RunFixture *f)
{
  return ccp_snapshot_get_target (f->snapshot, "p");
}

/* an exchange for the model of the fixture, as its first attempt finds it */
static void
prepare (RunFixture *f)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (RUN_PLAIN, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");

  run_fixture_configure (f, "", "", "");
  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  ccp_exchange_set_route (f->exchange, route);
  ccp_exchange_set_options (f->exchange, ccp_target_get_options (get_target (f), route));
}

/* takes @verdict; if it allows another attempt, that is made */
static gboolean
ask (RunFixture *f, CcpRetryPolicy *policy, CcpVerdict *verdict)
{
  g_autoptr (CcpVerdict) owned = verdict;
  gboolean allowed =
      ccp_retry_policy_allows (policy, verdict, get_target (f), f->exchange);

  ccp_exchange_set_options (
      f->exchange,
      ccp_target_get_options (get_target (f), ccp_exchange_get_route (f->exchange)));
  return allowed;
}

static CcpVerdict *
create_lesson (gboolean thinks)
{
  g_autofree char *text = g_strdup_printf ("{\"thinks\":%s}", thinks ? "true" : "false");
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);

  return ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, "no", settings);
}

typedef struct
{
  const char *name;
  CcpVerdictKind kind;
  CcpError code;
  guint64 retry_after;
  gboolean allowed;
} Case;

static const Case cases[] = {
  { "retry-upstream", CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, 0, TRUE },
  { "retry-unavailable", CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, 0, TRUE },
  { "retry-not-before", CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, 1, FALSE },
  { "T104-retry-overloaded", CCP_VERDICT_RETRY, CCP_ERROR_OVERLOADED, 0, FALSE },
  { "retry-limited", CCP_VERDICT_RETRY, CCP_ERROR_RATE_LIMITED, 0, FALSE },
  { "T112-retry-clients-fault", CCP_VERDICT_RETRY, CCP_ERROR_INVALID_REQUEST, 0, FALSE },
  { "rest", CCP_VERDICT_REST, CCP_ERROR_UPSTREAM, 0, FALSE },
  { "give-up", CCP_VERDICT_GIVE_UP, CCP_ERROR_UPSTREAM, 0, FALSE },
  { "fine", CCP_VERDICT_FINE, CCP_ERROR_UPSTREAM, 0, FALSE },
};

static void
test_first (RunFixture *f, gconstpointer data)
{
  const Case *c = data;
  CcpRetryPolicy policy = { 0 };
  CcpVerdict *verdict = c->kind == CCP_VERDICT_FINE
                            ? ccp_verdict_new_fine ()
                            : ccp_verdict_new (c->kind, c->code, "no");

  prepare (f);
  ccp_verdict_set_retry_after (verdict, c->retry_after);

  g_assert_cmpint (ask (f, &policy, verdict), ==, c->allowed);
}

/* protocol E.7: at most one */
static void
test_second (RunFixture *f, gconstpointer data)
{
  CcpRetryPolicy policy = { 0 };

  prepare (f);
  ask (f, &policy, ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, "no"));

  g_assert_false (
      ask (f, &policy, ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, "no")));
}

static void
test_lessons (RunFixture *f, gconstpointer data)
{
  CcpRetryPolicy policy = { 0 };

  prepare (f);

  for (guint i = 0; i < 4; i++)
    g_assert_true (ask (f, &policy, create_lesson (i % 2 == 1)));
  g_assert_false (ask (f, &policy, create_lesson (FALSE)));
}

static void
test_known_lesson (RunFixture *f, gconstpointer data)
{
  CcpRetryPolicy policy = { 0 };

  prepare (f);

  g_assert_false (ask (f, &policy, create_lesson (TRUE)));
}

/* another exchange was refused for the same reason while this one was under way */
static void
test_lesson_of_another (RunFixture *f, gconstpointer data)
{
  CcpRetryPolicy policy = { 0 };
  g_autoptr (CcpVerdict) lesson = create_lesson (FALSE);

  prepare (f);
  ccp_target_learn (get_target (f),
                    ccp_exchange_get_route (f->exchange),
                    ccp_verdict_get_settings (lesson));

  g_assert_true (ask (f, &policy, create_lesson (FALSE)));
  g_assert_false (ask (f, &policy, create_lesson (FALSE)));
}

/* one repetition beside the lessons */
static void
test_lesson_and_repetition (RunFixture *f, gconstpointer data)
{
  CcpRetryPolicy policy = { 0 };

  prepare (f);
  ask (f, &policy, create_lesson (FALSE));

  g_assert_true (
      ask (f, &policy, ccp_verdict_new (CCP_VERDICT_RETRY, CCP_ERROR_UPSTREAM, "no")));
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_fixture_add ("retry-policy/allows", cases[i].name, &cases[i], test_first);
  run_fixture_add ("retry-policy/allows", "one-repetition", NULL, test_second);
  run_fixture_add ("retry-policy/allows", "four-lessons", NULL, test_lessons);
  run_fixture_add ("retry-policy/allows",
                   "no-lesson-that-is-known",
                   NULL,
                   test_known_lesson);
  run_fixture_add ("retry-policy/allows",
                   "lesson-that-another-exchange-learned",
                   NULL,
                   test_lesson_of_another);
  run_fixture_add ("retry-policy/allows",
                   "repetition-beside-a-lesson",
                   NULL,
                   test_lesson_and_repetition);

  return g_test_run ();
}
