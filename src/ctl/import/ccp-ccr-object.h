/* ccp-ccr-object.h: an object of claude-code-router's file, of which nothing is forgotten
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-import-report.h"

G_BEGIN_DECLS

/* Keys are compared without regard to case, "_" and "-": api_base_url is apiBaseUrl. */
typedef struct _CcpCcrObject CcpCcrObject;

/* @place: what stands before its keys in the report, such as "Providers[0]", or ""
 * The others must outlive it. */
CcpCcrObject *
ccp_ccr_object_new (JsonObject *object, const char *place, CcpImportReport *report);
/* what is said of the keys that nobody took
 * @advice: static */
void ccp_ccr_object_set_advice (CcpCcrObject *self, const char *advice);
/* reports the keys that nobody took, and frees it */
void ccp_ccr_object_finish (CcpCcrObject *self);
/* All of them return NULL for what is missing or null. What is of another type is
 * reported. */
JsonNode *ccp_ccr_object_take (CcpCcrObject *self, const char *key);
const char *ccp_ccr_object_take_text (CcpCcrObject *self, const char *key);
JsonObject *ccp_ccr_object_take_object (CcpCcrObject *self, const char *key);
JsonArray *ccp_ccr_object_take_array (CcpCcrObject *self, const char *key);
/* a number, or a text that is one */
gboolean ccp_ccr_object_take_integer (CcpCcrObject *self, const char *key, gint64 *value);
/* true or false, or a text that is one of them */
gboolean
ccp_ccr_object_take_boolean (CcpCcrObject *self, const char *key, gboolean *value);
/* @key: (nullable)
 * Returns: "Providers[0].name" */
char *ccp_ccr_object_dup_place (CcpCcrObject *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpCcrObject, ccp_ccr_object_finish)

G_END_DECLS
