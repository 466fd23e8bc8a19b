/* scripted-stream.h: an input stream that does what a test tells it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TYPE_SCRIPTED_STREAM (scripted_stream_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedStream, scripted_stream, SCRIPTED, STREAM, GInputStream)

/* A stream that is not pollable is read by asynchronous reads. */
ScriptedStream *scripted_stream_new (gboolean pollable);
/* One read gives no more than one piece. With no piece left the stream blocks. */
void scripted_stream_add (ScriptedStream *self, const char *text);
void scripted_stream_end (ScriptedStream *self);
/* @error: (transfer full): given after all pieces */
void scripted_stream_fail (ScriptedStream *self, GError *error);
/* the last piece is given again and again */
void scripted_stream_repeat (ScriptedStream *self);
gsize scripted_stream_get_total (ScriptedStream *self);
guint scripted_stream_get_reads (ScriptedStream *self);

G_END_DECLS
