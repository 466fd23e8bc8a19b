/* test-tool-result.c: the text of results, and the words for what is left out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define IMAGE "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"x\"}}"
#define IMAGE_LINK                                                                       \
  "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://x\"}}"
#define PDF(title)                                                                       \
  "{\"type\":\"document\"," title "\"source\":{\"type\":\"base64\",\"data\":\"x\"}}"
#define PDF_LINK                                                                         \
  "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"http://x\"}}"
#define CONTENT(content) "{\"content\":" content "}"
#define FAILED(content) "{\"is_error\":true,\"content\":" content "}"

#define MARK CCP_TOOL_RESULT_MARK_ERRORS
#define NO_IMAGES CCP_TOOL_RESULT_OMIT_IMAGES
#define NO_PDF CCP_TOOL_RESULT_OMIT_DOCUMENTS
#define NO_LINKS CCP_TOOL_RESULT_OMIT_DOCUMENT_LINKS

#define EMPTY "(no output)"
#define NO_IMAGE "[image omitted: not supported by this model]"

typedef struct
{
  const char *name;
  CcpToolResultFlags flags;
  const char *block;
  const char *text;
} Case;

static const Case cases[] = {
  { "T04-missing", MARK, "{}", EMPTY },
  { "T04-null", MARK, CONTENT ("null"), EMPTY },
  { "T04-empty-string", MARK, CONTENT ("\"\""), EMPTY },
  { "T04-string", MARK, CONTENT ("\"a\\nb\""), "a\nb" },
  { "T04-white-space", MARK, CONTENT ("\" \""), " " },
  { "T04-empty-array", MARK, CONTENT ("[]"), EMPTY },
  { "T04-text", MARK, CONTENT ("[" TEXT ("a") "]"), "a" },
  { "T04-texts",
    MARK,
    CONTENT ("[" TEXT ("a") "," TEXT ("") "," TEXT ("b") "]"),
    "a\nb" },
  { "T04-image", MARK, CONTENT ("[" IMAGE "]"), EMPTY },
  { "T04-text-and-image", MARK, CONTENT ("[" TEXT ("a") "," IMAGE "]"), "a" },
  { "T04-plain-string-in-array", MARK, CONTENT ("[\"a\"]"), "a" },
  { "T04-tool-reference",
    MARK,
    CONTENT ("[{\"type\":\"tool_reference\",\"tool_name\":\"n\"}]"),
    "[tool available: n]" },
  { "T04-search-result",
    MARK,
    CONTENT ("[{\"type\":\"search_result\",\"title\":\"t\",\"source\":\"s\",\"content\":"
             "[" TEXT ("a") "," TEXT ("b") "]}]"),
    "t\ns\n\na\nb" },
  { "T04-document-text",
    MARK,
    CONTENT ("[{\"type\":\"document\",\"title\":\"t\",\"source\":{\"type\":\"text\","
             "\"data\":\"a\"}}]"),
    "a" },
  { "T04-document-content",
    MARK,
    CONTENT ("[{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":"
             "[" TEXT ("a") "," IMAGE "," TEXT ("b") "]}}]"),
    "a\n\nb" },
  { "T04-unknown", MARK, CONTENT ("[{\"type\":\"browser_state\"}]"), EMPTY },
  { "T08-failed", MARK, FAILED ("\"no\""), "Error: no" },
  { "T08-failed-in-blocks",
    MARK,
    FAILED ("[" TEXT ("no") "," TEXT ("x") "]"),
    "Error: no\nx" },
  { "T08-failed-and-says-so", MARK, FAILED ("\"Error: no\""), "Error: no" },
  { "T08-failed-and-tagged",
    MARK,
    FAILED ("\"<tool_use_error>no\""),
    "<tool_use_error>no" },
  { "T08-failed-without-words", MARK, FAILED ("\"\""), "Error: " EMPTY },
  { "T08-failed-without-mark", CCP_TOOL_RESULT_DEFAULT, FAILED ("\"no\""), "no" },
  { "T07-images-leave-one-word",
    NO_IMAGES,
    CONTENT ("[" TEXT ("a") "," IMAGE "," IMAGE "," TEXT ("b") "]"),
    "a\n" NO_IMAGE "\nb" },
  { "T07-image-alone", NO_IMAGES, CONTENT ("[" IMAGE "]"), NO_IMAGE },
  { "image-links-are-named",
    NO_IMAGES,
    CONTENT ("[" IMAGE_LINK "," IMAGE_LINK "]"),
    "[image: http://x]\n[image: http://x]" },
  { "T47-image-file",
    MARK,
    CONTENT ("[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}]"),
    "[image file f is not available]" },
  { "T46-pdf", MARK, CONTENT ("[" PDF ("") "]"), EMPTY },
  { "T46-pdf-left-out",
    NO_PDF,
    CONTENT ("[" PDF ("\"title\":\"a.pdf\",") "]"),
    "[PDF document \"a.pdf\" omitted: not supported by this model]" },
  { "T46-pdf-without-title-left-out",
    NO_PDF,
    CONTENT ("[" PDF ("") "]"),
    "[PDF document \"document.pdf\" omitted: not supported by this model]" },
  { "T47-image-link",
    CCP_TOOL_RESULT_OMIT_IMAGE_LINKS,
    CONTENT ("[" IMAGE ",{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":"
             "\"http://x\"}}]"),
    "[image: http://x]" },
  { "T46-pdf-link", NO_LINKS, CONTENT ("[" PDF_LINK "]"), "[document: http://x]" },
  { "T46-pdf-link-elsewhere", NO_PDF, CONTENT ("[" PDF_LINK "]"), EMPTY },
};

static char *
write_text (const CcpToolResult *result, CcpToolResultFlags flags)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) document = NULL;
  CcpJsonValue root;

  ccp_json_writer_begin_string (writer);
  ccp_tool_result_append_text (result, flags, writer);
  ccp_json_writer_end_string (writer);
  document = ccp_json_writer_finish (writer);
  ccp_json_get_root (document, &root);
  return ccp_json_value_dup_string (&root, NULL);
}

static void
test_text (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) block = ccp_json_new_from_text (test->block, -1, &error);
  CcpToolResult result = { 0 };
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  ccp_json_get_root (block, &result.value);

  text = write_text (&result, test->flags);

  g_assert_cmpstr (text, ==, test->text);
  g_assert_cmpint (ccp_tool_result_has_text (&result, test->flags),
                   ==,
                   !g_str_equal (text, EMPTY));
}

static void
test_missing (void)
{
  CcpToolResult result = { 0 };
  g_autofree char *text = write_text (&result, MARK);

  g_assert_cmpstr (text, ==, "Error: [no tool result was provided]");
  g_assert_true (ccp_tool_result_is_error (&result));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tool-result/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/tool-result/text/T03-missing", test_missing);

  return g_test_run ();
}
