/* ccp-local-kind.h: what kinds of model servers run on people's machines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* A kind is told by what it answers, for several programs share a port. */
typedef struct
{
  const char *name;       /* of the preset, if there is one */
  const char *title;      /* as people call it */
  guint16 port;           /* its usual one */
  const char *owner;      /* (nullable): whom its models belong to, as their list says */
  const char *path;       /* (nullable): what to ask where the list does not say it */
  const char *members[2]; /* (nullable): that the answer has */
  const char *entry;      /* (nullable): a member of what is in the list members[0] */
} CcpLocalKind;

/* Returns: (nullable): NULL behind the last one */
const CcpLocalKind *ccp_local_kind_get (guint index);
/* @models: the answer to GET /v1/models
 * Returns: (nullable): the kind that the list of models tells */
const CcpLocalKind *ccp_local_kind_find (CcpJson *models);
/* @answer: to a GET of its path */
gboolean ccp_local_kind_fits (const CcpLocalKind *self, CcpJson *answer);
/* @models: the answer to GET /v1/models
 * Returns: (transfer full) (nullable): those that chat; NULL if it is not a list of
 * models as OpenAI has it */
char **ccp_local_kind_list_models (CcpJson *models);

G_END_DECLS
