/* bench-body.c: a request like those of a coding assistant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-body.h"

#define N_TOOLS 24
#define N_MESSAGES 6

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
CcpJson *
bench_body_make (void)
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
