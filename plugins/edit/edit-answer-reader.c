/* edit-answer-reader.c: makes a message of the answer of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-answer-reader"

#include "edit-answer-reader.h"

#include "edit-walk.h"

/* how long token counts are waited for after the end of a message, in µs */
#define GRACE (2 * G_USEC_PER_SEC)

struct _EditAnswerReader
{
  const EditAnswerMap *map;
  CcpExchange *exchange;
  CcpMessageEmitter *emitter;

  gboolean has_content;
  gboolean stopped; /* the provider has said why the message ends */
  gboolean done;    /* and that nothing follows */
  CcpStopReason reason;
  gint64 deadline;

  char *call_id; /* (nullable): of the last call that had one */
  guint call;    /* its number */
  guint n_calls;
};

static gboolean
is_finished (EditAnswerReader *self)
{
  return ccp_message_emitter_get_finished (self->emitter);
}

static void
take_text (const CcpJsonValue *value, gpointer data)
{
  EditAnswerReader *self = data;

  self->has_content = TRUE;
  ccp_message_emitter_text_value (self->emitter, value);
}

static void
take_thinking (const CcpJsonValue *value, gpointer data)
{
  EditAnswerReader *self = data;

  self->has_content = TRUE;
  ccp_message_emitter_thinking_value (self->emitter, value);
}

static gboolean
keep_value (EditDocument *document, EditSpot *spot, gpointer data)
{
  *(CcpJsonValue *) data = edit_spot_get_value (spot);
  return TRUE;
}

/* @path: (nullable) */
static CcpJsonValue
find_in_call (const CcpJsonValue *call, const CcpJsonPath *path)
{
  CcpJsonValue found = CCP_JSON_VALUE_NONE;

  if (path != NULL)
    edit_walk_read (call, path, keep_value, &found);
  return found;
}

/* A call that goes on in later events is known by its index, or else by its id; a piece
 * with neither belongs to the last one. */
static guint
find_key (EditAnswerReader *self, const CcpJsonValue *call, const char *id)
{
  CcpJsonValue value = find_in_call (call, self->map->call_index);
  gint64 index = 0;

  if (ccp_json_value_get_int (&value, &index) && index >= 0 && index < G_MAXINT)
    return (guint) index;
  if (self->n_calls == 0 || self->map->call_id == NULL ||
      (id != NULL && *id != '\0' && g_strcmp0 (id, self->call_id) != 0))
    {
      self->call = self->n_calls++;
      g_free (self->call_id);
      self->call_id = g_strdup (id);
    }
  return self->call;
}

static void
take_call (const CcpJsonValue *value, gpointer data)
{
  EditAnswerReader *self = data;
  CcpJsonValue id_value = find_in_call (value, self->map->call_id);
  CcpJsonValue name_value = find_in_call (value, self->map->call_name);
  CcpJsonValue arguments = find_in_call (value, self->map->call_arguments);
  g_autofree char *id = ccp_json_value_dup_string (&id_value, NULL);
  g_autofree char *name = ccp_json_value_dup_string (&name_value, NULL);
  guint key = find_key (self, value, id);

  self->has_content = TRUE;
  ccp_message_emitter_tool_begin (self->emitter, key, id, name);
  if (ccp_json_value_exists (&arguments))
    ccp_message_emitter_tool_arguments_value (self->emitter, key, &arguments);
}

static void
take_count (const CcpJsonValue *value, gpointer data)
{
  ccp_json_value_get_int (value, data);
}

static void
read_usage (EditAnswerReader *self, const EditScene *scene)
{
  CcpUsage usage = CCP_USAGE_UNKNOWN;
  gint64 prompt = -1;
  gint64 cached = -1;

  edit_source_read (self->map->input_tokens, scene, take_count, &prompt);
  edit_source_read (self->map->cache_read_tokens, scene, take_count, &cached);
  edit_source_read (self->map->output_tokens, scene, take_count, &usage.output_tokens);
  if (prompt >= 0)
    ccp_usage_set_prompt (&usage, prompt, cached, -1);
  if (prompt >= 0 || usage.output_tokens >= 0)
    ccp_message_emitter_usage (self->emitter, &usage);
}

/* a word, or anything that is more than nothing */
static void
take_stop (const CcpJsonValue *value, gpointer data)
{
  EditAnswerReader *self = data;

  if (ccp_json_value_is_empty_string (value))
    return;
  self->stopped = TRUE;
  self->reason = edit_answer_map_find_reason (self->map, value);
}

static void
take_sign (const CcpJsonValue *value, gpointer data)
{
  gboolean *sign = data;

  if (ccp_json_value_get_kind (value) == CCP_JSON_BOOLEAN)
    *sign |= ccp_json_value_get_boolean (value, FALSE);
  else
    *sign |= !ccp_json_value_is_empty_string (value);
}

static void
take_message (const CcpJsonValue *value, gpointer data)
{
  CcpJson **message = data;

  if (*message == NULL)
    *message = ccp_json_new_from_value (value);
}

