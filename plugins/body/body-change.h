/* body-change.h: a few changes to a body
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* all: as the methods of CcpJsonSplice, with values of other kinds */
void
body_change_replace_int (CcpJsonSplice *splice, const CcpJsonValue *value, gint64 number);
void body_change_replace_text (CcpJsonSplice *splice,
                               const CcpJsonValue *value,
                               const char *json);
/* does nothing if the two are the same */
void body_change_replace_value (CcpJsonSplice *splice,
                                const CcpJsonValue *value,
                                const CcpJsonValue *replacement);
void body_change_append_text (CcpJsonSplice *splice,
                              const CcpJsonValue *object,
                              const char *name,
                              const char *json);
void body_change_append_value (CcpJsonSplice *splice,
                               const CcpJsonValue *object,
                               const char *name,
                               const CcpJsonValue *value);
/* Returns: (nullable): the body itself if nothing was changed */
CcpJson *body_change_finish (CcpJsonSplice *splice, GError **error);

G_END_DECLS
