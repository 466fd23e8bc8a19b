/* test-request-reader.c: where requests end, however their bytes come
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-request-reader.h"

#define HEAD "POST /x HTTP/1.1\r\nHost: localhost\r\n"
#define CHUNKED HEAD "Transfer-Encoding: chunked\r\n\r\n"
#define MAX_BODY 64

typedef struct
{
  const char *name;
  const char *bytes;
  const char *bodies; /* of the requests that are read, each with a | behind it */
  guint status;       /* of the refusal after them; 0 for none */
} Case;

static const Case cases[] = {
  { "no-body", HEAD "\r\n", "|", 0 },
  { "length", HEAD "Content-Length: 3\r\n\r\nabc", "abc|", 0 },
  { "length-0", HEAD "Content-Length: 0\r\n\r\n", "|", 0 },
  { "incomplete", HEAD "Content-Length: 3\r\n\r\nab", "", 0 },
  { "two",
    HEAD "Content-Length: 3\r\n\r\nabc" HEAD "Content-Length: 2\r\n\r\nde",
    "abc|de|",
    0 },
  { "empty-lines", "\r\n\r\n" HEAD "\r\n\r\n\r\n" HEAD "\r\n", "||", 0 },
  { "chunked", CHUNKED "3\r\nabc\r\n0002\r\nde\r\n0\r\n\r\n" HEAD "\r\n", "abcde||", 0 },
  { "chunked-empty", CHUNKED "0\r\n\r\n", "|", 0 },
  { "chunked-extension", CHUNKED "3;a=b\r\nabc\r\n0;x\r\n\r\n", "abc|", 0 },
  { "chunked-hex",
    CHUNKED "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n",
    "01234567890123456789|",
    0 },

  { "head-then-bad", HEAD "\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n", "|", 400 },
  { "smuggled",
    HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\nGET /evil HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "",
    400 },
  { "length-over-limit", HEAD "Content-Length: 65\r\n\r\n", "", 413 },
  { "chunks-over-limit", CHUNKED "41\r\n", "", 413 },
  { "chunks-add-up",
    CHUNKED "20\r\n0123456789abcdef0123456789abcdef\r\n21\r\n",
    "",
    413 },
  { "chunk-overflow", CHUNKED "ffffffffffffffff\r\n", "", 413 },
  { "chunk-zeros", CHUNKED "0000000000000\r\n\r\n", "", 400 },
  { "chunk-no-size", CHUNKED "\r\n", "", 400 },
  { "chunk-sign", CHUNKED "-1\r\n", "", 400 },
  { "chunk-plus", CHUNKED "+1\r\n", "", 400 },
  { "chunk-prefix", CHUNKED "0x1\r\n", "", 400 },
  { "chunk-space", CHUNKED "1 \r\n", "", 400 },
  { "chunk-bare-lf", CHUNKED "1\na\r\n0\r\n\r\n", "", 400 },
  { "chunk-too-long", CHUNKED "1\r\nab\r\n", "", 400 },
  { "chunk-no-end", CHUNKED "1\r\na0\r\n\r\n", "", 400 },
  { "chunk-extension-lf", CHUNKED "1;a\nb\r\na\r\n", "", 400 },
  { "trailer", CHUNKED "0\r\nX: y\r\n\r\n", "", 400 },
  { "last-bare-lf", CHUNKED "0\r\n\n", "", 400 },
};

static void
add (CcpRequestReader *reader, const char *bytes, gsize length, GString *bodies)
{
  g_autofree char *copy = g_memdup2 (bytes, length);
  CcpRequestReaderState state;

  ccp_request_reader_add (reader, copy, length);
  do
    {
      state = ccp_request_reader_advance (reader);
      if (state == CCP_REQUEST_READER_DONE)
        {
          GBytes *body = ccp_request_reader_get_body (reader);
          gsize size;
          const char *data = g_bytes_get_data (body, &size);

          g_string_append_len (bodies, data, size);
          g_string_append_c (bodies, '|');
          ccp_request_reader_next (reader, MAX_BODY);
        }
    }
  while (state == CCP_REQUEST_READER_DONE || state == CCP_REQUEST_READER_CHECK);
}

static void
assert_case (const Case *test, CcpRequestReader *reader, const char *bodies)
{
  const CcpRefusal *refusal = ccp_request_reader_get_refusal (reader);

  g_assert_cmpstr (bodies, ==, test->bodies);
  g_assert_cmpuint (refusal != NULL ? refusal->status : 0, ==, test->status);
}

static void
test_splits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *test = &cases[i];
      gsize length = strlen (test->bytes);

      g_test_message ("%s", test->name);
      for (gsize at = 0; at <= length; at++)
        {
          g_autoptr (CcpRequestReader) reader = ccp_request_reader_new (MAX_BODY);
          g_autoptr (GString) bodies = g_string_new (NULL);

          add (reader, test->bytes, at, bodies);
          add (reader, test->bytes + at, length - at, bodies);
          assert_case (test, reader, bodies->str);
        }
    }
}

