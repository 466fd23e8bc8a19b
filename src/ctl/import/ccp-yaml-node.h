/* ccp-yaml-node.h: a value of a YAML file that is to be written
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_YAML_NODE_TEXT,  /* a string, quoted where it would be taken for something else */
  CCP_YAML_NODE_PLAIN, /* a number, true, false or null */
  CCP_YAML_NODE_LIST,
  CCP_YAML_NODE_MAPPING,
} CcpYamlNodeKind;

/* A tree: a node owns its children. */
typedef struct _CcpYamlNode CcpYamlNode;

struct _CcpYamlNode
{
  CcpYamlNodeKind kind;
  char *key;           /* (nullable): in a mapping */
  char *text;          /* (nullable): of a scalar */
  char *comment;       /* (nullable): stands above it */
  gboolean is_open;    /* a list or mapping that has a line for each child */
  GPtrArray *children; /* (element-type CcpYamlNode) */
};

CcpYamlNode *ccp_yaml_node_new_text (const char *text);
CcpYamlNode *ccp_yaml_node_new_integer (gint64 value);
CcpYamlNode *ccp_yaml_node_new_boolean (gboolean value);
CcpYamlNode *ccp_yaml_node_new_null (void);
CcpYamlNode *ccp_yaml_node_new_list (void);
CcpYamlNode *ccp_yaml_node_new_mapping (void);
/* its texts are as the configuration has them: "${NAME}" is a variable */
CcpYamlNode *ccp_yaml_node_new_from_json (JsonNode *json);
CcpYamlNode *ccp_yaml_node_copy (const CcpYamlNode *self);
void ccp_yaml_node_free (CcpYamlNode *self);
/* they take @child, and return it; what the mapping had under @key is gone */
CcpYamlNode *ccp_yaml_node_append (CcpYamlNode *self, CcpYamlNode *child);
CcpYamlNode *ccp_yaml_node_insert (CcpYamlNode *self, guint index, CcpYamlNode *child);
CcpYamlNode *ccp_yaml_node_set (CcpYamlNode *self, const char *key, CcpYamlNode *child);
void ccp_yaml_node_set_text (CcpYamlNode *self, const char *key, const char *text);
CcpYamlNode *ccp_yaml_node_get (const CcpYamlNode *self,
                                const char *key); /* (nullable) */
/* Returns: the mapping or list of that name, which is made if there is none
 * of that kind */
CcpYamlNode *ccp_yaml_node_ensure_mapping (CcpYamlNode *self, const char *key);
CcpYamlNode *ccp_yaml_node_ensure_list (CcpYamlNode *self, const char *key);
gboolean ccp_yaml_node_has_text (const CcpYamlNode *self, const char *text);
void ccp_yaml_node_remove_text (CcpYamlNode *self, const char *text);
void ccp_yaml_node_set_comment (CcpYamlNode *self, const char *comment);
void ccp_yaml_node_set_open (CcpYamlNode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpYamlNode, ccp_yaml_node_free)

G_END_DECLS
