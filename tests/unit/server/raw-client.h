/* raw-client.h: a client that sends bytes as they are, and reads what comes back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GSocket *socket;
  GSource *source; /* (nullable): while it reads */
  GString *input;
  gboolean eof;
} RawClient;

typedef struct
{
  guint status;
  char *head;
  GString *body; /* without its framing */
  gboolean complete;
} RawReply;

/* @uri: as of ccp_server_get_uris () */
RawClient *raw_client_new (const char *uri);
void raw_client_free (RawClient *self);
/* waits until all of it is taken */
void raw_client_send (RawClient *self, const char *bytes, gssize length);
/* a request with a body, or without one if @body is NULL */
void raw_client_request (RawClient *self,
                         const char *method,
                         const char *path,
                         const char *fields,
                         const char *body);
void raw_client_set_reading (RawClient *self, gboolean reading);
/* the next reply; complete is FALSE if it was cut off, or did not come in 10 s */
RawReply *raw_client_read_reply (RawClient *self, gboolean is_head);
gboolean raw_client_wait_eof (RawClient *self, guint milliseconds);
/* lets the main loop run */
void raw_client_run_for (guint milliseconds);
/* lets it run until @value is @expected; FALSE after 10 s */
gboolean raw_client_run_until (const guint *value, guint expected);

void raw_client_reply_free (RawReply *reply);
/* Returns: (transfer full) (nullable) */
char *raw_client_get_header (RawReply *reply, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawClient, raw_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawReply, raw_client_reply_free)

G_END_DECLS
