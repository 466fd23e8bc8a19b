/* test-token-estimate.c: the price of texts, images, documents and whole requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *name;
  const char *text;
  gint64 tokens;
} TextCase;

static const TextCase text_cases[] = {
  { "nothing", "", 0 },
  { "short-word", "function", 1 },
  { "long-word", "functions", 2 },
  { "longer-word", "internationalization", 4 },
  { "camel-case", "getInputTokens", 3 },
  { "capitals", "HTTPServer", 2 },
  { "digits", "1234567", 3 },
  { "one-space", "a b", 2 },
  { "two-spaces", "a  b", 3 },
  { "newline", "a\nb", 3 },
  { "punctuation", "({[);", 2 },
  { "cyrillic", "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", 2 },
  { "ideographs-round-up", "\xe4\xbd\xa0\xe5\xa5\xbd\xe5\x95\x8a", 3 },
  { "emoji", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80", 3 },
};

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  gint64 tokens;
} MediaCase;

#define BYTES(bytes) bytes, sizeof (bytes) - 1

static const MediaCase media_cases[] = {
  { "png-750x100", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\xee\0\0\0\x64"), 100 },
  { "png-scaled", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0c\x40\0\0\0\xc4"), 205 },
  { "png-largest",
    BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0c\x40\0\0\x0c\x40"),
    1600 },
  { "png-no-size", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0"), 1500 },
  { "gif", BYTES ("GIF89a\xee\x02\x64\0"), 100 },
  { "jpeg",
    BYTES ("\xff\xd8\xff\xe0\0\x04xx\xff\xff\xc4\0\x02\xff\xc2\0\x11\x08\0\x64\x02\xee"),
    100 },
  { "jpeg-cut", BYTES ("\xff\xd8\xff\xe0\0\x04xx\xff"), 1500 },
  { "webp-lossy",
    BYTES ("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\xee\x02\x64\0"),
    100 },
  { "webp-lossless",
    BYTES ("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\xed\xc2\x18\0\0\0\0\0\0"),
    100 },
  { "webp-extended",
    BYTES ("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\xed\x02\0\x63\0\0"),
    100 },
  { "unknown", BYTES ("hello"), 1500 },
};

static gint64
estimate (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return ccp_token_estimate_body (body);
}

static gint64
estimate_source (const char *block_type, const guint8 *bytes, gsize length)
{
  g_autofree char *base64 = g_base64_encode (bytes, length);
  g_autofree char *body = g_strdup_printf (
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"%s\",\"source\":"
      "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}]}]}",
      block_type,
      base64);

  return estimate (body) - estimate ("{\"messages\":[{\"content\":[]}]}");
}

static void
test_text (gconstpointer data)
{
  const TextCase *test = data;

  g_assert_cmpint (ccp_token_estimate_text (test->text, -1), ==, test->tokens);
}

static void
test_media (gconstpointer data)
{
  const MediaCase *test = data;

  g_assert_cmpint (estimate_source ("image", (const guint8 *) test->bytes, test->length),
                   ==,
                   test->tokens);
}

/* Wherever the pages stand, also across the parts in which the bytes are read. */
static void
test_pdf_pages (void)
{
  for (gsize offset = 36846; offset <= 36866; offset++)
    {
      g_autoptr (GString) pdf = g_string_new ("%PDF /Type /Pages /Type/Pages");

      while (pdf->len < offset)
        g_string_append_c (pdf, 'x');
      g_string_append (pdf, "/Type /Page\n/Type/Page>>");
      g_assert_cmpint (estimate_source ("document", (const guint8 *) pdf->str, pdf->len),
                       ==,
                       4000);
    }
}

static void
test_pdf_at_least_one_page (void)
{
  g_assert_cmpint (estimate_source ("document", (const guint8 *) "%PDF", 4), ==, 2000);
}

typedef struct
{
  const char *name;
  const char *body;
  gint64 tokens;
} BodyCase;

#define CONTENT(content) "{\"messages\":[{\"role\":\"user\",\"content\":" content "}]}"

