/* ccp-server-probe.c: asks a server on this machine which models it has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-server-probe"

#include "ccp-server-probe.h"

#include <glib/gi18n.h>

#include "ccp-body-reader.h"
#include "ccp-json5-parser.h"
#include "ccp-known-provider.h"
#include "ccp-soup-transport.h"

#define MAX_BODY (1u << 20)
#define MAX_MODELS 200
#define STATUS_OK 200

typedef struct
{
  CcpTransport *transport;
  GCancellable *cancellable; /* fires when there has been time enough */
  GCancellable *outer;       /* (nullable) */
  gulong handler;
  guint timer;
} Probe;

static void
free_probe (gpointer data)
{
  Probe *self = data;

  if (self->timer != 0)
    g_source_remove (self->timer);
  g_cancellable_disconnect (self->outer, self->handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transport);
  g_free (self);
}

static gboolean
end_time (gpointer data)
{
  Probe *self = data;

  self->timer = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
pass_on (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

static JsonArray *
find_list (JsonNode *root)
{
  JsonNode *data = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  data = json_object_get_member (json_node_get_object (root), "data");
  return data != NULL && JSON_NODE_HOLDS_ARRAY (data) ? json_node_get_array (data) : NULL;
}

/* Returns: (nullable): the id of an entry */
static const char *
get_id (JsonNode *entry)
{
  JsonNode *id = NULL;

  if (JSON_NODE_HOLDS_OBJECT (entry))
    id = json_object_get_member (json_node_get_object (entry), "id");
  return id != NULL && json_node_get_value_type (id) == G_TYPE_STRING
             ? json_node_get_string (id)
             : NULL;
}

static char **
read_models (GBytes *body)
{
  g_autoptr (GStrvBuilder) models = g_strv_builder_new ();
  g_autoptr (JsonNode) root = ccp_json5_parser_run (body, NULL);
  JsonArray *list = find_list (root);
  guint length = list != NULL ? MIN (json_array_get_length (list), MAX_MODELS) : 0;

  for (guint i = 0; i < length; i++)
    {
      const char *id = get_id (json_array_get_element (list, i));

      if (id != NULL && *id != '\0')
        g_strv_builder_add (models, id);
    }
  return g_strv_builder_end (models);
}

static void
read_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GBytes) body = ccp_body_reader_read_finish (result, &error);
  g_auto (GStrv) models = NULL;

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  models = read_models (body);
  if (*models == NULL)
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_NOT_FOUND,
                             _ ("it has no models"));
  else
    g_task_return_pointer (task, g_steal_pointer (&models), (GDestroyNotify) g_strfreev);
}

static void
send_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Probe *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CcpUpstreamResponse) response =
      ccp_transport_send_finish (CCP_TRANSPORT (source), result, &error);

  if (response == NULL)
    g_task_return_error (task, error);
  else if (ccp_upstream_response_get_status (response) != STATUS_OK)
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_NOT_FOUND,
                             _ ("it answers with status %u"),
                             ccp_upstream_response_get_status (response));
  else
    ccp_body_reader_read_async (ccp_upstream_response_get_body (response),
                                MAX_BODY,
                                self->cancellable,
                                read_done,
                                g_steal_pointer (&task));
}

static Probe *
create_probe (GCancellable *outer)
{
  Probe *self = g_new0 (Probe, 1);

  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add (CCP_SERVER_PROBE_TIMEOUT, end_time, self);
  g_set_object (&self->outer, outer);
  if (outer != NULL)
    self->handler =
        g_cancellable_connect (outer, G_CALLBACK (pass_on), self->cancellable, NULL);
  return self;
}

void
ccp_server_probe_run_async (const char *base,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  CcpSoupTransportSettings settings = { .connect_timeout = CCP_SERVER_PROBE_TIMEOUT,
                                        .head_timeout = CCP_SERVER_PROBE_TIMEOUT,
                                        .idle_timeout = CCP_SERVER_PROBE_TIMEOUT };
  g_autofree char *url = NULL;
  g_autoptr (CcpUpstreamRequest) request = NULL;
  GError *error = NULL;
  Probe *self = NULL;

  g_return_if_fail (base != NULL);

  g_task_set_source_tag (task, ccp_server_probe_run_async);
  if (!ccp_known_provider_is_local (base))
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               G_IO_ERROR_INVALID_ARGUMENT,
                               _ ("it is not on this machine"));
      return;
    }
  self = create_probe (cancellable);
  g_task_set_task_data (task, self, free_probe);
  self->transport = ccp_soup_transport_new (base, &settings, &error);
  if (self->transport == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  url = g_strconcat (base, "/models", NULL);
  request = ccp_upstream_request_new ("GET", url);
  ccp_transport_send_async (self->transport,
                            request,
                            NULL,
                            self->cancellable,
                            send_done,
                            g_steal_pointer (&task));
}

char **
ccp_server_probe_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
