/* ccp-simple-call.h: what the calls of plain methods have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @reason: (transfer full) (nullable): what a method of the plugin has set; if that is
 * nothing, the plugin is at fault */
void
ccp_simple_call_fail (gpointer self, const char *method, GError *reason, GError **error);
/* @found: (transfer full) (nullable): what the method gave. @reason: (transfer full)
 * (nullable): why it gave nothing */
void ccp_simple_call_return (GTask *task,
                             gpointer found,
                             GDestroyNotify destroy,
                             GError *reason);
gpointer ccp_simple_call_finish (gpointer self, GAsyncResult *result, GError **error);

G_END_DECLS
