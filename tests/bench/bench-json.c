/* bench-json.c: what reading and writing JSON costs, beside json-glib
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: bench-json [FILE...], each a JSON document to measure beside the synthetic ones.
 */
#include <ccp.h>
#include <stdlib.h>

#define N_TOOLS 24
#define N_MESSAGES 6
#define N_ROUNDS 31
#define ROUND_BYTES (4u << 20)

static const char event[] =
    "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_"
    "delta\","
    "\"partial_json\":\"\\\"path\\\": \\\"src/lib/session-keeper.c\\\", \\\"content\\\": "
    "\\\"static void\\\\nkeeper_open (Keeper *self)\\\\n{\\\\n  g_assert (self != NULL);"
    "\\\\n\"}}";

typedef void (*Work) (const char *text, gsize length);

static volatile gsize sink;

static void
add_prose (CcpJsonWriter *writer, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *line =
          g_strdup_printf (" - Line %u of the guide: when a file was changed, run \"make "
                           "check\" in its folder "
                           "(not above it) and read what it prints.\n",
                           i);

      ccp_json_writer_append (writer, line);
    }
}

static void
add_prose_member (CcpJsonWriter *writer, const char *key, guint n_lines)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_begin_string (writer);
  add_prose (writer, n_lines);
  ccp_json_writer_end_string (writer);
}

static void
add_string_member (CcpJsonWriter *writer, const char *key, const char *text)
{
  ccp_json_writer_key (writer, key);
  ccp_json_writer_string (writer, text);
}

static void
add_schema (CcpJsonWriter *writer)
{
  static const char *const names[] = { "path",  "pattern", "limit", "offset",
                                       "force", "mode",    "glob" };

  ccp_json_writer_key (writer, "input_schema");
  ccp_json_writer_begin_object (writer);
  add_string_member (writer, "type", "object");
  ccp_json_writer_key (writer, "properties");
  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ccp_json_writer_key (writer, names[i]);
      ccp_json_writer_begin_object (writer);
      add_string_member (writer, "description", "What to use, absolute and without dots");
      add_string_member (writer, "type", "string");
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
  ccp_json_writer_key (writer, "required");
  ccp_json_writer_begin_array (writer);
  ccp_json_writer_string (writer, names[0]);
  ccp_json_writer_string (writer, names[1]);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "additionalProperties");
  ccp_json_writer_boolean (writer, FALSE);
  ccp_json_writer_end_object (writer);
}

static void
add_tools (CcpJsonWriter *writer)
{
  ccp_json_writer_key (writer, "tools");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < N_TOOLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Tool%u", i);

      ccp_json_writer_begin_object (writer);
      add_string_member (writer, "name", name);
      add_prose_member (writer, "description", 8);
      add_schema (writer);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
}

static void
add_messages (CcpJsonWriter *writer)
{
  ccp_json_writer_key (writer, "messages");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      ccp_json_writer_begin_object (writer);
      add_string_member (writer, "role", i % 2 == 0 ? "user" : "assistant");
      ccp_json_writer_key (writer, "content");
      ccp_json_writer_begin_array (writer);
      ccp_json_writer_begin_object (writer);
      add_string_member (writer, "type", "text");
      add_prose_member (writer, "text", 8);
      ccp_json_writer_end_object (writer);
      ccp_json_writer_end_array (writer);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_array (writer);
}

/* A request of a coding assistant: long system text, many tools, some messages. */
static CcpJson *
make_body (void)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  add_string_member (writer, "model", "some-model");
  ccp_json_writer_key (writer, "max_tokens");
  ccp_json_writer_int (writer, 32000);
  ccp_json_writer_key (writer, "stream");
  ccp_json_writer_boolean (writer, TRUE);
  add_prose_member (writer, "system", 200);
  add_messages (writer);
  add_tools (writer);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
read_and_print_tree (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *printed = NULL;
  gsize printed_length;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    g_assert_not_reached ();
  json_generator_set_root (generator, json_parser_get_root (parser));
  printed = json_generator_to_data (generator, &printed_length);
  sink += printed_length;
}

static void
read_document (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) document = ccp_json_new_from_bytes (bytes, NULL);

  g_assert (document != NULL);
  sink += ccp_json_get_bytes (document) == bytes;
}

/* What a translator does: reads each member and writes it into another document. */
static void
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
  sink += g_bytes_get_size (ccp_json_get_bytes (written));
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Returns: the median of what one call takes, in microseconds */
static double
measure (Work work, const char *text, gsize length)
{
  guint n = (guint) CLAMP (ROUND_BYTES / MAX (length, 1), 1, 4000);
  double times[N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < n; i++)
        work (text, length);
      times[round] = (double) (g_get_monotonic_time () - start) / n;
    }
  qsort (times, N_ROUNDS, sizeof times[0], compare_times);
  return times[N_ROUNDS / 2];
}

static void
report (const char *name, const char *text, gsize length)
{
  double tree = measure (read_and_print_tree, text, length);
  double read = measure (read_document, text, length);
  double both = measure (read_and_write_document, text, length);

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
  g_autoptr (CcpJson) body = make_body ();
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
