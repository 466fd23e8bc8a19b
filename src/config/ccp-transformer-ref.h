/* ccp-transformer-ref.h: an entry of a transformer list in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-reader.h"

G_BEGIN_DECLS

/* {class: NAME, params: {…}, on_error: …} or the short forms NAME and [NAME, {…}] */
typedef enum
{
  CCP_ON_ERROR_FAIL, /* the request fails */
  CCP_ON_ERROR_SKIP, /* it goes on without the transformer */
} CcpOnError;

/* immutable and shared between a pipeline and those who use it */
typedef struct
{
  char *class_name; /* "module.ClassName", or an alias of it, which has no dot */
  CcpJson *params;  /* an object, empty if there are none */
  CcpOnError on_error;
  char *pipeline; /* (nullable): the name of the one that it is an entry of */
  /* where it stands, for diagnostics; none is owned */
  CcpConfigNode *node;
  CcpConfigNode *class_node;
  CcpConfigNode *params_node; /* (nullable) */
} CcpTransformerRef;

CcpTransformerRef *ccp_transformer_ref_ref (CcpTransformerRef *self);
void ccp_transformer_ref_unref (CcpTransformerRef *self);
/* Returns: (element-type CcpTransformerRef): an empty list */
GPtrArray *ccp_transformer_ref_new_list (void);
/* adds all of @other to @list */
void ccp_transformer_ref_extend_list (GPtrArray *list, GPtrArray *other);
/* @pipeline: (nullable): the name of the one that it is
 * Returns: (element-type CcpTransformerRef): "request" or "response" of a transformers
 * section, without what was wrong and reported */
GPtrArray *ccp_transformer_ref_read_list (const CcpConfigReader *transformers,
                                          const char *key,
                                          const char *pipeline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTransformerRef, ccp_transformer_ref_unref)

G_END_DECLS
