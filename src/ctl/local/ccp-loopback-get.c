/* ccp-loopback-get.c: gets a JSON document from a server on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-loopback-get"

#include "ccp-loopback-get.h"

#include "ccp-body-reader.h"
#include "ccp-soup-transport.h"

#define STATUS_OK 200
#define MAX_BODY (1u << 20)
#define ORIGIN "http://127.0.0.1:%u"

static void
read_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = ccp_body_reader_read_finish (result, &error);
  g_autoptr (CcpJson) json = body != NULL ? ccp_json_new_from_bytes (body, &error) : NULL;
  CcpJsonValue root;

  if (json == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ccp_json_get_root (json, &root);
  if (ccp_json_value_is_object (&root))
    g_task_return_pointer (task,
                           g_steal_pointer (&json),
                           (GDestroyNotify) ccp_json_unref);
  else
    /* lint: allow translations: nobody is shown it */
    g_task_return_new_error (task, CCP_ERROR, CCP_ERROR_JSON, "it is not an object");
}

static void
send_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (CcpUpstreamResponse) response =
      ccp_transport_send_finish (CCP_TRANSPORT (source), result, &error);

  if (response == NULL)
    g_task_return_error (task, error);
  else if (ccp_upstream_response_get_status (response) != STATUS_OK)
    g_task_return_new_error (task,
                             CCP_ERROR,
                             CCP_ERROR_NOT_FOUND,
                             /* lint: allow translations: nobody is shown it */
                             "the status is %u",
                             ccp_upstream_response_get_status (response));
  else
    ccp_body_reader_read_async (ccp_upstream_response_get_body (response),
                                MAX_BODY,
                                cancellable,
                                read_done,
                                g_steal_pointer (&task));
}

CcpTransport *
ccp_loopback_get_create_transport (guint16 port, guint milliseconds, GError **error)
{
  g_autofree char *origin = g_strdup_printf (ORIGIN, port);
  CcpSoupTransportSettings settings = { .connect_timeout = milliseconds,
                                        .head_timeout = milliseconds,
                                        .idle_timeout = milliseconds };

  return ccp_soup_transport_new (origin, &settings, error);
}

void
ccp_loopback_get_async (CcpTransport *transport,
                        guint16 port,
                        const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CcpUpstreamRequest) request = NULL;
  g_autofree char *url = NULL;

  g_return_if_fail (CCP_IS_TRANSPORT (transport));
  g_return_if_fail (path != NULL);

  task = g_task_new (transport, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_loopback_get_async);
  url = g_strdup_printf (ORIGIN "%s", port, path);
  request = ccp_upstream_request_new ("GET", url);
  ccp_transport_send_async (transport,
                            request,
                            NULL,
                            cancellable,
                            send_done,
                            g_steal_pointer (&task));
}

CcpJson *
ccp_loopback_get_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
