/* test-masked-source.c: what is shown of a file that has secrets in it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-masked-source.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *shown;
} Case;

static const Case cases[] = {
  { "plain", "a: b # c\n- 'd'\n\ne: [f, 1]\n", "a: b # c\n- 'd'\n\ne: [f, 1]\n" },
  { "key", "api_key: abc\nname: d", "api_key: ***\nname: d" },
  { "variable", "api_key: ${KEY}\n", "api_key: ${KEY}\n" },
  { "variable-with-text", "api_key: ${KEY:-abc}\n", "api_key: *{KEY:****}\n" },
  { "quoted", "api_key: \"a: b\\\"c\" # d\n", "api_key: \"** *\\**\" # d\n" },
  { "quoted-with-a-key",
    "{api_key: 'a, b: c', name: d}",
    "{api_key: '** ** *', name: d}" },
  { "json",
    "{\"api_key\":\"abc\",\"name\":\"d\"}",
    "{\"api_key\":\"***\",\"name\":\"d\"}" },
  { "list",
    "client_keys:\n  - abc\n  - d\nlisten: e",
    "client_keys:\n  - ***\n  - *\nlisten: e" },
  { "list-in-brackets",
    "client_keys: [abc,\n d]\nmodels: [e]",
    "client_keys: [***,\n *]\nmodels: [e]" },
  { "block", "api_key: |\n  abc: d\n  e\nname: f", "api_key: *\n  **** *\n  *\nname: f" },
  { "command",
    "api_key:\n  command: [gcloud, auth]\n",
    "api_key:\n  command: [gcloud, auth]\n" },
  { "comment",
    "# api_key: abc\nname: it's # don't\nurl: x",
    "# api_key: ***\nname: it's # don't\nurl: x" },
  { "comment-after-key", "api_key: abc # name: x\n", "api_key: *** # name: x\n" },
  { "header",
    "headers: {Authorization: Bearer abc, x-team: b}",
    "headers: {Authorization: ****** ***, x-team: b}" },
  { "looks-like-one", "to: sk-ant-0123456789\n", "to: *****************\n" },
  { "random",
    "to: 0123456789abcdef0123456789abcdef\n",
    "to: ********************************\n" },
  { "model-is-not",
    "id: anthropic/claude-opus-4-5-20251101-v1:0\nmax_tokens: 5",
    "id: anthropic/claude-opus-4-5-20251101-v1:0\nmax_tokens: 5" },
  { "name-of-a-model-is-not",
    "id: anthropic.claude-3-5-sonnet-20241022-v2:0\n",
    "id: anthropic.claude-3-5-sonnet-20241022-v2:0\n" },
  { "no-space-after-the-colon", "  api_key:abc\nname:d", "  api_key:***\n******" },
  { "url",
    "url: https://me:abc@host.example/v1\n",
    "url: https*********@host.example/v1\n" },
  { "open-quote", "name: 'a\napi_key: abc\n", "name: 'a\napi_key: ***\n" },
  { "open-quote-of-key", "api_key: \"abc\nname: d\n", "api_key: \"***\n***** *\n" },
  { "colon-in-key", "api_key: abc: d\n", "api_key: **** *\n" },
  { "comma-in-key", "api_key: abc,d: e\n", "api_key: ****** *\n" },
  { "wide",
    "api_key: \xc3\xa4\xe4\xb8\xad\nname: \xe4\xb8\xad",
    "api_key: **\nname: \xe4\xb8\xad" },
  { "byte-order-mark",
    "\xef\xbb\xbf"
    "a: b",
    "a: b" },
  { "breaks", "a: b\r\nc: d\re: f\xc2\x85g: h", "a: b\nc: d\ne: f\ng: h" },
  { "not-utf-8", "a: \xff", "a: \xef\xbf\xbd" },
};

/* Returns: all lines, as they were one text */
static char *
show (CcpMaskedSource *source)
{
  GString *text = g_string_new (NULL);
  const char *line = NULL;

  for (guint i = 1; (line = ccp_masked_source_get_line (source, i)) != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 1 ? "\n" : "", line);
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpMaskedSource) source = ccp_masked_source_new (c->text, strlen (c->text));
  g_autofree char *shown = show (source);

  g_assert_cmpstr (shown, ==, c->shown);
}

static void
test_no_such_line (void)
{
  g_autoptr (CcpMaskedSource) source = ccp_masked_source_new ("a\nb", 3);

  g_assert_null (ccp_masked_source_get_line (source, 0));
  g_assert_cmpstr (ccp_masked_source_get_line (source, 2), ==, "b");
  g_assert_null (ccp_masked_source_get_line (source, 3));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/masked-source/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/masked-source/get-line/no-such-line", test_no_such_line);

  return g_test_run ();
}
