/* ccp-secret-look.h: what looks like a secret, for those who show or judge a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* whether what is written under such a key, or in such a header, is a secret */
gboolean ccp_secret_look_is_name (const char *name);
/* Returns: how many bytes at the start of @text look like a key of a provider, 0 if none
 * do; they are ASCII */
gsize ccp_secret_look_measure (const char *text);

G_END_DECLS
