/* fake-transport.h: a transport that answers what a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transport-factory.h"

G_BEGIN_DECLS

#define FAKE_TYPE_TRANSPORT (fake_transport_get_type ())

/* It is the factory of itself. */
G_DECLARE_FINAL_TYPE (FakeTransport, fake_transport, FAKE, TRANSPORT, GObject)

FakeTransport *fake_transport_new (void);
/* The next request that has no answer yet is answered so. With none left it waits. */
void fake_transport_answer (FakeTransport *self,
                            guint status,
                            const char *content_type,
                            GInputStream *body);
/* @body: all of it */
void fake_transport_answer_text (FakeTransport *self,
                                 guint status,
                                 const char *content_type,
                                 const char *body);
/* @error: (transfer full) */
void fake_transport_fail (FakeTransport *self, GError *error);

guint fake_transport_count_sent (FakeTransport *self);
guint fake_transport_count_cancelled (FakeTransport *self);
/* Returns: (nullable): of the last request */
const char *fake_transport_get_key (FakeTransport *self);
CcpUpstreamRequest *fake_transport_get_request (FakeTransport *self);
/* Returns: the body of the last request, as text */
char *fake_transport_dup_body (FakeTransport *self);

G_END_DECLS
