/* ccp-think-tags.c: tells thinking from text where tags in the text do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-think-tags"

#include "ccp-think-tags.h"

#include <string.h>

/* what marks thinking if nothing else is said */
static const char *const usual_tags[] = { "<think>", "</think>", NULL };

typedef enum
{
  STATE_START,
  STATE_SEARCH, /* text, in which a tag may come */
  STATE_THINKING,
  STATE_AFTER, /* white space after the end of thinking */
  STATE_TEXT,
} State;

/* where the tags of a list are: all that open thinking, or all that end it */
typedef enum
{
  OPENING,
  CLOSING,
} Part;

/**
 * CcpThinkTags:
 *
 * Takes the text of an answer apart where a model writes its thinking into it, between
 * `<think>` and `</think>` or other tags. The mode tells which tags count: as a rule only
 * one at the very beginning opens thinking, for later ones are what the text is about.
 * White space around thinking is dropped.
 */
struct _CcpThinkTags
{
  gatomicrefcount references;

  CcpThinkTagsMode mode;
  State state;
  char **tags;   /* pairs of an opening and a closing one */
  gsize opened;  /* the index of the pair that thinking began with */
  gboolean bare; /* it began with none, so that any may end it */
  GString *held; /* may be the beginning of a tag */
};

typedef struct
{
  const char *place;
  gsize length;
  gsize pair;
} Found;

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

/* Returns: (nullable): the tag of the pair, if it is one that can come now */
static const char *
get_tag (CcpThinkTags *self, gsize pair, Part part)
{
  if (part == CLOSING && !self->bare && pair != self->opened)
    return NULL;
  return self->tags[2 * pair + part];
}

/* the one that comes first; where two begin at one place, the first in the list */
static gboolean
find_tag (CcpThinkTags *self, Part part, Found *found)
{
  *found = (Found){ NULL };
  for (gsize pair = 0; self->tags[2 * pair] != NULL; pair++)
    {
      const char *tag = get_tag (self, pair, part);
      const char *place = NULL;

      if (tag != NULL)
        place = memmem (self->held->str, self->held->len, tag, strlen (tag));
      if (place != NULL && (found->place == NULL || place < found->place))
        *found = (Found){ place, strlen (tag), pair };
    }
  return found->place != NULL;
}

/* How many bytes at the end may become @tag with what comes next */
static gsize
count_possible (const GString *held, const char *tag)
{
  gsize length = MIN (held->len, strlen (tag) - 1);

  while (length > 0 && memcmp (held->str + held->len - length, tag, length) != 0)
    length--;
  return length;
}

static gsize
count_held_back (CcpThinkTags *self, Part part)
{
  gsize length = 0;

  for (gsize pair = 0; self->tags[2 * pair] != NULL; pair++)
    {
      const char *tag = get_tag (self, pair, part);

      if (tag != NULL)
        length = MAX (length, count_possible (self->held, tag));
    }
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

static void
begin_thinking (CcpThinkTags *self, const Found *found)
{
  gsize offset = (gsize) (found->place - self->held->str);

  g_string_erase (self->held, 0, (gssize) (offset + found->length));
  self->opened = found->pair;
  self->bare = FALSE;
  self->state = STATE_THINKING;
}

/* Returns whether more could make a tag of what stands behind white space */
static gboolean
may_open (CcpThinkTags *self, gsize spaces)
{
  gsize length = self->held->len - spaces;

  for (gsize pair = 0; self->tags[2 * pair] != NULL; pair++)
    {
      const char *tag = get_tag (self, pair, OPENING);

      if (length < strlen (tag) && memcmp (self->held->str + spaces, tag, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns whether the step is done and the next can begin */
static gboolean
step_start (CcpThinkTags *self)
{
  gsize spaces = count_spaces (self->held);
  Found found;

  if (find_tag (self, OPENING, &found) && found.place == self->held->str + spaces)
    {
      begin_thinking (self, &found);
      return TRUE;
    }
  if (may_open (self, spaces))
    return FALSE;
  if (self->mode == CCP_THINK_TAGS_ON)
    {
      self->bare = TRUE;
      self->state = STATE_THINKING;
    }
  else
    self->state = self->mode == CCP_THINK_TAGS_AUTO ? STATE_TEXT : STATE_SEARCH;
  return TRUE;
}

static gboolean
step_search (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data)
{
  Found found;

  if (!find_tag (self, OPENING, &found))
    {
      put_front (self->held,
                 self->held->len - count_held_back (self, OPENING),
                 FALSE,
                 put,
                 data);
      return FALSE;
    }
  if (found.place > self->held->str)
    put (FALSE, self->held->str, (gsize) (found.place - self->held->str), data);
  begin_thinking (self, &found);
  return TRUE;
}

static gboolean
step_after (CcpThinkTags *self)
{
  g_string_erase (self->held, 0, (gssize) count_spaces (self->held));
  if (self->held->len == 0)
    return FALSE;
  self->state = self->mode == CCP_THINK_TAGS_ANYWHERE ? STATE_SEARCH : STATE_TEXT;
  return TRUE;
}

/* Gives away what stands before the tag, or what cannot belong to one */
static gboolean
step_thinking (CcpThinkTags *self, CcpThinkTagsFunc put, gpointer data)
{
  Found found;

  if (!find_tag (self, CLOSING, &found))
    {
      put_front (self->held,
                 self->held->len - count_held_back (self, CLOSING),
                 TRUE,
                 put,
                 data);
      return FALSE;
    }
  put_front (self->held, (gsize) (found.place - self->held->str), TRUE, put, data);
  g_string_erase (self->held, 0, (gssize) found.length);
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
    case STATE_SEARCH:
      return step_search (self, put, data);
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
  self->tags = g_strdupv ((char **) usual_tags);
  return self;
}

/**
 * ccp_think_tags_set_tags:
 * @self: a reader, before it has read anything
 * @tags: (array zero-terminated=1): pairs of an opening and a closing tag, none of them
 *   empty
 *
 * Sets the tags that are meant instead of `<think>` and `</think>`. Thinking ends with
 * the closing tag of the pair that it began with.
 */
void
ccp_think_tags_set_tags (CcpThinkTags *self, const char *const *tags)
{
  guint count = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (tags != NULL);
  g_return_if_fail (self->state == STATE_START && self->held->len == 0);

  for (; tags[count] != NULL; count++)
    g_return_if_fail (*tags[count] != '\0');
  g_return_if_fail (count > 0 && count % 2 == 0);

  g_strfreev (self->tags);
  self->tags = g_strdupv ((char **) tags);
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
  g_strfreev (self->tags);
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
