/* fake-upstream.h: a provider that says byte by byte what a test wants
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

typedef struct _FakeUpstream FakeUpstream;
typedef struct _FakePeer FakePeer; /* one accepted connection */

/* Called for each whole request. @request is its text, @number counts from 1 over all
 * connections. */
typedef void (*FakeServe) (FakePeer *peer,
                           const char *request,
                           guint number,
                           gpointer user_data);

FakeUpstream *fake_upstream_new (FakeServe serve, gpointer user_data);
FakeUpstream *
fake_upstream_new_tls (GTlsCertificate *certificate, FakeServe serve, gpointer user_data);
void fake_upstream_free (FakeUpstream *self);
char *fake_upstream_get_url (FakeUpstream *self, const char *path);
guint16 fake_upstream_get_port (FakeUpstream *self);
guint fake_upstream_count_connections (FakeUpstream *self);
guint fake_upstream_count_requests (FakeUpstream *self);
guint fake_upstream_count_closed (FakeUpstream *self);
const char *fake_upstream_get_last_request (FakeUpstream *self);
gboolean fake_upstream_sees_end (FakeUpstream *self);

void fake_upstream_send (FakePeer *peer, const char *text);
void fake_upstream_send_bytes (FakePeer *peer, const void *bytes, gsize length);
void fake_upstream_close (FakePeer *peer);
void fake_upstream_reset (FakePeer *peer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeUpstream, fake_upstream_free)
