/* ccp-request.c: what a client's request asks for, beside its conversation
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request"

#include "ccp-request.h"

#include "ccp-error.h"

/**
 * ccp_request_get_output_schema: (skip)
 * @body: the client's request, in the form of the Messages API
 * @schema: (out caller-allocates): the JSON Schema that the answer must have
 *
 * Finds the schema of `output_config.format`, or of `output_format`, its place before.
 *
 * Returns: whether there is one
 */
gboolean
ccp_request_get_output_schema (CcpJson *body, CcpJsonValue *schema)
{
  CcpJsonValue root;
  CcpJsonValue format;
  CcpJsonValue type;

  g_return_val_if_fail (body != NULL, FALSE);
  g_return_val_if_fail (schema != NULL, FALSE);

  *schema = CCP_JSON_VALUE_NONE;
  ccp_json_get_root (body, &root);
  format = ccp_json_value_member (&root, "output_config");
  format = ccp_json_value_member (&format, "format");
  if (!ccp_json_value_is_object (&format))
    format = ccp_json_value_member (&root, "output_format");
  type = ccp_json_value_member (&format, "type");
  if (ccp_json_value_equals_string (&type, "json_schema"))
    *schema = ccp_json_value_member (&format, "schema");
  return ccp_json_value_is_object (schema);
}

/**
 * ccp_request_dup_stop_sequences:
 * @body: the client's request, in the form of the Messages API
 * @limit: how many the provider takes
 *
 * Gets the first stop sequences that a provider takes: none of white space alone
 * (protocol E.3).
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the sequences, %NULL if
 * there is none
 */
char **
ccp_request_dup_stop_sequences (CcpJson *body, guint limit)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  CcpJsonValue value;
  CcpJsonIter iter;
  guint n = 0;

  g_return_val_if_fail (body != NULL, NULL);

  ccp_json_get_root (body, &value);
  value = ccp_json_value_member (&value, "stop_sequences");
  if (!ccp_json_value_is_array (&value))
    return NULL;
  builder = g_strv_builder_new ();
  ccp_json_iter_init (&iter, &value);
  while (n < limit && ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *text = NULL;

      if (!ccp_json_value_is_string (&value) || ccp_json_value_is_blank_string (&value))
        continue;
      text = ccp_json_value_dup_string (&value, NULL);
      g_strv_builder_add (builder, text);
      n++;
    }
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * ccp_request_finish:
 * @writer: a writer that has written the whole request in the provider's format
 * @error: return location for an error
 *
 * Ends a request that was written.
 *
 * Returns: (transfer full): the request, or %NULL with `CCP_ERROR_TOO_LARGE` if it is
 * larger than a document may be, or nested deeper
 */
CcpJson *
ccp_request_finish (CcpJsonWriter *writer, GError **error)
{
  CcpJson *request = NULL;

  g_return_val_if_fail (writer != NULL, NULL);

  request = ccp_json_writer_finish (writer);
  if (request == NULL)
    g_set_error_literal (
        error,
        CCP_ERROR,
        CCP_ERROR_TOO_LARGE,
        "The request is larger than a document may be, or nested deeper");
  return request;
}
