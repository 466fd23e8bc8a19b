/* test-event.c: tests of ccp-event.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static void
test_error_event (void)
{
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_REST, CCP_ERROR_RATE_LIMITED, "slow \"down\" \xff");
  g_autoptr (CcpEvent) event = ccp_event_new_error (verdict, "req_1");
  g_autofree char *text = ccp_json_to_text (ccp_event_get_data (event));

  g_assert_true (ccp_event_is (event, "error"));
  g_assert_true (ccp_event_get_verdict (event) == verdict);
  g_assert_cmpstr (text,
                   ==,
                   "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
                   "\"message\":\"slow \\\"down\\\" \xef\xbf\xbd\"},"
                   "\"request_id\":\"req_1\"}");
}

static void
test_text_event (void)
{
  g_autoptr (CcpEvent) event = ccp_event_new_text (NULL, "[DONE] more", 6);

  g_assert_cmpstr (ccp_event_get_name (event), ==, "");
  g_assert_null (ccp_event_get_data (event));
  g_assert_cmpstr (ccp_event_get_text (event), ==, "[DONE]");
}

static void
test_batch_keeps_order (void)
{
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEvent) event = ccp_event_new_text ("a", "1", -1);

  ccp_event_batch_append (batch, event);
  ccp_event_batch_take (batch, ccp_event_new_text ("b", "2", -1));

  g_assert_cmpuint (ccp_event_batch_get_length (batch), ==, 2);
  g_assert_true (ccp_event_is (ccp_event_batch_get (batch, 0), "a"));
  g_assert_true (ccp_event_is (ccp_event_batch_get (batch, 1), "b"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/new-error/T75-shape", test_error_event);
  g_test_add_func ("/event/new-text/not-json", test_text_event);
  g_test_add_func ("/event-batch/keeps-order", test_batch_keeps_order);
  return g_test_run ();
}
