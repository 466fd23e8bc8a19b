/* ccp-transformer-ref.h: an entry of a transformer list in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-reader.h"

G_BEGIN_DECLS

/* {class: NAME, params: {…}} or the short forms NAME and [NAME, {…}] */
typedef struct
{
  char *class_name; /* "module.ClassName", or an alias of it, which has no dot */
  CcpJson *params;  /* an object, empty if there are none */
  /* where it stands, for diagnostics; none is owned */
  CcpConfigNode *node;
  CcpConfigNode *class_node;
  CcpConfigNode *params_node; /* (nullable) */
} CcpTransformerRef;

void ccp_transformer_ref_free (CcpTransformerRef *self);
/* Returns: (element-type CcpTransformerRef): "request" or "response" of a transformers
 * section, without what was wrong and reported */
GPtrArray *ccp_transformer_ref_read_list (const CcpConfigReader *transformers,
                                          const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTransformerRef, ccp_transformer_ref_free)

G_END_DECLS