/* what is found where errors are, in the form of errors that are known everywhere */
static CcpUpstreamError *
wrap_error (CcpJson *found)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) wrapped = NULL;
  CcpJsonValue root;

  ccp_json_get_root (found, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "error");
  if (ccp_json_value_is_object (&root))
    ccp_json_writer_value (writer, &root);
  else
    {
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_key (writer, "message");
      ccp_json_writer_value (writer, &root);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
  wrapped = ccp_json_writer_finish (writer);
  return wrapped != NULL ? ccp_upstream_error_new_from_event (wrapped) : NULL;
}

/* Returns: (nullable) */
static CcpUpstreamError *
find_error (EditAnswerReader *self, const EditScene *scene, CcpJson *json)
{
  gboolean is_error = FALSE;
  g_autoptr (CcpJson) found = NULL;

  edit_source_read (self->map->error, scene, take_sign, &is_error);
  if (!is_error)
    return ccp_upstream_error_new_from_event (json);
  edit_source_read (self->map->error, scene, take_message, &found);
  return wrap_error (found);
}

static void
fail (EditAnswerReader *self, CcpUpstreamError *error)
{
  gboolean started = ccp_message_emitter_get_started (self->emitter);
  g_autoptr (CcpVerdict) verdict =
      ccp_upstream_judge_for_exchange (self->exchange, error, started);

  ccp_message_emitter_fail (self->emitter, verdict);
}

static void
read_json (EditAnswerReader *self, const char *event, CcpJson *json)
{
  g_autoptr (EditDocument) document = edit_document_new (json);
  const EditScene scene = { self->exchange, event, document };
  g_autoptr (CcpUpstreamError) error = find_error (self, &scene, json);

  /* what goes wrong after the end of a message does not make it incomplete */
  if (error != NULL && !self->stopped)
    {
      fail (self, error);
      return;
    }
  read_usage (self, &scene);
  edit_source_read (self->map->thinking, &scene, take_thinking, self);
  edit_source_read (self->map->text, &scene, take_text, self);
  edit_source_read (self->map->calls, &scene, take_call, self);
  edit_source_read (self->map->stop, &scene, take_stop, self);
  edit_source_read (self->map->done, &scene, take_sign, &self->done);
}

static void
read_event (EditAnswerReader *self, CcpEvent *event)
{
  CcpJson *data = ccp_event_get_data (event);
  const char *text = ccp_event_get_text (event);

  if (data != NULL)
    read_json (self, ccp_event_get_name (event), data);
  else if (text != NULL && g_str_has_prefix (text, "[DONE]"))
    self->done = TRUE;
}

static void
finish (EditAnswerReader *self)
{
  ccp_message_emitter_stop (self->emitter, self->reason, NULL);
  ccp_message_emitter_finish (self->emitter);
}

/* A stream that was cut must not pass for one that is complete: if it has signs of its
 * end, one of them must have come. */
static gboolean
is_complete (EditAnswerReader *self, CcpTransformFlags flags)
{
  if (self->stopped || self->done)
    return TRUE;
  return self->map->stop == NULL && self->map->done == NULL && self->has_content &&
         (flags & CCP_TRANSFORM_CUT) == 0;
}

static void
update_deadline (EditAnswerReader *self)
{
  if (is_finished (self))
    self->deadline = 0;
  else if (self->stopped && self->deadline == 0)
    self->deadline = g_get_monotonic_time () + GRACE;
}

static void
refuse (EditAnswerReader *self, GError **error)
{
  CcpRoute *route = ccp_exchange_get_route (self->exchange);

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UPSTREAM,
               "the upstream's answer has nothing where edit.Answer looks for it: check "
               "its params (upstream %s)",
               route != NULL ? ccp_route_get_provider (route) : "unknown");
}

EditAnswerReader *
edit_answer_reader_new (const EditAnswerMap *map, CcpExchange *exchange)
{
  EditAnswerReader *self = g_new0 (EditAnswerReader, 1);

  self->map = map;
  self->exchange = g_object_ref (exchange);
  self->emitter = ccp_message_emitter_new (exchange);
  return self;
}

void
edit_answer_reader_free (EditAnswerReader *self)
{
  g_clear_pointer (&self->call_id, g_free);
  g_clear_object (&self->emitter);
  g_clear_object (&self->exchange);
  g_free (self);
}

CcpJson *
edit_answer_reader_convert (EditAnswerReader *self, CcpJson *body, GError **error)
{
  read_json (self, NULL, body);
  if (!is_finished (self) && !self->has_content && !self->stopped)
    {
      refuse (self, error);
      return NULL;
    }
  if (!is_finished (self))
    finish (self);
  return ccp_message_emitter_take_message (self->emitter, error);
}

CcpEventBatch *
edit_answer_reader_feed (EditAnswerReader *self,
                         CcpEventBatch *batch,
                         CcpTransformFlags flags)
{
  gboolean is_over = (flags & CCP_TRANSFORM_END) != 0;

  for (guint i = 0; i < ccp_event_batch_get_length (batch) && !is_finished (self); i++)
    read_event (self, ccp_event_batch_get (batch, i));
  is_over |= self->done || ((flags & CCP_TRANSFORM_TICK) != 0 && self->stopped);
  if (!is_finished (self) && is_over && is_complete (self, flags))
    finish (self);
  update_deadline (self);
  return ccp_message_emitter_take_events (self->emitter);
}

gint64
edit_answer_reader_get_deadline (EditAnswerReader *self)
{
  return self->deadline;
}
