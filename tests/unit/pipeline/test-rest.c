/* test-rest.c: until when a provider wants, or has, to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-rest.h"

#define NOW (1000 * G_TIME_SPAN_SECOND)

typedef struct
{
  const char *name;
  CcpVerdictKind kind;
  CcpError code;
  guint64 retry_after; /* milliseconds */
  gboolean own_credentials;
  gint64 rests; /* milliseconds */
} Case;

static const Case cases[] = {
  { "T101-429", CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 7000, FALSE, 7000 },
  { "429-of-a-client", CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 7000, TRUE, 7000 },
  { "429-without-a-time", CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 0, FALSE, 0 },
  { "T104-529", CCP_VERDICT_REST, CCP_ERROR_OVERLOADED, 500, FALSE, 500 },
  { "503", CCP_VERDICT_REST, CCP_ERROR_UNAVAILABLE, 500, FALSE, 500 },
  { "503-without-a-time", CCP_VERDICT_RETRY, CCP_ERROR_UNAVAILABLE, 0, FALSE, 0 },
  { "401", CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, 0, FALSE, 60000 },
  { "401-of-a-client", CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, 0, TRUE, 0 },
  { "T105-402", CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, 0, FALSE, 60000 },
  { "402-with-a-time", CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, 90000, FALSE, 90000 },
  { "402-of-a-client", CCP_VERDICT_GIVE_UP, CCP_ERROR_BILLING, 0, TRUE, 0 },
  { "403", CCP_VERDICT_GIVE_UP, CCP_ERROR_PERMISSION, 0, FALSE, 0 },
  { "400", CCP_VERDICT_GIVE_UP, CCP_ERROR_INVALID_REQUEST, 0, FALSE, 0 },
};

static void
begin (CcpRest *rest, const Case *c, gint64 now)
{
  g_autoptr (CcpVerdict) verdict = ccp_verdict_new (c->kind, c->code, "no");

  ccp_verdict_set_retry_after (verdict, c->retry_after);
  ccp_rest_begin (rest, verdict, c->own_credentials, now);
}

static void
test_begin (gconstpointer data)
{
  const Case *c = data;
  CcpRest rest = { 0 };

  begin (&rest, c, NOW);

  g_assert_cmpint (rest.until, ==, c->rests > 0 ? NOW + c->rests * 1000 : 0);
  g_assert_cmpint (ccp_rest_is_over (&rest, NOW), ==, c->rests == 0);
  g_assert_true (ccp_rest_is_over (&rest, NOW + c->rests * 1000));
}

static void
test_longer_counts (void)
{
  const Case shorter = { "", CCP_VERDICT_REST, CCP_ERROR_OVERLOADED, 1000, FALSE, 0 };
  const Case longer = { "", CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, 9000, FALSE, 0 };
  CcpRest rest = { 0 };

  begin (&rest, &longer, NOW);
  begin (&rest, &shorter, NOW);
  g_assert_cmpint (rest.until, ==, NOW + 9 * G_TIME_SPAN_SECOND);

  begin (&rest, &shorter, NOW + 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (rest.until, ==, NOW + 11 * G_TIME_SPAN_SECOND);
}

typedef struct
{
  const char *name;
  CcpError code;
  gint64 asked; /* microseconds after the rest began */
  gboolean has_paid;
  gboolean goes_on;
} DisproofCase;

static const DisproofCase disproofs[] = {
  { "key", CCP_ERROR_AUTHENTICATION, 1, FALSE, FALSE },
  { "key-answer-to-a-request-before", CCP_ERROR_AUTHENTICATION, -1, TRUE, TRUE },
  { "credit", CCP_ERROR_BILLING, 1, TRUE, FALSE },
  { "credit-list-of-models-costs-nothing", CCP_ERROR_BILLING, 1, FALSE, TRUE },
  { "limit-is-for-the-provider-to-say", CCP_ERROR_RATE_LIMITED, 1, TRUE, TRUE },
};

static void
test_disprove (gconstpointer data)
{
  const DisproofCase *c = data;
  const Case cause = { "", CCP_VERDICT_REST, c->code, 60000, FALSE, 0 };
  CcpRest rest = { 0 };

  begin (&rest, &cause, NOW);
  ccp_rest_disprove (&rest, NOW + c->asked, c->has_paid);

  g_assert_cmpint (ccp_rest_is_over (&rest, NOW + 2), ==, !c->goes_on);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rest/begin/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_begin);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (disproofs); i++)
    {
      g_autofree char *path = g_strconcat ("/rest/disprove/", disproofs[i].name, NULL);

      g_test_add_data_func (path, &disproofs[i], test_disprove);
    }
  g_test_add_func ("/rest/begin/longer-one-counts", test_longer_counts);

  return g_test_run ();
}
