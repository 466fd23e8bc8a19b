/* ccp-event.c: one event of a stream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-event"

#include "ccp-event.h"

#include <string.h>

#include "ccp-error.h"
#include "ccp-verdict.h"
#include "private/ccp-event-private.h"

/**
 * CcpEvent:
 *
 * One event of a stream: its name, which may be empty, and its data, which is nearly
 * always JSON. An event that came from a stream also has the bytes it came in, framing
 * included, so that an event nobody changes is written as it was.
 *
 * An event does not change; a transformer that wants another one makes it.
 */
struct _CcpEvent
{
  gatomicrefcount references;

  const char *name;    /* one of known_names, or own_name */
  char *own_name;      /* (nullable) */
  CcpJson *data;       /* (nullable) */
  char *text;          /* (nullable): data that is not JSON */
  GBytes *raw;         /* (nullable) */
  CcpVerdict *verdict; /* (nullable): what an error event means to the pipeline */
};

G_DEFINE_BOXED_TYPE (CcpEvent, ccp_event, ccp_event_ref, ccp_event_unref)

/* nearly all events have one of these; an upstream may send any number of others */
static const char *const known_names[] = {
  "",
  "content_block_delta",
  "content_block_start",
  "content_block_stop",
  "message_start",
  "message_delta",
  "message_stop",
  "ping",
  "error",
};

static void
set_name (CcpEvent *self, const char *name)
{
  if (name == NULL)
    name = "";
  for (gsize i = 0; i < G_N_ELEMENTS (known_names); i++)
    if (g_str_equal (name, known_names[i]))
      {
        self->name = known_names[i];
        return;
      }
  self->own_name = g_strdup (name);
  self->name = self->own_name;
}

static CcpEvent *
create_event (const char *name)
{
  CcpEvent *self = g_new0 (CcpEvent, 1);

  g_atomic_ref_count_init (&self->references);
  set_name (self, name);
  return self;
}

static CcpJson *
create_error_body (CcpVerdict *verdict, const char *request_id)
{
  CcpJson *answer = ccp_verdict_get_answer (verdict, NULL);
  g_autoptr (GError) error = NULL;

  if (answer != NULL)
    return ccp_json_ref (answer);
  error = ccp_verdict_to_error (verdict);
  return ccp_error_to_body (error, request_id);
}

