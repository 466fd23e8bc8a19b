/* golden-compare.h: compares what was made with what a golden file expects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *golden_compare_find_difference (JsonNode *expected, JsonNode *actual);
JsonNode *golden_compare_coalesce (JsonNode *events);

G_END_DECLS
