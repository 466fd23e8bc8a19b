/* ccp-shown-params.c: params of the configuration as people may see them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-shown-params.h"

#include <string.h>

#include "ccp-secret-look.h"

#define HIDDEN "[redacted]"

static void
write_written (CcpJsonWriter *writer, CcpConfigNode *node)
{
  g_autofree char *quoted = ccp_config_node_describe (node);
  gsize length = strlen (quoted);

  if (length >= 2 && quoted[0] == '"')
    ccp_json_writer_string_len (writer, quoted + 1, length - 2);
  else
    ccp_json_writer_string (writer, HIDDEN);
}

static void
write_scalar (CcpJsonWriter *writer, CcpConfigNode *node, gboolean is_secret)
{
  const char *text = ccp_config_node_get_scalar (node);
  g_autofree char *redacted = text != NULL ? ccp_redact_text (text) : NULL;
  g_autoptr (CcpJson) json = ccp_config_node_to_json (node);
  CcpJsonValue value;

  ccp_json_get_root (json, &value);
  if (ccp_config_node_is_from_environment (node))
    write_written (writer, node);
  else if (is_secret && ccp_json_value_is_string (&value))
    ccp_json_writer_string (writer, HIDDEN);
  else if (ccp_json_value_is_string (&value) && redacted != NULL)
    ccp_json_writer_string (writer, redacted);
  else
    ccp_json_writer_document (writer, json);
}

static void
write_node (CcpJsonWriter *writer, CcpConfigNode *node, gboolean is_secret)
{
  CcpConfigNodeKind kind = ccp_config_node_get_kind (node);
  gboolean is_mapping = kind == CCP_CONFIG_NODE_MAPPING;

  if (!is_mapping && kind != CCP_CONFIG_NODE_SEQUENCE)
    {
      write_scalar (writer, node, is_secret);
      return;
    }
  if (is_mapping)
    ccp_json_writer_begin_object (writer);
  else
    ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (node, i);
      const char *key = ccp_config_node_get_key (child);

      if (is_mapping)
        ccp_json_writer_key (writer, key);
      write_node (writer,
                  child,
                  is_secret || (is_mapping && ccp_secret_look_is_name (key)));
    }
  if (is_mapping)
    ccp_json_writer_end_object (writer);
  else
    ccp_json_writer_end_array (writer);
}

CcpJson *
ccp_shown_params_new (const CcpTransformerRef *ref)
{
  g_autoptr (CcpJsonWriter) writer = NULL;

  g_return_val_if_fail (ref != NULL, NULL);

  if (ref->params_node == NULL || ccp_config_node_is_null (ref->params_node))
    return ccp_json_ref (ref->params);
  writer = ccp_json_writer_new ();
  write_node (writer, ref->params_node, FALSE);
  return ccp_json_writer_finish (writer);
}
