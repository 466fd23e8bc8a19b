/* ccp-stop-matcher.c: ends a text at a stop sequence where the provider cannot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-stop-matcher"

#include "ccp-stop-matcher.h"

#include <string.h>

/**
 * CcpStopMatcher:
 *
 * Looks for the client's stop sequences in the text of an answer, for a provider that
 * does not take them (protocol E.6.7). It keeps back as much of the text as may be the
 * beginning of one, and gives the rest to a [class@MessageEmitter]. Thinking and the
 * arguments of tools are not looked at.
 *
 * Once [method@StopMatcher.get_matched] gives a sequence, the dialect ends the message
 * with `CCP_STOP_SEQUENCE`.
 */
struct _CcpStopMatcher
{
  gatomicrefcount references;

  GPtrArray *sequences; /* (element-type utf8) */
  gsize longest;        /* of them, in bytes */
  GString *tail;        /* may be the beginning of one of them */
  const char *matched;  /* (nullable): the one that was found */
};

G_DEFINE_BOXED_TYPE (CcpStopMatcher,
                     ccp_stop_matcher,
                     ccp_stop_matcher_ref,
                     ccp_stop_matcher_unref)

static void
read_sequences (CcpStopMatcher *self, CcpJson *body)
{
  CcpJsonValue root;
  CcpJsonValue sequences;
  CcpJsonValue sequence;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  sequences = ccp_json_value_member (&root, "stop_sequences");
  if (!ccp_json_value_is_array (&sequences))
    return;
  ccp_json_iter_init (&iter, &sequences);
  while (ccp_json_iter_next (&iter, NULL, &sequence))
    {
      char *text = ccp_json_value_dup_string (&sequence, NULL);

      if (text == NULL || *text == '\0')
        {
          g_free (text);
          continue;
        }
      g_ptr_array_add (self->sequences, text);
      self->longest = MAX (self->longest, strlen (text));
    }
}

/* The sequence that is complete first, as it would be if the text came a byte at a time;
 * of two that end at one place, the one named first */
static const char *
find_match (CcpStopMatcher *self, gsize *position)
{
  const char *matched = NULL;
  gsize first_end = G_MAXSIZE;

  for (guint i = 0; i < self->sequences->len; i++)
    {
      const char *sequence = g_ptr_array_index (self->sequences, i);
      gsize length = strlen (sequence);
      const char *found = memmem (self->tail->str, self->tail->len, sequence, length);
      gsize start = found != NULL ? (gsize) (found - self->tail->str) : 0;

      if (found == NULL || start + length >= first_end)
        continue;
      matched = sequence;
      *position = start;
      first_end = start + length;
    }
  return matched;
}

static gboolean
is_inside_character (const GString *text, gsize position)
{
  return position < text->len && ((guchar) text->str[position] & 0xc0) == 0x80;
}

static void
put_front (CcpStopMatcher *self, gsize length, CcpMessageEmitter *emitter)
{
  if (length > 0)
    ccp_message_emitter_text (emitter, self->tail->str, (gssize) length);
  g_string_erase (self->tail, 0, (gssize) length);
}

/**
 * ccp_stop_matcher_new:
 * @body: the client's request, in the form of the Messages API
 *
 * Creates a matcher of the request's `stop_sequences`. Empty ones are left out.
 *
 * Returns: (transfer full): the matcher
 */
CcpStopMatcher *
ccp_stop_matcher_new (CcpJson *body)
{
  CcpStopMatcher *self = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (CcpStopMatcher, 1);
  g_atomic_ref_count_init (&self->references);
  self->sequences = g_ptr_array_new_with_free_func (g_free);
  self->tail = g_string_new (NULL);
  read_sequences (self, body);
  return self;
}

/**
 * ccp_stop_matcher_ref:
 * @self: a matcher
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpStopMatcher *
ccp_stop_matcher_ref (CcpStopMatcher *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_stop_matcher_unref:
 * @self: (transfer full): a matcher
 *
 * Gives a reference up.
 */
