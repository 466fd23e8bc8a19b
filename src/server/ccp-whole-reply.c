/* ccp-whole-reply.c: answers that are there at once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-whole-reply"

#include "ccp-whole-reply.h"

#include "ccp-request-log.h"

void
ccp_whole_reply_send (CcpConnection *connection, CcpReplyHead head, CcpJson *body)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GOutputVector vectors[2];
  const char *text = NULL;
  gsize length = 0;
  gboolean is_head;

  g_return_if_fail (CCP_IS_CONNECTION (connection));

  is_head = ccp_request_reader_get_is_head (ccp_connection_get_request (connection));
  if (body != NULL)
    {
      text = ccp_json_peek (body, &length);
      head.content_type = "application/json";
    }
  head.content_length = length;
  head.close = !ccp_connection_get_keep_alive (connection);
  ccp_reply_head_append (&head, bytes);

  vectors[0] = (GOutputVector){ bytes->data, bytes->len };
  vectors[1] = (GOutputVector){ text, length };
  ccp_connection_write (connection, vectors, is_head || length == 0 ? 1 : 2);
  ccp_connection_end_reply (connection, !head.close);
}

void
ccp_whole_reply_send_at_once (CcpConnection *connection,
                              const CcpRefusal *refusal,
                              CcpJson *body)
{
  g_autofree char *id = ccp_id_new ("req_");
  g_autoptr (CcpJson) error_body = NULL;
  CcpReplyHead head = { .status = 200, .request_id = id };

  g_return_if_fail (CCP_IS_CONNECTION (connection));

  if (refusal != NULL)
    {
      head.status = refusal->status;
      head.allow = refusal->allow;
      error_body = ccp_refusal_to_body (refusal, id);
      body = error_body;
    }
  ccp_request_log_write (ccp_connection_get_request (connection),
                         ccp_connection_get_began (connection),
                         id,
                         refusal);
  ccp_connection_begin_reply (connection, NULL, NULL, NULL);
  ccp_whole_reply_send (connection, head, body);
}
