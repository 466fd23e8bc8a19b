/* server-fixture.c: a server on a port of its own, with a fake runner behind it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "server-fixture.h"

ServerFixture *
server_fixture_new (void)
{
  ServerFixture *self = g_new0 (ServerFixture, 1);

  self->runner = fake_runner_new ();
  self->settings = ccp_server_settings_new ();
  return self;
}

void
server_fixture_listen (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) uris = NULL;

  self->server = ccp_server_new (CCP_RUNNER (self->runner), self->settings);
  ccp_server_listen (self->server, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  uris = ccp_server_get_uris (self->server);
  self->uri = g_strdup (uris[0]);
}

/* what is freed late would be missed by a leak checker that looks too early */
void
server_fixture_free (ServerFixture *self)
{
  if (self->server != NULL)
    ccp_server_close (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (self->server != NULL)
    g_assert_cmpuint (ccp_server_get_in_flight (self->server), ==, 0);
  g_clear_object (&self->server);
  g_clear_object (&self->runner);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);
  g_clear_pointer (&self->uri, g_free);
  g_free (self);
}

RawReply *
server_fixture_exchange (ServerFixture *self, const char *bytes, gssize length)
{
  g_autoptr (RawClient) client = raw_client_new (self->uri);

  raw_client_send (client, bytes, length);
  return raw_client_read_reply (client, FALSE);
}

void
server_fixture_assert_error (RawReply *reply, guint status, const char *type)
{
  g_autofree char *id = raw_client_get_header (reply, "request-id");
  g_autofree char *content_type = raw_client_get_header (reply, "content-type");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (reply->body->str, -1, NULL);
  CcpJsonValue root;
  CcpJsonValue value;

  g_assert_true (reply->complete);
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (content_type, ==, "application/json");
  g_assert_nonnull (body);
  ccp_json_get_root (body, &root);
  value = ccp_json_value_member (&root, "request_id");
  g_assert_true (ccp_json_value_equals_string (&value, id));
  value = ccp_json_value_member (&root, "error");
  value = ccp_json_value_member (&value, "type");
  g_assert_true (ccp_json_value_equals_string (&value, type));
}
