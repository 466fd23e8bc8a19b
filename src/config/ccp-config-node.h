/* ccp-config-node.h: a value in the configuration, and where it stands
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_CONFIG_NODE_SCALAR,
  CCP_CONFIG_NODE_SEQUENCE,
  CCP_CONFIG_NODE_MAPPING,
  CCP_CONFIG_NODE_BROKEN, /* it had an error, which has been reported */
} CcpConfigNodeKind;

/* A tree: a node owns its children. Line and column count from 1. */
typedef struct _CcpConfigNode CcpConfigNode;

CcpConfigNode *ccp_config_node_new (CcpConfigNodeKind kind, guint line, guint column);
CcpConfigNode *
ccp_config_node_new_scalar (const char *text, gboolean quoted, guint line, guint column);
void ccp_config_node_free (CcpConfigNode *self);
/* both take @child */
void ccp_config_node_append (CcpConfigNode *self, CcpConfigNode *child);
void ccp_config_node_insert (CcpConfigNode *self,
                             const char *key,
                             guint key_line,
                             guint key_column,
                             CcpConfigNode *child);
/* Returns: a copy without a parent; each part of it says that it stands at that place */
CcpConfigNode *ccp_config_node_copy (CcpConfigNode *self, guint line, guint column);
/* makes of @self a container with what it was before as the only child
 * @key: (nullable): of the child, in a mapping */
void ccp_config_node_enclose (CcpConfigNode *self, const char *key);
/* @origin: (nullable): who wrote it, if not the file: shown where it is wrong */
void ccp_config_node_set_origin (CcpConfigNode *self, const char *origin);
/* @text: what the scalar means once variables are filled in; errors go on to show what
 * was written, because a variable may hold a secret */
void ccp_config_node_set_expanded (CcpConfigNode *self,
                                   const char *text,
                                   gboolean from_environment);
void ccp_config_node_set_broken (CcpConfigNode *self);
/* a key of the mapping was refused, which has been reported */
void ccp_config_node_set_partial (CcpConfigNode *self);
/* forgets the text of a scalar that was a secret */
void ccp_config_node_wipe (CcpConfigNode *self);

CcpConfigNodeKind ccp_config_node_get_kind (CcpConfigNode *self);
gboolean ccp_config_node_is_null (CcpConfigNode *self);
gboolean ccp_config_node_is_quoted (CcpConfigNode *self);
gboolean ccp_config_node_is_from_environment (CcpConfigNode *self);
gboolean ccp_config_node_is_partial (CcpConfigNode *self);
/* whether nothing in it is broken or partial */
gboolean ccp_config_node_is_whole (CcpConfigNode *self);
const char *ccp_config_node_get_scalar (CcpConfigNode *self); /* (nullable) */
guint ccp_config_node_get_line (CcpConfigNode *self);
guint ccp_config_node_get_column (CcpConfigNode *self);
guint ccp_config_node_get_key_line (CcpConfigNode *self); /* 0 for what has no key */
guint ccp_config_node_get_key_column (CcpConfigNode *self);
const char *ccp_config_node_get_key (CcpConfigNode *self); /* (nullable) */
/* Returns: (nullable): its own or that of what it is in */
const char *ccp_config_node_get_origin (CcpConfigNode *self);
guint ccp_config_node_get_length (CcpConfigNode *self);
CcpConfigNode *ccp_config_node_get_child (CcpConfigNode *self, guint index);
CcpConfigNode *ccp_config_node_get_member (CcpConfigNode *self,
                                           const char *key); /* (nullable) */
char *ccp_config_node_dup_path (CcpConfigNode *self); /* such as "providers[1].url" */
/* for the end of "expected …, got …": "soon" in quotes, or what kind of thing it is */
char *ccp_config_node_describe (CcpConfigNode *self);
CcpJson *ccp_config_node_to_json (CcpConfigNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpConfigNode, ccp_config_node_free)

G_END_DECLS
