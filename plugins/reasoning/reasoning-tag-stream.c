/* reasoning-tag-stream.c: makes thinking blocks of what stands between tags in the text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-tag-stream"

#include "reasoning-tag-stream.h"

#include "reasoning-events.h"

typedef enum
{
  OPEN_NOTHING,
  OPEN_TEXT,
  OPEN_THINKING,
} Open;

struct _ReasoningTagStream
{
  CcpThinkTagsMode mode;
  char **tags;
  CcpThinkingPolicy policy;

  CcpThinkTags *think; /* (nullable): of the text block that is arriving */
  CcpEvent *start;     /* (nullable): of that block */
  gboolean is_filled;  /* there was text in it */
  gboolean is_later;   /* there was a text block before it */

  Open open;       /* what has been made of that block and is open */
  gint64 n_blocks; /* that went out; the last of them is the open one */
  GString *decoded;
  CcpEventBatch *out; /* (nullable): while a batch is looked at */
};

static CcpJsonValue
get_member (CcpEvent *event, const char *object, const char *member)
{
  CcpJsonValue value;

  ccp_json_get_root (ccp_event_get_data (event), &value);
  value = ccp_json_value_member (&value, object);
  return ccp_json_value_member (&value, member);
}

static gint64
get_index (ReasoningTagStream *self)
{
  return self->n_blocks - 1;
}

static void
close_open (ReasoningTagStream *self)
{
  if (self->open == OPEN_THINKING)
    reasoning_events_add_signature (self->out, get_index (self));
  if (self->open != OPEN_NOTHING)
    reasoning_events_add_stop (self->out, get_index (self));
  self->open = OPEN_NOTHING;
}

static void
ensure_text (ReasoningTagStream *self)
{
  if (self->open == OPEN_TEXT)
    return;
  close_open (self);
  self->open = OPEN_TEXT;
  self->n_blocks++;
  reasoning_events_add_emptied (self->out, get_index (self), self->start);
}

static void
ensure_thinking (ReasoningTagStream *self)
{
  if (self->open == OPEN_THINKING)
    return;
  close_open (self);
  self->open = OPEN_THINKING;
  self->n_blocks++;
  reasoning_events_add_thinking (self->out, get_index (self));
}

