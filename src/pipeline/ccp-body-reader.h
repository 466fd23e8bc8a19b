/* ccp-body-reader.h: reads a whole body, up to a limit
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void ccp_body_reader_read_async (GInputStream *stream,
                                 gsize limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *ccp_body_reader_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
