/* server-fixture.h: a server on a port of its own, with a fake runner behind it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-server.h"
#include "fake-runner.h"
#include "raw-client.h"

G_BEGIN_DECLS

#define MESSAGE                                                                          \
  "{\"model\":\"small\",\"max_tokens\":9,\"messages\":"                                  \
  "[{\"role\":\"user\",\"content\":\"hi\"}]}"
#define STREAM                                                                           \
  "{\"model\":\"small\",\"max_tokens\":9,\"stream\":true,\"messages\":"                  \
  "[{\"role\":\"user\",\"content\":\"hi\"}]}"

typedef struct
{
  FakeRunner *runner;
  CcpServer *server;
  CcpServerSettings *settings; /* to be changed before server_fixture_listen () */
  char *uri;
} ServerFixture;

ServerFixture *server_fixture_new (void);
void server_fixture_listen (ServerFixture *self);
void server_fixture_free (ServerFixture *self);
/* sends bytes on a connection of their own; the first reply to them */
RawReply *server_fixture_exchange (ServerFixture *self, const char *bytes, gssize length);
void server_fixture_assert_error (RawReply *reply, guint status, const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerFixture, server_fixture_free)

G_END_DECLS
