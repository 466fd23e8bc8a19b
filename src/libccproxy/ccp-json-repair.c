/* ccp-json-repair.c: makes an object of JSON that is nearly right
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-repair"

#include "ccp-json-repair.h"

#include <string.h>

#include "ccp-json-unescaper.h"
#include "private/ccp-json-mender.h"

/* how often an object may have been put into a string */
#define MAX_NESTING 3

typedef enum
{
  STATE_START, /* nothing but white space so far */
  STATE_WORDS, /* something stands before the object */
  STATE_OBJECT,
  STATE_STRING, /* with the object in it */
  STATE_HOPELESS,
} State;

/**
 * CcpJsonRepair:
 *
 * Makes an object of what a model wrote for one: with single quotes or without quotes,
 * with commas too many or too few, comments, words of Python, line breaks in strings,
 * quotes without a backslash, brackets that are missing at the end, a code fence around
 * it, or put into a string once more.
 *
 * It works while the text comes, and what it puts out is part of an object that will be
 * valid. A text that is valid comes out as it is. Of a text that breaks off, what is
 * missing is added at the end; [method@JsonRepair.get_complete] tells that it did.
 *
 * What is no object, such as a list or a number, is not made one (protocol E.6.8).
 */
struct _CcpJsonRepair
{
  gatomicrefcount references;

  State state;
  guint nesting;
  GString *blanks; /* in front of the object */
  CcpJsonMender mender;
  CcpJsonUnescaper *unescaper; /* (nullable): of the string with the object in it */
  CcpJsonRepair *inner;        /* (nullable): reads that */
};

G_DEFINE_BOXED_TYPE (CcpJsonRepair,
                     ccp_json_repair,
                     ccp_json_repair_ref,
                     ccp_json_repair_unref)

static CcpJsonRepair *
create (guint nesting)
{
  CcpJsonRepair *self = g_new0 (CcpJsonRepair, 1);

  g_atomic_ref_count_init (&self->references);
  self->nesting = nesting;
  self->blanks = g_string_new (NULL);
  ccp_json_mender_init (&self->mender);
  return self;
}

static void
begin_string (CcpJsonRepair *self)
{
  if (self->nesting == MAX_NESTING)
    {
      self->state = STATE_HOPELESS;
      return;
    }
  self->state = STATE_STRING;
  self->unescaper = ccp_json_unescaper_new ();
  self->inner = create (self->nesting + 1);
}

static void
begin_object (CcpJsonRepair *self, GString *out)
{
  if (self->state == STATE_START)
    g_string_append_len (out, self->blanks->str, (gssize) self->blanks->len);
  self->state = STATE_OBJECT;
}

/* Returns: whether the byte has been taken, and is not part of the object */
static gboolean
step (CcpJsonRepair *self, char c, GString *out)
{
  if (c == '{')
    {
      begin_object (self, out);
      return FALSE;
    }
  if (self->state == STATE_WORDS)
    return TRUE;
  if (c != '\0' && strchr (" \n\r\t", c) != NULL)
    g_string_append_c (self->blanks, c);
  else if (c == '"' || c == '\'')
    begin_string (self);
  else if (c == '[')
    self->state = STATE_HOPELESS;
  else
    self->state = STATE_WORDS;
  return TRUE;
}

static gboolean
is_searching (const CcpJsonRepair *self)
{
  return self->state == STATE_START || self->state == STATE_WORDS;
}

/* In a string an unescaped quote belongs to the object: it was put there carelessly. */
static void
feed_inner (CcpJsonRepair *self, const char *text, gsize length, GString *out)
{
  g_autoptr (GString) unescaped = g_string_new (NULL);

  ccp_json_unescaper_feed (self->unescaper, text, (gssize) length, unescaped);
  ccp_json_repair_feed (self->inner, unescaped->str, (gssize) unescaped->len, out);
}

static gboolean
finish_inner (CcpJsonRepair *self, GString *out)
{
  g_autoptr (GString) unescaped = g_string_new (NULL);

  ccp_json_unescaper_finish (self->unescaper, unescaped);
  ccp_json_repair_feed (self->inner, unescaped->str, (gssize) unescaped->len, out);
  return ccp_json_repair_finish (self->inner, out);
}

/**
 * ccp_json_repair_new:
 *
 * Creates a repairer of one text.
 *
 * Returns: (transfer full): the repairer
 */
CcpJsonRepair *
ccp_json_repair_new (void)
{
  return create (0);
}

/**
 * ccp_json_repair_ref:
 * @self: a repairer
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpJsonRepair *
ccp_json_repair_ref (CcpJsonRepair *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_json_repair_unref:
 * @self: (transfer full): a repairer
 *
 * Gives a reference up.
 */
void
ccp_json_repair_unref (CcpJsonRepair *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_string_free (self->blanks, TRUE);
  ccp_json_mender_clear (&self->mender);
  g_clear_pointer (&self->unescaper, ccp_json_unescaper_unref);
  g_clear_pointer (&self->inner, ccp_json_repair_unref);
  g_free (self);
}

/**
 * ccp_json_repair_feed: (skip)
 * @self: a repairer
 * @text: more of the text, UTF-8
 * @length: its length in bytes, or -1 if it is NUL-terminated
 * @out: where the object is appended
 *
 * Appends as much of the object as is certain. Nothing comes before the object has begun;
 * then a few bytes may have to wait, such as a comma, which must not be the last one.
 */
void
ccp_json_repair_feed (CcpJsonRepair *self, const char *text, gssize length, GString *out)
{
  const char *end = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (out != NULL);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  while (text < end && is_searching (self) && step (self, *text, out))
    text++;
  if (self->state == STATE_OBJECT)
    ccp_json_mender_feed (&self->mender, text, (gsize) (end - text), out);
  else if (self->state == STATE_STRING)
    feed_inner (self, text, (gsize) (end - text), out);
}

/**
 * ccp_json_repair_finish: (skip)
 * @self: a repairer
 * @out: where the object is appended
 *
 * Appends what is missing at the end.
 *
 * Returns: whether there is an object; if not, nothing was ever appended
 */
gboolean
ccp_json_repair_finish (CcpJsonRepair *self, GString *out)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  if (self->state == STATE_STRING)
    return finish_inner (self, out);
  if (self->state != STATE_OBJECT)
    return FALSE;
  ccp_json_mender_finish (&self->mender, out);
  return TRUE;
}

/**
 * ccp_json_repair_get_complete:
 * @self: a repairer
 *
 * Tells whether the text itself has ended the object; asked before
 * [method@JsonRepair.finish], which ends it in any case.
 *
 * Returns: %TRUE if it has
 */
gboolean
ccp_json_repair_get_complete (CcpJsonRepair *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->inner != NULL)
    return ccp_json_repair_get_complete (self->inner);
  return self->mender.step == CCP_MENDER_DONE;
}

/**
 * ccp_json_repair_text:
 * @text: a text, UTF-8
 * @length: its length in bytes, or -1 if it is NUL-terminated
 * @complete: (out) (optional): whether the text itself ends the object
 *
 * Repairs a text that is there as a whole.
 *
 * Returns: (transfer full) (nullable): the object, or %NULL if there is none in it
 */
CcpJson *
ccp_json_repair_text (const char *text, gssize length, gboolean *complete)
{
  g_autoptr (CcpJsonRepair) self = ccp_json_repair_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  ccp_json_repair_feed (self, text, length, out);
  if (complete != NULL)
    *complete = ccp_json_repair_get_complete (self);
  if (!ccp_json_repair_finish (self, out))
    return NULL;
  return ccp_json_new_from_text (out->str, (gssize) out->len, NULL);
}
