/* ccp-json5-scanner.h: the words of JSON5
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A place in a text that is UTF-8. It is a plain value; nothing of it is owned. */
typedef struct
{
  const char *start;
  const char *p;
  const char *end;
} CcpJson5Scanner;

void ccp_json5_scanner_init (CcpJson5Scanner *self, const char *text, gsize length);
/* Each of them sets @error to "LINE:COLUMN: what was expected" if the text goes on with
 * something else. */
gboolean ccp_json5_scanner_skip_space (CcpJson5Scanner *self, GError **error);
char *ccp_json5_scanner_read_string (CcpJson5Scanner *self, GError **error);
char *ccp_json5_scanner_read_identifier (CcpJson5Scanner *self, GError **error);
JsonNode *ccp_json5_scanner_read_number (CcpJson5Scanner *self, GError **error);
/* Returns: whether the next is @character, which is then passed */
gboolean ccp_json5_scanner_accept (CcpJson5Scanner *self, char character);
char ccp_json5_scanner_peek (CcpJson5Scanner *self); /* 0 at the end */
/* @place: in the text
 * Returns: FALSE */
gboolean ccp_json5_scanner_fail (CcpJson5Scanner *self,
                                 const char *place,
                                 const char *expected,
                                 GError **error);

G_END_DECLS
