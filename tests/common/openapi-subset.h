/* openapi-subset.h: which schemas the proto form of Gemini takes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Aborts if there is one word too much in a schema (protocol D.3) */
void openapi_subset_check (const CcpJsonValue *schema);

G_END_DECLS
