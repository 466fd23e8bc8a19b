/* bench-json.c: what reading and writing JSON costs, beside json-glib
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: bench-json [FILE...], each a JSON document to measure beside the synthetic ones.
 */
#include <stdlib.h>

#include "bench-body.h"
#include "bench-measure.h"

static const char event[] =
    "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_"
    "delta\","
    "\"partial_json\":\"\\\"path\\\": \\\"src/lib/session-keeper.c\\\", \\\"content\\\": "
    "\\\"static void\\\\nkeeper_open (Keeper *self)\\\\n{\\\\n  g_assert (self != NULL);"
    "\\\\n\"}}";

static gsize
read_document (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, NULL);

  g_assert (document != NULL);
  return ccp_json_get_bytes (document) == bytes;
}

/* What a translator does: reads each member and writes it into another document. */
static gsize
read_and_write_document (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new_sized (length + 64);
  g_autoptr (CcpJson) written = NULL;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (document, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_end_object (writer);
  written = ccp_json_writer_finish (writer);
  return g_bytes_get_size (ccp_json_get_bytes (written));
}

static void
report (const char *name, const char *text, gsize length)
{
  double tree = bench_measure (bench_measure_tree, text, length);
  double read = bench_measure (read_document, text, length);
  double both = bench_measure (read_and_write_document, text, length);

  g_print ("%-24s %8" G_GSIZE_FORMAT " bytes: json-glib read + print %8.2f us, "
           "CcpJson read %7.2f us, read + write %7.2f us, %.1f times as fast\n",
           name,
           length,
           tree,
           read,
           both,
           tree / both);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CcpJson) body = bench_body_make ();
  gsize length;
  const char *text = ccp_json_peek (body, &length);

  report ("request body", text, length);
  report ("stream event", event, strlen (event));
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_file_get_contents (argv[i], &contents, &length, &error))
        {
          g_printerr ("%s\n", error->message);
          return EXIT_FAILURE;
        }
      report (argv[i], contents, length);
    }
  return EXIT_SUCCESS;
}
