/* example-c-replace-text.c: replaces a text in answers, also where it comes in pieces
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "example-c-replace-text"

#include "example-c-replace-text.h"

#include <string.h>

/* There is one instance for each exchange, so what was held back is a field. */
struct _ExampleCReplaceText
{
  CcpSimpleTransformer parent_instance;

  char *from;
  char *to;
  GString *held; /* the end of the open text block, which may be the start of from */
  gint64 index;  /* of that block */
};

G_DEFINE_FINAL_TYPE (ExampleCReplaceText,
                     example_c_replace_text,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ExampleCReplaceText *self = EXAMPLE_C_REPLACE_TEXT (transformer);
  CcpJsonValue root;
  CcpJsonValue from;
  CcpJsonValue to;

  ccp_json_get_root (params, &root);
  from = ccp_json_value_member (&root, "from");
  to = ccp_json_value_member (&root, "to");
  if (ccp_json_value_is_empty_string (&from))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_CONFIG,
                           "from: expected a text to look for, got \"\"");
      return FALSE;
    }
  self->from = ccp_json_value_dup_string (&from, NULL);
  self->to = ccp_json_value_dup_string (&to, NULL);
  return TRUE;
}

/* How many bytes at the end of the held text are the start of what is looked for. */
static gsize
measure_start (ExampleCReplaceText *self)
{
  gsize length = MIN (strlen (self->from) - 1, self->held->len);

  while (length > 0 &&
         memcmp (self->held->str + self->held->len - length, self->from, length) != 0)
    length--;
  return length;
}

static void
emit_text (ExampleCReplaceText *self, const GString *text, CcpEventBatch *out)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autoptr (CcpJson) data = NULL;

  if (text->len == 0)
    return;

  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "content_block_delta");
  ccp_json_writer_key (writer, "index");
  ccp_json_writer_int (writer, self->index);
  ccp_json_writer_key (writer, "delta");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text_delta");
  ccp_json_writer_key (writer, "text");
  ccp_json_writer_string_len (writer, text->str, text->len);
  ccp_json_writer_end_object (writer);
  ccp_json_writer_end_object (writer);
  data = ccp_json_writer_finish (writer);
  ccp_event_batch_take (out, ccp_event_new ("content_block_delta", data));
}

static void
flush_held (ExampleCReplaceText *self, CcpEventBatch *out)
{
  emit_text (self, self->held, out);
  g_string_truncate (self->held, 0);
}

static void
take_text (ExampleCReplaceText *self, const CcpJsonValue *text, CcpEventBatch *out)
{
  g_autoptr (GString) ready = g_string_new (NULL);
  const char *found = NULL;
  gsize length = 0;

  ccp_json_value_append_string (text, self->held);
  while ((found = strstr (self->held->str, self->from)) != NULL)
    {
      length = (gsize) (found - self->held->str);
      g_string_append_len (ready, self->held->str, (gssize) length);
      g_string_append (ready, self->to);
      g_string_erase (self->held, 0, (gssize) (length + strlen (self->from)));
    }
  length = self->held->len - measure_start (self);
  g_string_append_len (ready, self->held->str, (gssize) length);
  g_string_erase (self->held, 0, (gssize) length);
  emit_text (self, ready, out);
}

static void
take_event (ExampleCReplaceText *self, CcpEvent *event, CcpEventBatch *out)
{
  CcpJson *data = ccp_event_get_data (event);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  CcpJsonValue delta;
  CcpJsonValue text;
  CcpJsonValue index;

  if (data != NULL)
    ccp_json_get_root (data, &root);
  delta = ccp_json_value_member (&root, "delta");
  text = ccp_json_value_member (&delta, "text");
  if (ccp_event_is (event, "content_block_delta") && ccp_json_value_is_string (&text))
    {
      index = ccp_json_value_member (&root, "index");
      ccp_json_value_get_int (&index, &self->index);
      take_text (self, &text, out);
      return;
    }
  if (ccp_event_is (event, "content_block_stop"))
    flush_held (self, out);
  ccp_event_batch_append (out, event);
}

static CcpEventBatch *
transform_events (CcpSimpleTransformer *transformer,
                  CcpExchange *exchange,
                  CcpEventBatch *batch,
                  CcpTransformFlags flags,
                  GError **error)
{
  ExampleCReplaceText *self = EXAMPLE_C_REPLACE_TEXT (transformer);
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    take_event (self, ccp_event_batch_get (batch, i), out);
  if (flags & CCP_TRANSFORM_END)
    flush_held (self, out);
  return g_steal_pointer (&out);
}

static void
example_c_replace_text_finalize (GObject *object)
{
  ExampleCReplaceText *self = EXAMPLE_C_REPLACE_TEXT (object);

  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
  g_string_free (self->held, TRUE);

  G_OBJECT_CLASS (example_c_replace_text_parent_class)->finalize (object);
}

static void
example_c_replace_text_class_init (ExampleCReplaceTextClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = example_c_replace_text_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_events = transform_events;
}

static void
example_c_replace_text_init (ExampleCReplaceText *self)
{
  self->held = g_string_new (NULL);
}
