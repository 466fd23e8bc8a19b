/* ccp-refusal.c: why a request is not served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-refusal"

#include "ccp-refusal.h"

#include "ccp-reply-head.h"

CcpRefusal *
ccp_refusal_new (guint status, const char *format, ...)
{
  CcpRefusal *self = g_new0 (CcpRefusal, 1);
  va_list arguments;

  self->status = status;
  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return self;
}

CcpRefusal *
ccp_refusal_new_method (const char *allow)
{
  CcpRefusal *self = ccp_refusal_new (405, "This path allows only %s", allow);

  self->allow = allow;
  return self;
}

CcpRefusal *
ccp_refusal_new_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return ccp_refusal_new (ccp_error_get_http_status (ccp_error_code_of (error)),
                          "%s",
                          error->message);
}

void
ccp_refusal_free (CcpRefusal *self)
{
  g_clear_pointer (&self->message, g_free);
  g_free (self);
}

const char *
ccp_refusal_get_api_type (const CcpRefusal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return ccp_error_get_api_type (ccp_error_code_from_http_status (self->status));
}

CcpJson *
ccp_refusal_to_body (const CcpRefusal *self, const char *request_id)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  error = g_error_new_literal (CCP_ERROR,
                               ccp_error_code_from_http_status (self->status),
                               self->message);
  return ccp_error_to_body (error, request_id);
}

void
ccp_refusal_append_reply (const CcpRefusal *self,
                          const char *request_id,
                          gboolean is_head,
                          GByteArray *bytes)
{
  g_autoptr (CcpJson) body = NULL;
  CcpReplyHead head;
  const char *text = NULL;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (request_id != NULL);
  g_return_if_fail (bytes != NULL);

  body = ccp_refusal_to_body (self, request_id);
  text = ccp_json_peek (body, &length);
  head = (CcpReplyHead){
    .status = self->status,
    .content_type = "application/json",
    .content_length = length,
    .close = TRUE,
    .request_id = request_id,
    .allow = self->allow,
    .is_final = self->is_final,
  };
  ccp_reply_head_append (&head, bytes);
  if (!is_head)
    g_byte_array_append (bytes, (const guint8 *) text, length);
}
