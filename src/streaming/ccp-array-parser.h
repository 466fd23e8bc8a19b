/* ccp-array-parser.h: cuts the bytes of a JSON array into its elements
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_ARRAY_MAX_ELEMENT (16u << 20)

/* Pure, and linear in the number of bytes. It only looks for the ends of elements;
 * whether they are JSON is the caller's to find out. */
typedef struct
{
  GByteArray *pending;
  gsize position; /* what is before it was looked at */
  gsize start;    /* of the element at position */
  guint depth;    /* of brackets, that of the array itself included */
  gboolean in_element;
  gboolean in_string;
  gboolean escaped;
  gboolean finished; /* the array ended */
} CcpArrayParser;

void ccp_array_parser_init (CcpArrayParser *self);
void ccp_array_parser_clear (CcpArrayParser *self);
void ccp_array_parser_feed (CcpArrayParser *self, const guint8 *bytes, gsize length);
GBytes *ccp_array_parser_next (CcpArrayParser *self, GError **error);

G_END_DECLS
