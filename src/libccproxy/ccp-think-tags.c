/* ccp-think-tags.c: tells thinking from text where tags in the text do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-think-tags"

#include "ccp-think-tags.h"

#include <string.h>

#define OPEN_TAG "<think>"
#define CLOSE_TAG "</think>"

typedef enum
{
  STATE_START,
  STATE_THINKING,
  STATE_AFTER, /* white space after the end of thinking */
  STATE_TEXT,
} State;

/**
 * CcpThinkTags:
 *
 * Takes the text of an answer apart where a model writes its thinking into it, between
 * `<think>` and `</think>`. Only a tag at the very beginning opens thinking: later ones
 * are what the text is about. White space around thinking is dropped.
 */
struct _CcpThinkTags
{
  gatomicrefcount references;

  CcpThinkTagsMode mode;
  State state;
  GString *held; /* may be the beginning of a tag */
};

G_DEFINE_BOXED_TYPE (CcpThinkTags,
                     ccp_think_tags,
                     ccp_think_tags_ref,
                     ccp_think_tags_unref)

static gsize
count_spaces (const GString *held)
{
  gsize spaces = 0;

  while (spaces < held->len && g_ascii_isspace (held->str[spaces]))
    spaces++;
  return spaces;
}

/* How many bytes at the end may become the tag with what comes next */
static gsize
count_possible (const GString *held)
{
  gsize length = MIN (held->len, strlen (CLOSE_TAG) - 1);

  while (length > 0 && memcmp (held->str + held->len - length, CLOSE_TAG, length) != 0)
    length--;
  return length;
}

static void
put_front (GString *held,
           gsize length,
           gboolean thinking,
           CcpThinkTagsFunc put,
           gpointer data)
{
  if (length > 0)
    put (thinking, held->str, length, data);
  g_string_erase (held, 0, (gssize) length);
}

/* Returns whether the step is done and the next can begin */
static gboolean
step_start (CcpThinkTags *self)
{
  gsize spaces = count_spaces (self->held);
  const char *rest = self->held->str + spaces;
  gsize length = self->held->len - spaces;

  if (length >= strlen (OPEN_TAG) && g_str_has_prefix (rest, OPEN_TAG))
    {
      g_string_erase (self->held, 0, (gssize) (spaces + strlen (OPEN_TAG)));
      self->state = STATE_THINKING;
      return TRUE;
    }
  if (length < strlen (OPEN_TAG) && strncmp (rest, OPEN_TAG, length) == 0)
    return FALSE;
  self->state = self->mode == CCP_THINK_TAGS_ON ? STATE_THINKING : STATE_TEXT;
  return TRUE;
}

static gboolean
step_after (CcpThinkTags *self)
{
  g_string_erase (self->held, 0, (gssize) count_spaces (self->held));
  if (self->held->len == 0)
    return FALSE;
  self->state = STATE_TEXT;
  return TRUE;
}

/* Gives away what stands before the tag, or what cannot belong to one */
static gboolean
step_thinking (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data)
{
  const char *found =
      memmem (self->held->str, self->held->len, CLOSE_TAG, strlen (CLOSE_TAG));

  if (found == NULL)
    {
      put_front (self->held,
                 self->held->len - count_possible (self->held),
                 TRUE,
                 put,
                 data);
      return FALSE;
    }
  put_front (self->held, (gsize) (found - self->held->str), TRUE, put, data);
  g_string_erase (self->held, 0, (gssize) strlen (CLOSE_TAG));
  self->state = STATE_AFTER;
  return TRUE;
}

static gboolean
step (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data)
{
  switch (self->state)
    {
    case STATE_START:
      return step_start (self);
    case STATE_AFTER:
      return step_after (self);
    case STATE_THINKING:
      return step_thinking (self, put, data);
    case STATE_TEXT:
    default:
      put_front (self->held, self->held->len, FALSE, put, data);
      return FALSE;
    }
}

/**
 * ccp_think_tags_new:
 * @mode: how the model marks its thinking
 *
 * Creates a reader of one answer.
 *
 * Returns: (transfer full): the reader
 */
CcpThinkTags *
ccp_think_tags_new (CcpThinkTagsMode mode)
{
  CcpThinkTags *self = g_new0 (CcpThinkTags, 1);

  g_atomic_ref_count_init (&self->references);
  self->mode = mode;
  self->state = STATE_START;
  self->held = g_string_new (NULL);
  return self;
}

/**
 * ccp_think_tags_ref:
 * @self: a reader
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpThinkTags *
ccp_think_tags_ref (CcpThinkTags *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_think_tags_unref:
 * @self: (transfer full): a reader
 *
 * Gives a reference up.
 */
void
ccp_think_tags_unref (CcpThinkTags *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_string_free (self->held, TRUE);
  g_free (self);
}

/**
 * ccp_think_tags_is_idle:
 * @self: a reader
 *
 * Tells whether thinking is over, or never was, so that text may go past the reader.
 *
 * Returns: whether all that comes is text
 */
gboolean
ccp_think_tags_is_idle (CcpThinkTags *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->mode == CCP_THINK_TAGS_OFF ||
         (self->state == STATE_TEXT && self->held->len == 0);
}

/**
 * ccp_think_tags_feed:
 * @self: a reader
 * @text: the next piece of the answer, UTF-8
 * @length: its length in bytes, or -1 if it is NUL-terminated
 * @put: (scope call) (closure data): gets the pieces that are certain by now, in order
 * @data: for @put
 *
 * Reads a piece of an answer. What may become a tag with the next piece is kept back.
 */
void
ccp_think_tags_feed (CcpThinkTags *self,
                     const char *text,
                     gssize length,
                     CcpThinkTagsFunc put,
                     gpointer data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (put != NULL);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length == 0)
    return;
  if (ccp_think_tags_is_idle (self))
    {
      put (FALSE, text, (gsize) length, data);
      return;
    }
  g_string_append_len (self->held, text, length);
  while (step (self, put, data))
    ;
}

/**
 * ccp_think_tags_flush:
 * @self: a reader
 * @put: (scope call) (closure data): gets what was kept back
 * @data: for @put
 *
 * Gives away what was kept back: the answer has ended, or something else comes.
 */
void
ccp_think_tags_flush (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (put != NULL);

  put_front (self->held, self->held->len, self->state == STATE_THINKING, put, data);
}
