/* transcript.c: what a stream of the Messages API says, on one line that a test can
 * compare
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "transcript.h"

typedef struct
{
  GString *out;
  GString *text;      /* of the open block */
  GString *signature; /* of the open block */
  char *kind;         /* (nullable): of the open block */
  char *head;         /* (nullable): of the open block */
} Transcript;

static char *
dup_member (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);
  char *text = ccp_json_value_dup_string (&member, NULL);

  return text != NULL ? text : g_strdup ("-");
}

static gint64
get_count (const CcpJsonValue *object, const char *name)
{
  CcpJsonValue member = ccp_json_value_member (object, name);
  gint64 count = -1;

  ccp_json_value_get_int (&member, &count);
  return count;
}

static void
separate (Transcript *self)
{
  if (self->out->len > 0)
    g_string_append (self->out, "; ");
}

static void
begin_block (Transcript *self, const CcpJsonValue *data)
{
  CcpJsonValue block = ccp_json_value_member (data, "content_block");
  g_autofree char *name = dup_member (&block, "name");
  g_autofree char *id = dup_member (&block, "id");
  gboolean made_up = g_regex_match_simple ("^toolu_[A-Za-z0-9]{24}$", id, 0, 0);

  g_free (self->kind);
  g_free (self->head);
  self->kind = dup_member (&block, "type");
  self->head = g_strconcat (name, " ", made_up ? "new" : id, NULL);
  g_string_truncate (self->text, 0);
  g_string_truncate (self->signature, 0);
}

static void
add_delta (Transcript *self, const CcpJsonValue *data)
{
  static const char *const members[] = { "text", "thinking", "partial_json" };
  CcpJsonValue delta = ccp_json_value_member (data, "delta");
  CcpJsonValue signature = ccp_json_value_member (&delta, "signature");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      CcpJsonValue text = ccp_json_value_member (&delta, members[i]);

      ccp_json_value_append_string (&text, self->text);
    }
  ccp_json_value_append_string (&signature, self->signature);
}

static void
end_block (Transcript *self)
{
  separate (self);
  if (g_str_equal (self->kind, "tool_use"))
    g_string_append_printf (self->out, "tool %s %s", self->head, self->text->str);
  else
    g_string_append_printf (self->out, "%s \"%s\"", self->kind, self->text->str);
  if (self->signature->len > 0)
    g_string_append_printf (self->out, " [%s]", self->signature->str);
  g_clear_pointer (&self->kind, g_free);
}

static void
leave_open (Transcript *self)
{
  if (self->kind == NULL)
    return;
  end_block (self);
  g_string_append (self->out, " ...");
}

static void
add_end (Transcript *self, const CcpJsonValue *data)
{
  CcpJsonValue delta = ccp_json_value_member (data, "delta");
  CcpJsonValue usage = ccp_json_value_member (data, "usage");
  CcpJsonValue sequence = ccp_json_value_member (&delta, "stop_sequence");
  g_autofree char *reason = dup_member (&delta, "stop_reason");
  g_autofree char *text = ccp_json_value_dup_string (&sequence, NULL);

  separate (self);
  g_string_append (self->out, reason);
  if (text != NULL)
    g_string_append_printf (self->out, " \"%s\"", text);
  g_string_append_printf (self->out,
                          " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          get_count (&usage, "input_tokens"),
                          get_count (&usage, "output_tokens"));
}

static void
add_error (Transcript *self, const CcpJsonValue *data)
{
  CcpJsonValue error = ccp_json_value_member (data, "error");
  g_autofree char *type = dup_member (&error, "type");
  g_autofree char *message = dup_member (&error, "message");

  separate (self);
  g_string_append_printf (self->out, "error %s \"%s\"", type, message);
}

static void
add_event (Transcript *self, CcpEvent *event)
{
  CcpJsonValue data;

  ccp_json_get_root (ccp_event_get_data (event), &data);
  if (ccp_event_is (event, "content_block_start"))
    begin_block (self, &data);
  else if (ccp_event_is (event, "content_block_delta"))
    add_delta (self, &data);
  else if (ccp_event_is (event, "content_block_stop"))
    end_block (self);
  else if (ccp_event_is (event, "message_delta"))
    add_end (self, &data);
  else if (ccp_event_is (event, "error"))
    {
      leave_open (self);
      add_error (self, &data);
    }
}

char *
transcript_render (CcpEventBatch *batch)
{
  Transcript self = { .out = g_string_new (NULL),
                      .text = g_string_new (NULL),
                      .signature = g_string_new (NULL) };

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    add_event (&self, ccp_event_batch_get (batch, i));
  leave_open (&self);
  g_string_free (self.text, TRUE);
  g_string_free (self.signature, TRUE);
  g_free (self.kind);
  g_free (self.head);
  return g_string_free (self.out, FALSE);
}
