/* ccp-json-mender.h: writes the object that broken JSON was meant to be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* what may come next in the innermost container */
typedef enum
{
  CCP_MENDER_FIRST_KEY,
  CCP_MENDER_KEY, /* after a comma */
  CCP_MENDER_COLON,
  CCP_MENDER_VALUE,
  CCP_MENDER_FIRST_ELEMENT,
  CCP_MENDER_ELEMENT, /* after a comma */
  CCP_MENDER_AFTER,   /* after a value */
  CCP_MENDER_DONE,
} CcpMenderStep;

/* what the next byte belongs to */
typedef enum
{
  CCP_MENDER_BETWEEN,
  CCP_MENDER_WORD,
  CCP_MENDER_STRING,
  CCP_MENDER_QUOTED,  /* after a quote that may have been the end of a string */
  CCP_MENDER_ESCAPED, /* after a backslash */
  CCP_MENDER_DIGITS,  /* of an escape */
  CCP_MENDER_SLASH,   /* which may begin a comment */
  CCP_MENDER_LINE_COMMENT,
  CCP_MENDER_COMMENT,
  CCP_MENDER_COMMENT_STAR, /* which may end it */
  CCP_MENDER_REST,         /* what follows the object, and is dropped */
} CcpMenderMode;

/* It is fed from the opening brace on, a byte at a time, and writes what is certain at
 * once: what JSON refuses is mended where it stands. */
typedef struct
{
  GString *out;  /* (unowned): where to write, during a call */
  GString *open; /* the brackets that are open */
  CcpMenderStep step;
  CcpMenderMode mode;
  gboolean is_key;   /* the string or the word is the name of a member */
  gboolean is_empty; /* the string has nothing in it so far */
  char quote;
  guint n_digits; /* that the escape has when it is complete */
  GString *held;  /* is written when the next value begins: a comma, a name, a colon */
  GString *token; /* a word, the digits of an escape, the white space behind a quote */
} CcpJsonMender;

void ccp_json_mender_init (CcpJsonMender *self);
void ccp_json_mender_clear (CcpJsonMender *self);
void
ccp_json_mender_feed (CcpJsonMender *self, const char *text, gsize length, GString *out);
void ccp_json_mender_finish (CcpJsonMender *self, GString *out);

G_END_DECLS
