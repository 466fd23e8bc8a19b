/* test-block-parts.c: tests of ccp-block-parts.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

typedef void (*AppendFunc) (const CcpBlock *block, CcpJsonWriter *writer);

typedef struct
{
  const char *name;
  AppendFunc append;
  const char *block;
  const char *text;
} Case;

#define IMAGE(source) "{\"type\":\"image\",\"source\":{" source "}}"
#define DOCUMENT(rest) "{\"type\":\"document\"," rest "}"
#define PDF "\"source\":{\"type\":\"base64\",\"data\":\"JVBE\"}"

static const Case cases[] = {
  { "uri/image",
    ccp_block_append_uri,
    IMAGE ("\"type\":\"base64\",\"media_type\":\"image/gif\",\"data\":\"R0lG\""),
    "data:image/gif;base64,R0lG" },
  { "uri/image-without-type",
    ccp_block_append_uri,
    IMAGE ("\"type\":\"base64\",\"data\":\"/9j/4AAQ\""),
    "data:image/jpeg;base64,/9j/4AAQ" },
  { "uri/image-elsewhere",
    ccp_block_append_uri,
    IMAGE ("\"type\":\"url\",\"url\":\"https://h/a.png\""),
    "https://h/a.png" },
  { "uri/document-without-type",
    ccp_block_append_uri,
    DOCUMENT (PDF),
    "data:application/pdf;base64,JVBE" },
  { "uri/document-elsewhere",
    ccp_block_append_uri,
    DOCUMENT ("\"source\":{\"type\":\"url\",\"url\":\"https://h/a.pdf\"}"),
    "https://h/a.pdf" },
  { "media-type/image",
    ccp_block_append_media_type,
    IMAGE ("\"type\":\"base64\",\"media_type\":\"image/webp\",\"data\":\"UklG\""),
    "image/webp" },
  { "media-type/document",
    ccp_block_append_media_type,
    DOCUMENT (PDF),
    "application/pdf" },
  { "file-name/title",
    ccp_block_append_file_name,
    DOCUMENT ("\"title\":\"a \\\"b\\\".pdf\"," PDF),
    "a \\\"b\\\".pdf" },
  { "file-name/blank",
    ccp_block_append_file_name,
    DOCUMENT ("\"title\":\" \"," PDF),
    "document.pdf" },
  { "file-name/none", ccp_block_append_file_name, DOCUMENT (PDF), "document.pdf" },
};

static void
assert_string (CcpJsonWriter *writer, const char *expected)
{
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue root;
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", expected);
  g_autofree char *raw = NULL;

  ccp_json_writer_end_string (writer);
  json = ccp_json_writer_finish (writer);
  g_assert_nonnull (json);
  ccp_json_get_root (json, &root);
  raw = dup_raw (&root);
  g_assert_cmpstr (raw, ==, quoted);
}

static void
test_append (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (CcpJson) json = ccp_json_new_from_text (wanted->block, -1, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root;
  CcpBlock block;

  g_assert_nonnull (json);
  ccp_json_get_root (json, &root);
  ccp_block_init (&block, &root);
  ccp_json_writer_begin_string (writer);
  wanted->append (&block, writer);

  assert_string (writer, wanted->text);
}

static void
test_texts (void)
{
  static const char content[] = "[{\"type\":\"text\",\"text\":\"a\"}," IMAGE (
      "\"type\":\"base64\",\"data\":"
      "\"R0lG\"") "," IMAGE ("\"type\":\"base64\",\"data\":\"R0lG\"") ",{\"type\":"
                                                                      "\"text\",\"text\":"
                                                                      "\"b\"}]";
  g_autoptr (CcpJson) json = ccp_json_new_from_text (content, -1, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root;
  CcpBlock blocks[4];

  ccp_json_get_root (json, &root);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      CcpJsonValue element = ccp_json_value_element (&root, i);

      ccp_block_init (&blocks[i], &element);
    }
  ccp_json_writer_begin_string (writer);
  ccp_block_append_texts (blocks, G_N_ELEMENTS (blocks), writer);

  assert_string (writer, "a\\n\\n[image omitted: not supported by this model]\\n\\nb");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/block-parts/", cases, test_append);
  g_test_add_func ("/block-parts/texts/one-word-for-a-row-of-images", test_texts);

  return g_test_run ();
}
