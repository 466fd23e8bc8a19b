/* gemini-safety.h: how strictly Google filters
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-request.h"

G_BEGIN_DECLS

/* Checks the option safety of a provider. Returns: FALSE with an error of the domain
 * CCP_ERROR */
gboolean gemini_safety_check (CcpJson *settings, GError **error);
/* Writes safetySettings, if the configuration has any */
void gemini_safety_write (GeminiRequest *request);

G_END_DECLS
