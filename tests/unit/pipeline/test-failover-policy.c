/* test-failover-policy.c: which failures of a provider another one is tried after
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-failover-policy.h"

typedef struct
{
  const char *name;
  CcpVerdictKind kind;
  CcpError code;
  gboolean overflow;
  gboolean own_credentials;
  CcpFailoverKind expected;
} JudgeCase;

#define GIVES_UP(name, code, own, expected)                                              \
  {                                                                                      \
    name, CCP_VERDICT_GIVE_UP, code, FALSE, own, expected                                \
  }

static const JudgeCase judge_cases[] = {
  GIVES_UP ("T112-400", CCP_ERROR_INVALID_REQUEST, FALSE, CCP_FAILOVER_STOP),
  GIVES_UP ("T112-413", CCP_ERROR_TOO_LARGE, FALSE, CCP_FAILOVER_STOP),
  GIVES_UP ("client-left", CCP_ERROR_CANCELLED, FALSE, CCP_FAILOVER_STOP),
  GIVES_UP ("401-of-our-key", CCP_ERROR_AUTHENTICATION, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T112-401-of-the-client", CCP_ERROR_AUTHENTICATION, TRUE, CCP_FAILOVER_STOP),
  GIVES_UP ("403-of-our-key", CCP_ERROR_PERMISSION, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("403-of-the-client", CCP_ERROR_PERMISSION, TRUE, CCP_FAILOVER_STOP),
  GIVES_UP ("T105-402", CCP_ERROR_BILLING, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("402-of-the-client", CCP_ERROR_BILLING, TRUE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T112-404", CCP_ERROR_NOT_FOUND, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T112-time-out", CCP_ERROR_TIMEOUT, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T112-500", CCP_ERROR_INTERNAL, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T112-network", CCP_ERROR_UPSTREAM, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("503", CCP_ERROR_UNAVAILABLE, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("T104-529", CCP_ERROR_OVERLOADED, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("no-json", CCP_ERROR_JSON, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("bad-key", CCP_ERROR_CONFIG, FALSE, CCP_FAILOVER_NEXT),
  GIVES_UP ("plugin", CCP_ERROR_PLUGIN, FALSE, CCP_FAILOVER_NEXT),
  { "T101-429",
    CCP_VERDICT_REST,
    CCP_ERROR_RATE_LIMITED,
    FALSE,
    FALSE,
    CCP_FAILOVER_NEXT },
  { "repeated-in-vain",
    CCP_VERDICT_RETRY,
    CCP_ERROR_UPSTREAM,
    FALSE,
    FALSE,
    CCP_FAILOVER_NEXT },
  { "T113-overflow",
    CCP_VERDICT_GIVE_UP,
    CCP_ERROR_INVALID_REQUEST,
    TRUE,
    FALSE,
    CCP_FAILOVER_LARGER },
};

static CcpVerdict *
create_verdict (CcpVerdictKind kind, CcpError code, guint64 retry_after)
{
  CcpVerdict *verdict = ccp_verdict_new (kind, code, "no");

  ccp_verdict_set_retry_after (verdict, retry_after);
  return verdict;
}

static void
test_judge (gconstpointer data)
{
  const JudgeCase *c = data;
  g_autoptr (CcpVerdict) verdict = create_verdict (c->kind, c->code, 0);

  ccp_verdict_set_overflow (verdict, c->overflow);

  g_assert_cmpint (ccp_failover_policy_judge (verdict, c->own_credentials),
                   ==,
                   c->expected);
}

/* the provider takes less than the dialect sends: that is not the client's doing */
static void
test_judge_changed (void)
{
  g_autoptr (CcpJson) settings = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new_retry_changed (CCP_ERROR_INVALID_REQUEST, "no", settings);

  g_assert_cmpint (ccp_failover_policy_judge (verdict, FALSE), ==, CCP_FAILOVER_NEXT);
}

static void
test_judge_fine (void)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new_fine ();

  g_assert_cmpint (ccp_failover_policy_judge (verdict, FALSE), ==, CCP_FAILOVER_STOP);
}

typedef struct
{
  const char *name;
  CcpError later;
  guint64 later_pause;
  CcpError earlier;
  guint64 earlier_pause;
  gboolean expected;
} TellCase;

static const TellCase tell_cases[] = {
  { "sooner", CCP_ERROR_RATE_LIMITED, 1000, CCP_ERROR_RATE_LIMITED, 2000, TRUE },
  { "not-so-soon", CCP_ERROR_RATE_LIMITED, 2000, CCP_ERROR_RATE_LIMITED, 1000, FALSE },
  { "with-a-time", CCP_ERROR_RATE_LIMITED, 1000, CCP_ERROR_INTERNAL, 0, TRUE },
  { "without-a-time", CCP_ERROR_INTERNAL, 0, CCP_ERROR_RATE_LIMITED, 1000, FALSE },
  { "both-mend", CCP_ERROR_INTERNAL, 0, CCP_ERROR_OVERLOADED, 0, TRUE },
  { "mends", CCP_ERROR_OVERLOADED, 0, CCP_ERROR_AUTHENTICATION, 0, TRUE },
  { "does-not-mend", CCP_ERROR_AUTHENTICATION, 0, CCP_ERROR_OVERLOADED, 0, FALSE },
  { "neither-mends", CCP_ERROR_BILLING, 0, CCP_ERROR_NOT_FOUND, 0, TRUE },
};

static void
test_tell (gconstpointer data)
{
  const TellCase *c = data;
  g_autoptr (CcpVerdict) later =
      create_verdict (CCP_VERDICT_GIVE_UP, c->later, c->later_pause);
  g_autoptr (CcpVerdict) earlier =
      create_verdict (CCP_VERDICT_GIVE_UP, c->earlier, c->earlier_pause);

  g_assert_cmpint (ccp_failover_policy_says_more (later, earlier), ==, c->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (judge_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/failover-policy/judge/", judge_cases[i].name, NULL);

      g_test_add_data_func (path, &judge_cases[i], test_judge);
    }
  g_test_add_func ("/failover-policy/judge/changed-in-vain", test_judge_changed);
  g_test_add_func ("/failover-policy/judge/fine", test_judge_fine);
  for (gsize i = 0; i < G_N_ELEMENTS (tell_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/failover-policy/says-more/", tell_cases[i].name, NULL);

      g_test_add_data_func (path, &tell_cases[i], test_tell);
    }

  return g_test_run ();
}
