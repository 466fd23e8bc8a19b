/* test-soup-message.c: what a message holds, and what it no longer holds
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-soup-message.h"

#include "transport-call.h"

#define URL "http://127.0.0.1/v1"

static SoupMessage *
new_message (void)
{
  g_autoptr (CcpUpstreamRequest) request = transport_call_new_request (URL);
  g_autoptr (GUri) uri = g_uri_parse (URL, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = NULL;

  ccp_headers_set (ccp_upstream_request_get_headers (request), "x-other", "1");
  message = ccp_soup_message_build (request, uri, "sk-1", &error);
  g_assert_no_error (error);
  return message;
}

static const char *
get_header (SoupMessage *message, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_request_headers (message), name);
}

static void
test_forget_key (void)
{
  g_autoptr (SoupMessage) message = new_message ();

  g_assert_cmpstr (get_header (message, "authorization"), ==, "Bearer sk-1");
  ccp_soup_message_forget_key (message, "authorization");

  g_assert_null (get_header (message, "authorization"));
  g_assert_cmpstr (get_header (message, "x-other"), ==, "1");
}

static void
test_no_key (void)
{
  g_autoptr (SoupMessage) message = new_message ();

  ccp_soup_message_forget_key (message, NULL);
  ccp_soup_message_forget_key (message, "x-api-key");

  g_assert_cmpstr (get_header (message, "authorization"), ==, "Bearer sk-1");
}

/* The repetition has a copy of its own, which lives on when the first one is wiped. */
static void
test_repeat_keeps_key (void)
{
  g_autoptr (SoupMessage) message = new_message ();
  g_autoptr (SoupMessage) again = ccp_soup_message_repeat (message, NULL);

  ccp_soup_message_forget_key (message, "authorization");

  g_assert_null (get_header (message, "authorization"));
  g_assert_cmpstr (get_header (again, "authorization"), ==, "Bearer sk-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/soup-message/forget-key/wipes-it-alone", test_forget_key);
  g_test_add_func ("/soup-message/forget-key/no-key", test_no_key);
  g_test_add_func ("/soup-message/repeat/keeps-key", test_repeat_keeps_key);

  return g_test_run ();
}