/* Returns: (nullable): the bytes of @event with @data in place of its own */
static GBytes *
splice_raw (CcpEvent *event, CcpJson *data)
{
  gsize raw_length = 0;
  gsize old_length = 0;
  gsize length = 0;
  const char *raw =
      event->raw != NULL ? g_bytes_get_data (event->raw, &raw_length) : NULL;
  const char *old = ccp_json_peek (event->data, &old_length);
  const char *text = ccp_json_peek (data, &length);
  GByteArray *bytes = NULL;

  /* what the framing gave is a part of the bytes, unless several lines were joined */
  if (raw == NULL || old < raw || old + old_length > raw + raw_length ||
      memchr (text, '\n', length) != NULL || memchr (text, '\r', length) != NULL)
    return NULL;
  bytes = g_byte_array_sized_new ((guint) (raw_length + length));
  g_byte_array_append (bytes, (const guint8 *) raw, (guint) (old - raw));
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
  g_byte_array_append (bytes,
                       (const guint8 *) old + old_length,
                       (guint) (raw + raw_length - (old + old_length)));
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * ccp_event_new:
 * @name: (nullable): the name, or %NULL for an event without one
 * @data: the data
 *
 * Creates an event.
 *
 * Returns: (transfer full): the event
 */
CcpEvent *
ccp_event_new (const char *name, CcpJson *data)
{
  CcpEvent *self = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  self = create_event (name);
  self->data = ccp_json_ref (data);
  return self;
}

/**
 * ccp_event_new_text:
 * @name: (nullable): the name, or %NULL for an event without one
 * @text: data that is not JSON
 * @length: the length of @text in bytes, or -1 if it ends with a zero byte
 *
 * Creates an event whose data is not JSON. Text that is not UTF-8 is mended.
 *
 * Returns: (transfer full): the event
 */
CcpEvent *
ccp_event_new_text (const char *name, const char *text, gssize length)
{
  CcpEvent *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = create_event (name);
  self->text = g_utf8_make_valid (text, length);
  return self;
}

/**
 * ccp_event_new_error:
 * @verdict: why the stream fails
 * @request_id: (nullable): the id of the request
 *
 * Creates the `error` event of the Anthropic Messages API (protocol A.7). As long as
 * nothing has gone to the client, the pipeline acts on @verdict instead of sending it.
 *
 * Returns: (transfer full): the event
 */
CcpEvent *
ccp_event_new_error (CcpVerdict *verdict, const char *request_id)
{
  CcpEvent *self = NULL;

  g_return_val_if_fail (verdict != NULL, NULL);

  self = create_event ("error");
  self->data = create_error_body (verdict, request_id);
  self->verdict = ccp_verdict_ref (verdict);
  return self;
}

/**
 * ccp_event_new_changed:
 * @event: an event whose data is JSON
 * @data: other data
 *
 * Creates an event that is as @event but for its data. Where @event has the bytes it came
 * in and its data stood there in one line, the bytes around it are kept.
 *
 * Returns: (transfer full): the event
 */
CcpEvent *
ccp_event_new_changed (CcpEvent *event, CcpJson *data)
{
  g_autoptr (GBytes) raw = NULL;

  g_return_val_if_fail (event != NULL && event->data != NULL, NULL);
  g_return_val_if_fail (data != NULL, NULL);

  raw = splice_raw (event, data);
  return ccp_event_new_raw (event->name, data, raw);
}

/**
 * ccp_event_ref:
 * @self: an event
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpEvent *
ccp_event_ref (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_event_unref:
 * @self: (transfer full): an event
 *
 * Gives a reference up.
 */
void
ccp_event_unref (CcpEvent *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->own_name, g_free);
  g_clear_pointer (&self->data, ccp_json_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_clear_pointer (&self->verdict, ccp_verdict_unref);
  g_free (self);
}

/**
 * ccp_event_get_name:
 * @self: an event
 *
 * Gets the name.
 *
 * Returns: (transfer none): the name, which is empty if there is none
 */
const char *
ccp_event_get_name (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * ccp_event_is:
 * @self: an event
 * @name: a name
 *
 * Checks the name.
 *
 * Returns: %TRUE if the event is called @name
 */
gboolean
ccp_event_is (CcpEvent *self, const char *name)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (self->name, name) == 0;
}

/**
 * ccp_event_get_data:
 * @self: an event
 *
 * Gets the data.
 *
 * Returns: (transfer none) (nullable): the data, or %NULL if it is not JSON
 */
CcpJson *
ccp_event_get_data (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}

/**
 * ccp_event_get_text:
 * @self: an event
 *
 * Gets the data if it is not JSON.
 *
 * Returns: (transfer none) (nullable): the text, or %NULL if the data is JSON
 */
const char *
ccp_event_get_text (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * ccp_event_get_raw:
 * @self: an event
 *
 * Gets the bytes that the event came in, framing included.
 *
 * Returns: (transfer none) (nullable): the bytes, or %NULL if the event was made here
 */
GBytes *
ccp_event_get_raw (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->raw;
}

/**
 * ccp_event_get_verdict:
 * @self: an event
 *
 * Gets what an error event means to the pipeline.
 *
 * Returns: (transfer none) (nullable): the verdict of [ctor@Event.new_error]
 */
CcpVerdict *
ccp_event_get_verdict (CcpEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->verdict;
}

/* @raw: (nullable): the bytes of the event as they came, framing included */
CcpEvent *
ccp_event_new_raw (const char *name, CcpJson *data, GBytes *raw)
{
  CcpEvent *self = ccp_event_new (name, data);

  if (raw != NULL)
    self->raw = g_bytes_ref (raw);
  return self;
}