static void
test_byte_by_byte (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CcpRequestReader) reader = ccp_request_reader_new (MAX_BODY);
      g_autoptr (GString) bodies = g_string_new (NULL);

      for (const char *p = cases[i].bytes; *p != '\0'; p++)
        add (reader, p, 1, bodies);
      assert_case (&cases[i], reader, bodies->str);
    }
}

static void
test_nothing_after_a_refusal (void)
{
  g_autoptr (CcpRequestReader) reader = ccp_request_reader_new (MAX_BODY);
  g_autoptr (GString) bodies = g_string_new (NULL);

  add (reader, HEAD "Content-Length: +1\r\n\r\n", strlen (HEAD) + 22, bodies);
  add (reader, HEAD "\r\n", strlen (HEAD) + 2, bodies);

  g_assert_cmpstr (bodies->str, ==, "");
  g_assert_cmpint (ccp_request_reader_advance (reader), ==, CCP_REQUEST_READER_REFUSED);
}

static void
test_head_size (void)
{
  static const char begin[] = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
  gsize size = CCP_REQUEST_HEAD_MAX_SIZE - strlen (begin) - 4;
  g_autofree char *filler = g_strnfill (size + 1, 'x');
  g_autoptr (CcpRequestReader) good = ccp_request_reader_new (MAX_BODY);
  g_autoptr (CcpRequestReader) bad = ccp_request_reader_new (MAX_BODY);
  g_autoptr (CcpRequestReader) endless = ccp_request_reader_new (MAX_BODY);

  ccp_request_reader_add (good, begin, strlen (begin));
  ccp_request_reader_add (good, filler, size);
  ccp_request_reader_add (good, "\r\n\r\n", 4);
  ccp_request_reader_add (bad, begin, strlen (begin));
  ccp_request_reader_add (bad, filler, size + 1);
  ccp_request_reader_add (bad, "\r\n\r\n", 4);
  ccp_request_reader_add (endless, begin, strlen (begin));
  ccp_request_reader_add (endless, filler, size);
  ccp_request_reader_add (endless, filler, 5);

  g_assert_cmpint (ccp_request_reader_advance (good), ==, CCP_REQUEST_READER_CHECK);
  g_assert_cmpint (ccp_request_reader_advance (bad), ==, CCP_REQUEST_READER_REFUSED);
  g_assert_cmpuint (ccp_request_reader_get_refusal (bad)->status, ==, 431);
  g_assert_cmpint (ccp_request_reader_advance (endless), ==, CCP_REQUEST_READER_REFUSED);
}

/* a large body goes where it is to stay; what follows it does not */
static void
test_reserve (void)
{
  static const char head[] = HEAD "Content-Length: 10000\r\n\r\n";
  g_autoptr (CcpRequestReader) reader = ccp_request_reader_new (10000);
  g_autofree char *content = g_strnfill (10000, 'y');
  gsize room = 0;
  char *place = NULL;

  g_assert_null (ccp_request_reader_reserve (reader, &room));
  ccp_request_reader_add (reader, head, strlen (head));
  g_assert_cmpint (ccp_request_reader_advance (reader), ==, CCP_REQUEST_READER_CHECK);
  g_assert_cmpint (ccp_request_reader_advance (reader), ==, CCP_REQUEST_READER_BODY);

  place = ccp_request_reader_reserve (reader, &room);
  g_assert_cmpuint (room, ==, 10000);
  memcpy (place, content, 3000);
  ccp_request_reader_commit (reader, 3000);
  ccp_request_reader_reserve (reader, &room);
  g_assert_cmpuint (room, ==, 7000);
  ccp_request_reader_commit (reader, 0);
  g_assert_cmpuint (ccp_request_reader_get_received (reader), ==, 3000);
  ccp_request_reader_add (reader, content, 7000);
  ccp_request_reader_add (reader, "GET", 3);

  g_assert_cmpint (ccp_request_reader_advance (reader), ==, CCP_REQUEST_READER_DONE);
  g_assert_cmpmem (g_bytes_get_data (ccp_request_reader_get_body (reader), NULL),
                   g_bytes_get_size (ccp_request_reader_get_body (reader)),
                   content,
                   10000);
  g_assert_null (ccp_request_reader_reserve (reader, &room));
  g_assert_cmpuint (ccp_request_reader_get_ahead (reader), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/request-reader/advance/every-split", test_splits);
  g_test_add_func ("/request-reader/advance/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/request-reader/advance/nothing-after-a-refusal",
                   test_nothing_after_a_refusal);
  g_test_add_func ("/request-reader/reserve/large-body", test_reserve);
  g_test_add_func ("/request-reader/advance/head-size", test_head_size);

  return g_test_run ();
}
