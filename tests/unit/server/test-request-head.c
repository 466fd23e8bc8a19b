/* test-request-head.c: which heads are requests, and which are refused
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-request-head.h"

#define HOST "Host: localhost:1\r\n"

typedef struct
{
  const char *name;
  const char *head;
  gssize length; /* -1 for all of it */
  guint status;  /* 0 for a good one */
} Case;

static const Case cases[] = {
  { "get", "GET / HTTP/1.1\r\n" HOST "\r\n", -1, 0 },
  { "http-1.0", "GET / HTTP/1.0\r\n" HOST "\r\n", -1, 0 },
  { "absolute", "GET http://localhost:1/x HTTP/1.1\r\n" HOST "\r\n", -1, 0 },
  { "absolute-case", "GET HTTP://LocalHost:1 HTTP/1.1\r\n" HOST "\r\n", -1, 0 },
  { "options", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", -1, 0 },
  { "utf8", "GET / HTTP/1.1\r\n" HOST "X-Name: \xc3\xa9\r\n\r\n", -1, 0 },
  { "empty-value", "GET / HTTP/1.1\r\n" HOST "X-Name:\r\n\r\n", -1, 0 },
  { "tab", "GET / HTTP/1.1\r\n" HOST "X-Name:\ta\tb\t\r\n\r\n", -1, 0 },
  { "length", "POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\n", -1, 0 },
  { "chunked", "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: Chunked\r\n\r\n", -1, 0 },

  { "te-and-cl",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    -1,
    400 },
  { "te-and-cl-0",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
    -1,
    400 },
  { "cl-twice",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\nContent-Length: 30\r\n\r\n",
    -1,
    400 },
  { "cl-twice-same",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\ncontent-length: 4\r\n\r\n",
    -1,
    400 },
  { "cl-list", "POST / HTTP/1.1\r\n" HOST "Content-Length: 4, 30\r\n\r\n", -1, 400 },
  { "cl-plus", "POST / HTTP/1.1\r\n" HOST "Content-Length: +4\r\n\r\n", -1, 400 },
  { "cl-minus", "POST / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", -1, 400 },
  { "cl-hex", "POST / HTTP/1.1\r\n" HOST "Content-Length: 0x4\r\n\r\n", -1, 400 },
  { "cl-empty", "POST / HTTP/1.1\r\n" HOST "Content-Length: \r\n\r\n", -1, 400 },
  { "cl-space", "POST / HTTP/1.1\r\n" HOST "Content-Length: 4 4\r\n\r\n", -1, 400 },
  { "cl-huge",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 18446744073709551617\r\n\r\n",
    -1,
    400 },
  { "te-twice",
    "POST / HTTP/1.1\r\n" HOST
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
    -1,
    400 },
  { "te-list",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n",
    -1,
    400 },
  { "te-identity",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: identity\r\n\r\n",
    -1,
    400 },
  { "te-xchunked",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n",
    -1,
    400 },
  { "te-space",
    "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\n\r\n",
    -1,
    400 },
  { "te-1.0", "POST / HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n", -1, 400 },
  { "two-hosts", "GET / HTTP/1.1\r\n" HOST "Host: other\r\n\r\n", -1, 400 },
  { "no-host", "GET / HTTP/1.1\r\nAccept: x\r\n\r\n", -1, 400 },
  { "no-host-1.0", "GET / HTTP/1.0\r\n\r\n", -1, 400 },
  { "empty-host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", -1, 400 },
  { "user-in-host", "GET / HTTP/1.1\r\nHost: a@localhost\r\n\r\n", -1, 400 },
  { "path-in-host", "GET / HTTP/1.1\r\nHost: localhost/x\r\n\r\n", -1, 400 },
  { "foreign-authority", "GET http://evil/ HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "user-in-authority",
    "GET http://localhost:1@evil/ HTTP/1.1\r\n" HOST "\r\n",
    -1,
    400 },
  { "other-scheme", "GET ftp://localhost:1/ HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "no-path", "GET localhost:1 HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "star", "GET * HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "connect", "CONNECT localhost:1 HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "trace", "TRACE / HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "bare-lf", "GET / HTTP/1.1\n" HOST "\r\n", -1, 400 },
  { "all-bare-lf", "GET / HTTP/1.1\nHost: localhost\n\n", -1, 400 },
  { "last-bare-lf", "GET / HTTP/1.1\r\n" HOST "X: y\n\r\n", -1, 400 },
  { "bare-cr", "GET / HTTP/1.1\r\n" HOST "X: y\rZ: 1\r\n\r\n", -1, 400 },
  { "folded", "GET / HTTP/1.1\r\n" HOST "X: y\r\n z\r\n\r\n", -1, 400 },
  { "folded-tab", "GET / HTTP/1.1\r\n" HOST "X: y\r\n\tz: 1\r\n\r\n", -1, 400 },
  { "nul", "GET / HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n", 45, 400 },
  { "delete", "GET / HTTP/1.1\r\n" HOST "X: a\x7f\r\n\r\n", -1, 400 },
  { "not-utf8", "GET / HTTP/1.1\r\n" HOST "X: a\xff\r\n\r\n", -1, 400 },
  { "name-not-ascii", "GET / HTTP/1.1\r\n" HOST "X\xc3\xa9: a\r\n\r\n", -1, 400 },
  { "no-colon", "GET / HTTP/1.1\r\n" HOST "nonsense\r\n\r\n", -1, 400 },
  { "no-name", "GET / HTTP/1.1\r\n" HOST ": x\r\n\r\n", -1, 400 },
  { "target-not-ascii", "GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "two-spaces", "GET  / HTTP/1.1\r\n" HOST "\r\n", -1, 400 },
  { "space-at-end", "GET / HTTP/1.1 \r\n" HOST "\r\n", -1, 400 },
  { "no-version", "GET /\r\n" HOST "\r\n", -1, 400 },
  { "http-2", "PRI * HTTP/2.0\r\n" HOST "\r\n", -1, 400 },
  { "http-1.2", "GET / HTTP/1.2\r\n" HOST "\r\n", -1, 400 },
  { "empty-line", "\r\n\r\n", -1, 400 },
  { "expect", "POST / HTTP/1.1\r\n" HOST "Expect: magic\r\n\r\n", -1, 417 },
};

static CcpRefusal *
parse (CcpRequestHead *head, const char *bytes, gsize length)
{
  gsize scanned = 0;

  g_assert_cmpuint (ccp_request_head_find_end (bytes, length, &scanned), ==, length);
  return ccp_request_head_parse (head, bytes, length);
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *test = &cases[i];
      gsize length = test->length < 0 ? strlen (test->head) : (gsize) test->length;
      /* a copy of exactly these bytes, so that reading beyond them is noticed */
      g_autofree char *copy = g_memdup2 (test->head, length);
      CcpRequestHead head;
      g_autoptr (CcpRefusal) refusal = parse (&head, copy, length);

      g_test_message ("%s: %s", test->name, refusal != NULL ? refusal->message : "good");
      g_assert_cmpuint (refusal != NULL ? refusal->status : 0, ==, test->status);
    }
}

static void
test_fields (void)
{
  static const char text[] = "POST /v1/messages?beta=true HTTP/1.1\r\n"
                             "hOST: localhost:1\r\n"
                             "Content-length: 0042\r\n"
                             "Expect: 100-Continue\r\n"
                             "Connection: keep-alive, Close\r\n"
                             "X-Name:  a b \r\n\r\n";
  CcpRequestHead head;
  g_autoptr (CcpRefusal) refusal = parse (&head, text, strlen (text));

  g_assert_null (refusal);
  g_assert_true (ccp_span_equals (head.method, "POST"));
  g_assert_true (ccp_span_equals (head.target, "/v1/messages?beta=true"));
  g_assert_true (ccp_span_equals (head.host, "localhost:1"));
  g_assert_cmpuint (head.content_length, ==, 42);
  g_assert_cmpuint (head.n_fields, ==, 5);
  g_assert_true (ccp_span_equals (head.fields[4].value, "a b"));
  g_assert_true (head.expects_continue);
  g_assert_false (head.keep_alive);
  g_assert_false (head.chunked);
}

static void
test_plain (void)
{
  static const char text[] = "POST /x HTTP/1.1\r\n"
                             "Host: localhost\r\n"
                             "Transfer-Encoding: chunked\r\n"
                             "Connection: close\r\n"
                             "Expect: 100-continue\r\n"
                             "Upgrade: h2c\r\n"
                             "X-Name: a\r\n\r\n";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  CcpRequestHead head;
  g_autoptr (CcpRefusal) refusal = parse (&head, text, strlen (text));

  g_assert_null (refusal);
  ccp_request_head_append_plain (&head, bytes);
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  g_assert_cmpstr ((const char *) bytes->data,
                   ==,
                   "POST /x HTTP/1.1\r\nHost: localhost\r\nX-Name: a\r\n\r\n");
}

static void
test_limits (void)
{
  g_autoptr (GString) many = g_string_new ("GET / HTTP/1.1\r\n" HOST);
  g_autoptr (GString) target = g_string_new ("GET /");
  CcpRequestHead head;
  g_autoptr (CcpRefusal) refusal = NULL;

  for (guint i = 1; i < CCP_REQUEST_HEAD_MAX_FIELDS; i++)
    g_string_append (many, "X: y\r\n");
  g_string_append (many, "\r\n");
  refusal = parse (&head, many->str, many->len);
  g_assert_null (refusal);

  g_string_insert (many, many->len - 2, "X: y\r\n");
  refusal = parse (&head, many->str, many->len);
  g_assert_cmpuint (refusal->status, ==, 431);
  g_clear_pointer (&refusal, ccp_refusal_free);

  for (guint i = 1; i <= CCP_REQUEST_HEAD_MAX_TARGET; i++)
    g_string_append_c (target, 'x');
  g_string_append (target, " HTTP/1.1\r\n" HOST "\r\n");
  refusal = parse (&head, target->str, target->len);
  g_assert_cmpuint (refusal->status, ==, 414);
}

static void
test_find_end (void)
{
  static const struct
  {
    const char *text;
    gsize end;
  } ends[] = {
    { "", 0 },          { "a", 0 },
    { "a\r\n", 0 },     { "a\r\n\r", 0 },
    { "a\r\n\r\n", 5 }, { "a\n\n", 3 },
    { "a\n\r\nb", 4 },  { "a\r\nb\r\n\r\nc", 8 },
    { "\n\n", 2 },      { "a\r\n\rb\n\r\n", 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize scanned = 0;
      gsize end = 0;

      /* byte by byte, as it may come */
      for (gsize n = 0; n <= strlen (ends[i].text) && end == 0; n++)
        {
          g_autofree char *copy = g_memdup2 (ends[i].text, n);

          end = ccp_request_head_find_end (copy, n, &scanned);
        }
      g_assert_cmpuint (end, ==, ends[i].end);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-head/parse/table", test_parse);
  g_test_add_func ("/request-head/parse/fields", test_fields);
  g_test_add_func ("/request-head/parse/limits", test_limits);
  g_test_add_func ("/request-head/append-plain/no-framing", test_plain);
  g_test_add_func ("/request-head/find-end/byte-by-byte", test_find_end);

  return g_test_run ();
}
