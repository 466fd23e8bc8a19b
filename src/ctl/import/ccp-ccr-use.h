/* ccp-ccr-use.h: a list of transformers of claude-code-router
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_CCR_VERTEX_NONE,
  CCP_CCR_VERTEX_GEMINI,
  CCP_CCR_VERTEX_CLAUDE,
  CCP_CCR_VERTEX_OPENAI,
} CcpCcrVertex;

/* What a list of "use" comes to. */
typedef struct
{
  const char *type;     /* (nullable): the dialect, if one of the names is a conversion */
  CcpCcrVertex vertex;  /* at Google Cloud */
  gboolean use_bearer;  /* the key goes into Authorization */
  JsonObject *options;  /* (nullable): those of the conversion */
  CcpYamlNode *request; /* a list, which may be empty */
  CcpYamlNode *response; /* a list, which may be empty */
} CcpCcrUse;

/* @node: (nullable): the list
 * @place: of it
 * What cannot be carried is reported. */
CcpCcrUse *ccp_ccr_use_new (JsonNode *node, const char *place, CcpImportReport *report);
void ccp_ccr_use_free (CcpCcrUse *self);
/* what @other has in its lists comes first */
void ccp_ccr_use_prepend (CcpCcrUse *self, const CcpCcrUse *other);
/* puts the lists into @owner as `transformers`, if there is anything in them */
void ccp_ccr_use_apply (CcpCcrUse *self, CcpYamlNode *owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpCcrUse, ccp_ccr_use_free)

G_END_DECLS
