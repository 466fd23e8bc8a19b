/* demo-sample.h: makes a value that fits a JSON schema
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Returns: (transfer full): the text of a JSON value; {} if there is no schema */
char *demo_sample_new (const CcpJsonValue *schema);

G_END_DECLS
