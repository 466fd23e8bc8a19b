/* ccp-limits-text.h: what headers of a provider say of its limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @headers: of type a{ss}
 * Returns: what is left of how much: "requests 48/50, tokens 29.5 k/30.0 k"; empty if
 * they say nothing of the kind */
char *ccp_limits_text_format (GVariant *headers);

G_END_DECLS
