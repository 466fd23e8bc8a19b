/* ccp-attention.h: what a person must know and do something about
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-notifier.h"
#include "ccp-provider-states.h"

G_BEGIN_DECLS

#define CCP_TYPE_ATTENTION (ccp_attention_get_type ())

/* Notifies of a provider that refuses its key or has no credit, until it answers or
 * somebody pauses it, and of a configuration that could not be used, until one can. It
 * does what the person chooses; the signal "reload" asks for the configuration to be read
 * again. */
G_DECLARE_FINAL_TYPE (CcpAttention, ccp_attention, CCP, ATTENTION, GObject)

/* @bus: the session's, for the file manager */
CcpAttention *
ccp_attention_new (CcpNotifier *notifier, CcpDesktopBus *bus, CcpProviderStates *states);
/* The configuration was read again.
 * @ok: whether it is in use
 * @path: (nullable): the file */
void ccp_attention_note_reload (CcpAttention *self, gboolean ok, const char *path);

G_END_DECLS