/* 3 for the request and 3 for each message are in all of them */
static const BodyCase body_cases[] = {
  { "empty", "{}", 3 },
  { "string", CONTENT ("\"one two\""), 8 },
  { "text-block", CONTENT ("[{\"type\":\"text\",\"text\":\"one\\ttwo\"}]"), 8 },
  { "system", "{\"system\":[{\"type\":\"text\",\"text\":\"one two\"}]}", 8 },
  { "thinking",
    CONTENT ("[{\"type\":\"thinking\",\"thinking\":\"one two\",\"signature\":\"abc\"}]"),
    8 },
  { "redacted-thinking",
    CONTENT ("[{\"type\":\"redacted_thinking\",\"data\":\"abcdef\"}]"),
    6 },
  { "tool-use",
    CONTENT (
        "[{\"type\":\"tool_use\",\"id\":\"x\",\"name\":\"Bash\",\"input\":{\"a\":1}}]"),
    6 + 8 + 1 + 5 },
  { "tool-result",
    CONTENT ("[{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":[{\"type\":"
             "\"text\",\"text\":\"one two\"}]}]"),
    6 + 8 + 2 },
  { "tool",
    "{\"tools\":[{\"name\":\"Bash\",\"description\":\"run it\",\"input_schema\":{}}]}",
    3 + 10 + 1 + 2 + 1 },
  { "image-url",
    CONTENT ("[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://x\"}}]"),
    6 + 1500 },
  { "document-url",
    CONTENT ("[{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"http://"
             "x\"}}]"),
    6 + 2000 },
  { "document-text",
    CONTENT ("[{\"type\":\"document\",\"title\":\"a\",\"source\":{\"type\":\"text\","
             "\"data\":\"one two\"}}]"),
    6 + 3 },
  { "document-content",
    CONTENT ("[{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":"
             "[{\"type\":\"text\",\"text\":\"one two\"},{\"type\":\"image\",\"source\":"
             "{\"type\":\"file\",\"file_id\":\"x\"}}]}}]"),
    6 + 2 + 1500 },
  { "search-result",
    CONTENT ("[{\"type\":\"search_result\",\"title\":\"a\",\"source\":\"b\",\"content\":"
             "[{\"type\":\"text\",\"text\":\"c\"}]}]"),
    6 + 3 },
  { "output-format", "{\"output_config\":{\"format\":{}}}", 4 },
};

static void
test_body (gconstpointer data)
{
  const BodyCase *test = data;

  g_assert_cmpint (estimate (test->body), ==, test->tokens);
}

/* T114: what fills the context is counted, wherever it stands */
static void
test_everything_counts (void)
{
  gint64 tokens = estimate (
      "{\"system\":\"one two\",\"tools\":[{\"name\":\"Bash\"}],\"messages\":["
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"one\"}]"
      "},"
      "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"x\","
      "\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"x\"}}]}]}]"
      "}");

  g_assert_cmpint (tokens, ==, 3 + (3 + 2) + (10 + 1) + (3 + 1) + (3 + 8 + 1500));
}

typedef struct
{
  const char *name;
  const char *text;
  gint64 tokens; /* as the tokenizer cl100k_base counts them */
} RealCase;

static const RealCase real_cases[] = {
  { "sentence", "The quick brown fox jumps over the lazy dog.", 10 },
  { "greeting", "Hello, world!", 4 },
  { "words", "Hello world", 2 },
};

/* T115: a context that overflows is worse than one that is compacted early */
static void
test_real_text (gconstpointer data)
{
  const RealCase *test = data;
  g_autofree char *body = g_strdup_printf (CONTENT ("\"%s\""), test->text);

  g_assert_cmpint (ccp_token_estimate_text (test->text, -1), >=, test->tokens);
  g_assert_cmpint (estimate (body), >, test->tokens);
  g_assert_cmpint (estimate (body), <=, test->tokens * 3 / 2 + 6);
}

/* T115: whatever a client sends is counted; what is not known is never an error */
static void
test_anything_counts (void)
{
  static const char *const bodies[] = {
    "[]",
    "{\"messages\":null,\"tools\":3,\"system\":{}}",
    "{\"messages\":[]}",
    "{\"messages\":[1,null,\"x\",{}]}",
    CONTENT ("[{\"type\":\"hologram\",\"data\":[[{}]]},{},7]"),
    CONTENT ("[{\"type\":\"image\"},{\"type\":\"document\",\"source\":\"x\"}]"),
    "{\"tools\":[null,{\"type\":\"web_search_20260101\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_cmpint (estimate (bodies[i]), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/token-estimate/text/", text_cases[i].name, NULL);

      g_test_add_data_func (path, &text_cases[i], test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (media_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/token-estimate/image/", media_cases[i].name, NULL);

      g_test_add_data_func (path, &media_cases[i], test_media);
    }
  for (guint i = 0; i < G_N_ELEMENTS (body_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/token-estimate/body/", body_cases[i].name, NULL);

      g_test_add_data_func (path, &body_cases[i], test_body);
    }
  g_test_add_func ("/token-estimate/pdf/counts-pages", test_pdf_pages);
  g_test_add_func ("/token-estimate/pdf/has-at-least-one-page",
                   test_pdf_at_least_one_page);
  g_test_add_func ("/token-estimate/body/T114-everything-counts", test_everything_counts);
  g_test_add_func ("/token-estimate/body/T115-anything-counts", test_anything_counts);
  for (guint i = 0; i < G_N_ELEMENTS (real_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/token-estimate/body/T115-not-low-", real_cases[i].name, NULL);

      g_test_add_data_func (path, &real_cases[i], test_real_text);
    }

  return g_test_run ();
}
