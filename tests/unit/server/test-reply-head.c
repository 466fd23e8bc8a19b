/* test-reply-head.c: heads of answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-reply-head.h"

#include <string.h>

static char *
append (const CcpReplyHead *head)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  ccp_reply_head_append (head, bytes);
  return g_strndup ((const char *) bytes->data, bytes->len);
}

static void
test_whole (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  CcpReplyHead head = {
    .status = 529,
    .content_type = "application/json",
    .content_length = 12,
    .close = TRUE,
    .request_id = "req_1",
    .headers = headers,
  };
  g_autofree char *text = NULL;

  ccp_headers_append (headers, "retry-after", "3");
  ccp_headers_append (headers, "Content-Length", "99");
  ccp_headers_append (headers, "transfer-encoding", "chunked");
  text = append (&head);

  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 529 Overloaded\r\ndate: "));
  g_assert_nonnull (strstr (text, " GMT\r\ncontent-type: application/json\r\n"));
  g_assert_nonnull (strstr (text, "\r\ncontent-length: 12\r\nconnection: close\r\n"));
  g_assert_nonnull (strstr (text, "\r\nrequest-id: req_1\r\n"));
  g_assert_true (g_str_has_suffix (text, "\r\nretry-after: 3\r\n\r\n"));
  g_assert_null (strstr (text, "99"));
  g_assert_null (strstr (text, "chunked"));
  g_assert_null (strstr (text, "access-control"));
}

static void
test_stream (void)
{
  CcpReplyHead head = {
    .status = 200,
    .content_type = "text/event-stream",
    .content_length = -1,
    .chunked = TRUE,
    .request_id = "req_1",
  };
  g_autofree char *text = append (&head);

  g_assert_true (g_str_has_prefix (text, "HTTP/1.1 200 OK\r\n"));
  g_assert_nonnull (strstr (text, "\r\ntransfer-encoding: chunked\r\n"));
  g_assert_nonnull (strstr (text, "\r\nx-accel-buffering: no\r\n"));
  g_assert_null (strstr (text, "content-length"));
  g_assert_null (strstr (text, "connection"));
}

static void
test_phrases (void)
{
  static const guint statuses[] = {
    200, 400, 401, 402, 403, 404, 405, 408, 409, 413, 414,
    415, 417, 429, 431, 499, 500, 501, 502, 503, 504, 529
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      CcpReplyHead head = { .status = statuses[i], .request_id = "req_1" };
      g_autofree char *text = append (&head);
      g_autofree char *start = g_strdup_printf ("HTTP/1.1 %u ", statuses[i]);

      g_assert_true (g_str_has_prefix (text, start));
      g_assert_true (g_ascii_isupper (text[strlen (start)]));
      g_assert_null (strstr (text, "Unknown"));
    }
}

static void
test_request_id_of_the_provider (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  CcpReplyHead head = { .status = 200, .request_id = "req_1", .headers = headers };
  g_autofree char *text = NULL;

  ccp_headers_append (headers, "Request-Id", "req_up");
  text = append (&head);

  g_assert_nonnull (strstr (text, "\r\nrequest-id: req_up\r\n"));
  g_assert_null (strstr (text, "req_1"));
  g_assert_null (strstr (text, "Request-Id"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reply-head/append/request-id-of-the-provider",
                   test_request_id_of_the_provider);
  g_test_add_func ("/reply-head/append/whole", test_whole);
  g_test_add_func ("/reply-head/append/stream", test_stream);
  g_test_add_func ("/reply-head/append/phrases", test_phrases);

  return g_test_run ();
}
