/* prompt-text.h: a text that the configuration gives, or names the file of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: the param `text`, or what is in the file of the param `file`; one of them, and
 * not both, must be there */
char *prompt_text_read (CcpJson *params, GError **error);

G_END_DECLS
