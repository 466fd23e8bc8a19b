/* example-c-system-suffix.h: adds a text to the end of the system prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EXAMPLE_C_TYPE_SYSTEM_SUFFIX (example_c_system_suffix_get_type ())

G_DECLARE_FINAL_TYPE (ExampleCSystemSuffix,
                      example_c_system_suffix,
                      EXAMPLE_C,
                      SYSTEM_SUFFIX,
                      CcpSimpleTransformer)

G_END_DECLS
