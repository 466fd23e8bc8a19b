/* ccp-reply.c: what the client is answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-reply"

#include "ccp-reply.h"

struct _CcpReply
{
  GObject parent_instance;

  guint status;
  CcpHeaders *headers;
  CcpJson *body;          /* (nullable) */
  CcpEventSource *events; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CcpReply, ccp_reply, G_TYPE_OBJECT)

static void
ccp_reply_finalize (GObject *object)
{
  CcpReply *self = CCP_REPLY (object);

  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_object (&self->events);

  G_OBJECT_CLASS (ccp_reply_parent_class)->finalize (object);
}

static void
ccp_reply_class_init (CcpReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_reply_finalize;
}

static void
ccp_reply_init (CcpReply *self)
{
  self->headers = ccp_headers_new ();
}

CcpReply *
ccp_reply_new (guint status, CcpJson *body)
{
  CcpReply *self = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_object_new (CCP_TYPE_REPLY, NULL);
  self->status = status;
  self->body = ccp_json_ref (body);
  return self;
}

CcpReply *
ccp_reply_new_stream (CcpEventSource *events)
{
  CcpReply *self = NULL;

  g_return_val_if_fail (CCP_IS_EVENT_SOURCE (events), NULL);

  self = g_object_new (CCP_TYPE_REPLY, NULL);
  self->status = 200;
  self->events = g_object_ref (events);
  return self;
}

CcpReply *
ccp_reply_new_error (const GError *error, const char *request_id)
{
  g_autoptr (CcpJson) body = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  body = ccp_error_to_body (error, request_id);
  return ccp_reply_new (ccp_error_get_http_status (ccp_error_code_of (error)), body);
}

void
ccp_reply_set_retry_after (CcpReply *self, guint64 milliseconds)
{
  g_autofree char *seconds = NULL;

  g_return_if_fail (CCP_IS_REPLY (self));

  if (milliseconds == 0)
    return;
  seconds = g_strdup_printf ("%" G_GUINT64_FORMAT,
                             milliseconds / 1000 + (milliseconds % 1000 != 0 ? 1 : 0));
  ccp_headers_set (self->headers, "retry-after", seconds);
}

guint
ccp_reply_get_status (CcpReply *self)
{
  g_return_val_if_fail (CCP_IS_REPLY (self), 0);

  return self->status;
}

CcpHeaders *
ccp_reply_get_headers (CcpReply *self)
{
  g_return_val_if_fail (CCP_IS_REPLY (self), NULL);

  return self->headers;
}

CcpJson *
ccp_reply_get_body (CcpReply *self)
{
  g_return_val_if_fail (CCP_IS_REPLY (self), NULL);

  return self->body;
}

CcpEventSource *
ccp_reply_get_events (CcpReply *self)
{
  g_return_val_if_fail (CCP_IS_REPLY (self), NULL);

  return self->events;
}