/* White space alone is no thought: models that were told not to think write such. */
static void
put_thinking (ReasoningTagStream *self, const char *text, gsize length)
{
  if (self->policy == CCP_THINKING_HIDDEN)
    return;
  while (self->open != OPEN_THINKING && length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  if (length == 0)
    return;
  ensure_thinking (self);
  if (self->policy != CCP_THINKING_OMITTED)
    reasoning_events_add_thinking_delta (self->out, get_index (self), text, length);
}

static void
put (gboolean thinking, const char *text, gsize length, gpointer data)
{
  ReasoningTagStream *self = data;

  if (thinking)
    {
      put_thinking (self, text, length);
      return;
    }
  ensure_text (self);
  reasoning_events_add_text_delta (self->out, get_index (self), text, length);
}

static void
feed_text (ReasoningTagStream *self, const CcpJsonValue *text)
{
  g_string_truncate (self->decoded, 0);
  ccp_json_value_append_string (text, self->decoded);
  self->is_filled |= self->decoded->len > 0;
  ccp_think_tags_feed (self->think,
                       self->decoded->str,
                       (gssize) self->decoded->len,
                       put,
                       self);
}

static void
flush (ReasoningTagStream *self)
{
  if (self->think != NULL)
    ccp_think_tags_flush (self->think, put, self);
}

/* Only the answer as a whole can begin in the middle of a thought. */
static CcpThinkTags *
create_tags (ReasoningTagStream *self)
{
  CcpThinkTagsMode mode = self->mode;
  CcpThinkTags *think = NULL;

  if (mode == CCP_THINK_TAGS_ON && self->is_later)
    mode = CCP_THINK_TAGS_AUTO;
  think = ccp_think_tags_new (mode);
  ccp_think_tags_set_tags (think, (const char *const *) self->tags);
  return think;
}

static void
forget_block (ReasoningTagStream *self)
{
  g_clear_pointer (&self->think, ccp_think_tags_unref);
  g_clear_pointer (&self->start, ccp_event_unref);
  self->is_filled = FALSE;
  self->open = OPEN_NOTHING;
}

static void
take_start (ReasoningTagStream *self, CcpEvent *event)
{
  CcpJsonValue type = get_member (event, "content_block", "type");
  CcpJsonValue text = get_member (event, "content_block", "text");

  forget_block (self);
  if (!ccp_json_value_equals_string (&type, "text"))
    {
      self->n_blocks++;
      reasoning_events_add_moved (self->out, get_index (self), event);
      return;
    }
  self->think = create_tags (self);
  self->start = ccp_event_ref (event);
  self->is_later = TRUE;
  feed_text (self, &text);
}

/* What belongs to text, such as a citation, has no place in a thought. */
static void
take_delta (ReasoningTagStream *self, CcpEvent *event)
{
  CcpJsonValue type = get_member (event, "delta", "type");
  CcpJsonValue text = get_member (event, "delta", "text");
  gboolean is_text = ccp_json_value_equals_string (&type, "text_delta") &&
                     ccp_json_value_is_string (&text);

  if (self->think != NULL && is_text && !ccp_think_tags_is_idle (self->think))
    {
      feed_text (self, &text);
      return;
    }
  if (self->think != NULL && !is_text && self->open == OPEN_THINKING)
    return;
  if (self->think != NULL)
    ensure_text (self);
  reasoning_events_add_moved (self->out, get_index (self), event);
}

static void
take_stop (ReasoningTagStream *self, CcpEvent *event)
{
  if (self->think == NULL)
    {
      reasoning_events_add_moved (self->out, get_index (self), event);
      return;
    }
  flush (self);
  if (!self->is_filled)
    ensure_text (self);
  close_open (self);
  forget_block (self);
}

static void
take_event (ReasoningTagStream *self, CcpExchange *exchange, CcpEvent *event)
{
  if (ccp_event_get_data (event) == NULL || ccp_event_get_verdict (event) != NULL)
    {
      flush (self);
      ccp_event_batch_append (self->out, event);
      return;
    }
  if (ccp_event_is (event, "content_block_start"))
    take_start (self, event);
  else if (ccp_event_is (event, "content_block_delta"))
    take_delta (self, event);
  else if (ccp_event_is (event, "content_block_stop"))
    take_stop (self, event);
  else
    {
      if (ccp_event_is (event, "message_start"))
        {
          forget_block (self);
          self->policy = ccp_thinking_policy_find (exchange);
          self->n_blocks = 0;
          self->is_later = FALSE;
        }
      else if (ccp_event_is (event, "error"))
        flush (self);
      ccp_event_batch_append (self->out, event);
    }
}

ReasoningTagStream *
reasoning_tag_stream_new (CcpThinkTagsMode mode, const char *const *tags)
{
  ReasoningTagStream *self = g_new0 (ReasoningTagStream, 1);

  self->mode = mode;
  self->tags = g_strdupv ((char **) tags);
  self->decoded = g_string_new (NULL);
  return self;
}

void
reasoning_tag_stream_free (ReasoningTagStream *self)
{
  forget_block (self);
  g_strfreev (self->tags);
  g_string_free (self->decoded, TRUE);
  g_free (self);
}

CcpEventBatch *
reasoning_tag_stream_feed (ReasoningTagStream *self,
                           CcpExchange *exchange,
                           CcpEventBatch *batch,
                           CcpTransformFlags flags)
{
  g_autoptr (CcpEventBatch) out = ccp_event_batch_new ();

  self->out = out;
  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    take_event (self, exchange, ccp_event_batch_get (batch, i));
  if (flags & CCP_TRANSFORM_END)
    flush (self);
  self->out = NULL;
  return g_steal_pointer (&out);
}
