/* ccp-log-writer.h: where the log goes and how it looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To the journal with its fields when standard error is the journal, else to standard
 * error, a line a message. @verbose: also what is only informative */
void ccp_log_writer_install (gboolean verbose);

G_END_DECLS
