/* ccp-stream-rescue.c: goes on with a stream when a transformer of it fails
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stream-rescue"

#include "ccp-stream-rescue.h"

#include "ccp-stream-grammar.h"

struct _CcpStreamRescue
{
  gboolean has_grammar; /* of both streams, as far as they are well-formed */
  CcpStreamGrammar in;
  CcpStreamGrammar out;
  CcpEventBatch *held; /* what went in and did not come out, if that is all */
  gboolean is_apart;   /* something else came out, so that nobody knows what is held */
};

static gboolean
is_same_event (CcpEvent *one, CcpEvent *other)
{
  CcpJson *data = ccp_event_get_data (one);
  CcpJson *other_data = ccp_event_get_data (other);

  if (one == other)
    return TRUE;
  return data != NULL && other_data != NULL &&
         ccp_event_is (one, ccp_event_get_name (other)) &&
         g_bytes_equal (ccp_json_get_bytes (data), ccp_json_get_bytes (other_data));
}

static gboolean
begins_with (CcpEventBatch *batch, CcpEventBatch *first)
{
  guint length = ccp_event_batch_get_length (first);

  if (ccp_event_batch_get_length (batch) < length)
    return FALSE;
  for (guint i = 0; i < length; i++)
    {
      if (!is_same_event (ccp_event_batch_get (batch, i), ccp_event_batch_get (first, i)))
        return FALSE;
    }
  return TRUE;
}

/* @start: of what is wanted of @other */
static void
append_from (CcpEventBatch *batch, CcpEventBatch *other, guint start)
{
  for (guint i = start; i < ccp_event_batch_get_length (other); i++)
    ccp_event_batch_append (batch, ccp_event_batch_get (other, i));
}

/* the first @n of what is held were let through */
static void
release (CcpStreamRescue *self, guint n)
{
  CcpEventBatch *rest = NULL;

  if (n == 0)
    return;
  rest = ccp_event_batch_new ();
  append_from (rest, self->held, n);
  ccp_event_batch_unref (self->held);
  self->held = rest;
}

static void
step (CcpStreamRescue *self, CcpStreamGrammar *grammar, CcpEventBatch *batch)
{
  const char *fault = NULL;

  for (guint i = 0; self->has_grammar && i < ccp_event_batch_get_length (batch); i++)
    self->has_grammar =
        ccp_stream_grammar_step (grammar, ccp_event_batch_get (batch, i), &fault) !=
        CCP_GRAMMAR_FAULT;
}

/* Between two blocks, of which there were as many on both sides, nothing is left that
 * belongs to one of them. */
static gboolean
has_met (CcpStreamRescue *self)
{
  return self->has_grammar && self->in.open == CCP_GRAMMAR_NO_BLOCK &&
         self->out.open == CCP_GRAMMAR_NO_BLOCK && self->in.index == self->out.index &&
         self->in.started == self->out.started && self->in.ended == self->out.ended &&
         self->in.has_reason == self->out.has_reason;
}

CcpStreamRescue *
ccp_stream_rescue_new (CcpSide side)
{
  CcpStreamRescue *self = g_new0 (CcpStreamRescue, 1);

  self->has_grammar = side == CCP_SIDE_ANTHROPIC;
  self->held = ccp_event_batch_new ();
  return self;
}

void
ccp_stream_rescue_free (CcpStreamRescue *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->held, ccp_event_batch_unref);
  g_free (self);
}

void
ccp_stream_rescue_watch (CcpStreamRescue *self, CcpEventBatch *in, CcpEventBatch *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (in != NULL && out != NULL);

  step (self, &self->in, in);
  step (self, &self->out, out);
  append_from (self->held, in, 0);
  if (!begins_with (self->held, out))
    self->is_apart = TRUE;
  release (self,
           self->is_apart ? ccp_event_batch_get_length (self->held)
                          : ccp_event_batch_get_length (out));
  self->is_apart = self->is_apart && !has_met (self);
}

CcpEventBatch *
ccp_stream_rescue_take_over (CcpStreamRescue *self, CcpEventBatch *in)
{
  CcpEventBatch *batch = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (in != NULL, NULL);

  if (self->is_apart)
    return NULL;
  batch = ccp_event_batch_new ();
  append_from (batch, self->held, 0);
  append_from (batch, in, 0);
  release (self, ccp_event_batch_get_length (self->held));
  return batch;
}
