/* sse-reader.h: the plainest reader of server-sent events, to compare with
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

/* Returns: (transfer full): for each event its name, a NUL, the length of its data as
 * text, a NUL and the data */
GString *sse_reader_read (const char *bytes, gsize length);
void
sse_reader_note (GString *out, const char *name, const char *data, gsize data_length);
