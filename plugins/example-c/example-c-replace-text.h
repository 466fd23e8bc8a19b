/* example-c-replace-text.h: replaces a text in answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EXAMPLE_C_TYPE_REPLACE_TEXT (example_c_replace_text_get_type ())

G_DECLARE_FINAL_TYPE (ExampleCReplaceText,
                      example_c_replace_text,
                      EXAMPLE_C,
                      REPLACE_TEXT,
                      CcpSimpleTransformer)

G_END_DECLS
