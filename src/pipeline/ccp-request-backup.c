/* ccp-request-backup.c: an HTTP request as it was
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-backup"

#include "ccp-request-backup.h"

struct _CcpRequestBackup
{
  char *method;
  char *url;
  CcpHeaders *headers;
  CcpJson *body;    /* (nullable) */
  char *key_header; /* (nullable) */
  char *key_prefix; /* (nullable) */
  gboolean forwards_credentials;
};

static void
copy_headers (CcpHeaders *headers, CcpHeaders *from)
{
  for (guint i = 0; i < ccp_headers_get_length (from); i++)
    ccp_headers_append (headers,
                        ccp_headers_get_name (from, i),
                        ccp_headers_get_value (from, i));
}

static void
clear_headers (CcpHeaders *headers)
{
  while (ccp_headers_get_length (headers) > 0)
    {
      g_autofree char *name = g_strdup (ccp_headers_get_name (headers, 0));

      ccp_headers_remove (headers, name);
    }
}

CcpRequestBackup *
ccp_request_backup_new (CcpUpstreamRequest *request)
{
  CcpRequestBackup *self = NULL;

  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (request), NULL);

  self = g_new0 (CcpRequestBackup, 1);
  self->method = g_strdup (ccp_upstream_request_get_method (request));
  self->url = g_strdup (ccp_upstream_request_get_url (request));
  self->headers = ccp_headers_new ();
  copy_headers (self->headers, ccp_upstream_request_get_headers (request));
  self->body = ccp_upstream_request_get_body (request);
  if (self->body != NULL)
    ccp_json_ref (self->body);
  self->key_header = g_strdup (ccp_upstream_request_get_key_header (request));
  self->key_prefix = g_strdup (ccp_upstream_request_get_key_prefix (request));
  self->forwards_credentials = ccp_upstream_request_get_forwards_credentials (request);
  return self;
}

void
ccp_request_backup_free (CcpRequestBackup *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->key_header, g_free);
  g_clear_pointer (&self->key_prefix, g_free);
  g_free (self);
}

void
ccp_request_backup_restore (CcpRequestBackup *self, CcpUpstreamRequest *request)
{
  CcpHeaders *headers = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (request));

  headers = ccp_upstream_request_get_headers (request);
  clear_headers (headers);
  copy_headers (headers, self->headers);
  ccp_upstream_request_set_method (request, self->method);
  ccp_upstream_request_set_url (request, self->url);
  ccp_upstream_request_set_body (request, self->body);
  ccp_upstream_request_set_key_header (request, self->key_header, self->key_prefix);
  ccp_upstream_request_set_forwards_credentials (request, self->forwards_credentials);
}