void
ccp_stop_matcher_unref (CcpStopMatcher *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->sequences, g_ptr_array_unref);
  g_string_free (self->tail, TRUE);
  g_free (self);
}

/**
 * ccp_stop_matcher_is_idle:
 * @self: a matcher
 *
 * Tells whether there is nothing to look for, so that text may go past the matcher.
 *
 * Returns: whether the client has no stop sequences
 */
gboolean
ccp_stop_matcher_is_idle (CcpStopMatcher *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->longest == 0;
}

/**
 * ccp_stop_matcher_has:
 * @self: a matcher
 * @text: (nullable): what a provider says ended its answer
 *
 * Tells a stop sequence of the client from one of the model's own: vLLM and SGLang name
 * either (protocol E.6.1).
 *
 * Returns: whether @text is one of the client's stop sequences
 */
gboolean
ccp_stop_matcher_has (CcpStopMatcher *self, const char *text)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->sequences->len && text != NULL; i++)
    if (g_str_equal (g_ptr_array_index (self->sequences, i), text))
      return TRUE;
  return FALSE;
}

/**
 * ccp_stop_matcher_feed:
 * @self: a matcher
 * @text: the next piece of the text, UTF-8
 * @length: its length in bytes, or -1 if it is NUL-terminated
 * @emitter: who gets the text
 *
 * Gives @emitter what cannot belong to a stop sequence any more. After a match it gives
 * nothing.
 */
void
ccp_stop_matcher_feed (CcpStopMatcher *self,
                       const char *text,
                       gssize length,
                       CcpMessageEmitter *emitter)
{
  gsize position = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (emitter));

  if (self->matched != NULL)
    return;
  if (ccp_stop_matcher_is_idle (self))
    {
      ccp_message_emitter_text (emitter, text, length);
      return;
    }
  g_string_append_len (self->tail, text, length);
  self->matched = find_match (self, &position);
  if (self->matched != NULL)
    {
      put_front (self, position, emitter);
      g_string_truncate (self->tail, 0);
      return;
    }
  position = self->tail->len - MIN (self->tail->len, self->longest - 1);
  while (position > 0 && is_inside_character (self->tail, position))
    position--;
  put_front (self, position, emitter);
}

/**
 * ccp_stop_matcher_feed_value: (skip)
 * @self: a matcher
 * @string: the next piece of the text; what is not a string is ignored
 * @emitter: who gets the text
 *
 * Does what [method@StopMatcher.feed] does. Without stop sequences the text is copied as
 * it is written in the provider's answer.
 */
void
ccp_stop_matcher_feed_value (CcpStopMatcher *self,
                             const CcpJsonValue *string,
                             CcpMessageEmitter *emitter)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (string != NULL);
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (emitter));

  if (ccp_stop_matcher_is_idle (self))
    {
      ccp_message_emitter_text_value (emitter, string);
      return;
    }
  text = ccp_json_value_dup_string (string, &length);
  if (text != NULL)
    ccp_stop_matcher_feed (self, text, (gssize) length, emitter);
}

/**
 * ccp_stop_matcher_flush:
 * @self: a matcher
 * @emitter: who gets the text
 *
 * Gives @emitter what was kept back: the text has ended, or something else comes.
 */
void
ccp_stop_matcher_flush (CcpStopMatcher *self, CcpMessageEmitter *emitter)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_MESSAGE_EMITTER (emitter));

  put_front (self, self->tail->len, emitter);
}

/**
 * ccp_stop_matcher_get_matched:
 * @self: a matcher
 *
 * Gets the stop sequence that ended the text.
 *
 * Returns: (transfer none) (nullable): the sequence, %NULL if none was found so far
 */
const char *
ccp_stop_matcher_get_matched (CcpStopMatcher *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->matched;
}
