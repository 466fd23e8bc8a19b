/* fuzz-json-writer.c: any order of calls of CcpJsonWriter gives JSON or nothing
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each byte of the input is a call; some take the bytes after it as text.
 */
#include <ccp.h>

#include <math.h>
#include <string.h>

#include "fuzz-target.h"
#include "private/ccp-json-private.h"

typedef struct
{
  const uint8_t *data;
  size_t size;
  CcpJsonWriter *writer;
  CcpJson *source;
  guint n_begun;
} Player;

static guint n_complaints;

/* Complaints are part of the game. */
static GLogWriterOutput
count_complaint (GLogLevelFlags level,
                 const GLogField *fields,
                 gsize n_fields,
                 gpointer user_data)
{
  if (level != G_LOG_LEVEL_CRITICAL)
    return g_log_writer_default (level, fields, n_fields, user_data);

  n_complaints++;
  return G_LOG_WRITER_HANDLED;
}

static uint8_t
take_byte (Player *self)
{
  if (self->size == 0)
    return 0;

  self->size--;
  return *self->data++;
}

/* Takes a few bytes of the input as text, which may be anything. */
static const char *
take_text (Player *self, size_t *length)
{
  size_t wanted = take_byte (self) & 0x3f;
  const char *text;

  *length = MIN (wanted, self->size);
  text = (const char *) self->data;
  self->data += *length;
  self->size -= *length;
  return text;
}

static CcpJsonValue
take_value (Player *self)
{
  CcpJsonValue root;

  ccp_json_get_root (self->source, &root);
  return ccp_json_value_element (&root, take_byte (self) & 0xf);
}

static void
write_number (Player *self)
{
  static const double doubles[] = { 0.0, -0.0, 0.1, 1e308, 5e-324, INFINITY, NAN, 1e15 };
  uint8_t choice = take_byte (self);

  if (choice & 0x80)
    ccp_json_writer_double (self->writer, doubles[choice & 7]);
  else
    ccp_json_writer_int (self->writer, (gint64) ((guint64) choice << (choice & 0x3f)));
}

static void
write_key (Player *self)
{
  size_t length;
  const char *text = take_text (self, &length);
  g_autofree char *name = g_strndup (text, length);

  ccp_json_writer_key (self->writer, name);
}

static void
begin_many (Player *self)
{
  guint count = take_byte (self);

  for (guint i = 0; i < count; i++)
    ccp_json_writer_begin_array (self->writer);
  self->n_begun += count;
}

static void
end_many (Player *self)
{
  guint count = take_byte (self);

  for (guint i = 0; i < count; i++)
    ccp_json_writer_end_array (self->writer);
}

static void
play_piece (Player *self, uint8_t call)
{
  CcpJsonValue value;
  const char *text;
  size_t length;

  switch (call % 5)
    {
    case 0:
      ccp_json_writer_begin_string (self->writer);
      break;
    case 1:
      ccp_json_writer_end_string (self->writer);
      break;
    case 2:
      text = take_text (self, &length);
      ccp_json_writer_append_len (self->writer, text, length);
      break;
    case 3:
      value = take_value (self);
      ccp_json_writer_append_string_value (self->writer, &value);
      break;
    default:
      value = take_value (self);
      ccp_json_writer_append_json (self->writer, &value);
    }
}

static void
play_value (Player *self, uint8_t call)
{
  CcpJsonValue value;
  const char *text;
  size_t length;

  switch (call % 6)
    {
    case 0:
      write_number (self);
      break;
    case 1:
      ccp_json_writer_boolean (self->writer, call & 0x40);
      break;
    case 2:
      ccp_json_writer_null (self->writer);
      break;
    case 3:
      text = take_text (self, &length);
      ccp_json_writer_string_len (self->writer, text, length);
      break;
    case 4:
      value = take_value (self);
      ccp_json_writer_value (self->writer, &value);
      break;
    default:
      ccp_json_writer_document (self->writer, self->source);
    }
}

static void
play_container (Player *self, uint8_t call)
{
  CcpJsonValue value;

  switch (call % 8)
    {
    case 0:
      ccp_json_writer_begin_object (self->writer);
      self->n_begun++;
      break;
    case 1:
      ccp_json_writer_end_object (self->writer);
      break;
    case 2:
      ccp_json_writer_begin_array (self->writer);
      self->n_begun++;
      break;
    case 3:
      ccp_json_writer_end_array (self->writer);
      break;
    case 4:
      value = take_value (self);
      if (ccp_json_value_is_string (&value))
        ccp_json_writer_key_value (self->writer, &value);
      break;
    case 5:
      begin_many (self);
      break;
    case 6:
      end_many (self);
      break;
    default:
      write_key (self);
    }
}

static void
play (Player *self)
{
  while (self->size > 0)
    {
      uint8_t call = take_byte (self);

      if (call < 0x60)
        play_container (self, call);
      else if (call < 0xb0)
        play_value (self, call);
      else
        play_piece (self, call);
    }
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (count_complaint, NULL, NULL);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char source[] =
      " [ \"\", \"plain\", \"\\ud83d\", \"\\u0000\\\"\\\\\", \"\xf0\x9f\x98\x80\", -0, "
      "1e400, "
      "{ \"a\" : [ 1 , 2 ] , \"a\" : \"b c\" }, [[[[ \"x y\" ]]]], true, null, [], {} ] ";
  g_autoptr (CcpJson) document = ccp_json_new_from_text (source, -1, NULL);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) written = NULL;
  g_autoptr (GError) error = NULL;
  Player player = { data, size, writer, document, 0 };

  n_complaints = 0;
  play (&player);
  written = ccp_json_writer_finish (writer);

  g_assert (n_complaints <= 1);
  if (written != NULL)
    g_assert (n_complaints == 0 && ccp_json_ensure (written, &error));
  else
    g_assert (n_complaints == 1 || player.n_begun > CCP_JSON_MAX_DEPTH);

  ccp_json_writer_null (writer);
  g_clear_pointer (&written, ccp_json_unref);
  written = ccp_json_writer_finish (writer);
  g_assert (written != NULL && g_bytes_get_size (ccp_json_get_bytes (written)) == 4);
  return 0;
}
