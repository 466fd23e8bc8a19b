/* body-merge.h: parameters that are merged into a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  CcpJson *params;    /* of the entry */
  CcpJsonValue added; /* what is merged */
  gboolean overrides; /* whether it goes before what is there */
} BodyMerge;

/* @params: with "params", and "override" if there is one */
gboolean body_merge_init (BodyMerge *self, CcpJson *params, GError **error);
void body_merge_clear (BodyMerge *self);
/* Returns: (nullable): @body itself if there is nothing to add */
CcpJson *body_merge_run (const BodyMerge *self,
                         CcpExchange *exchange,
                         CcpJson *body,
                         GError **error);

G_END_DECLS
