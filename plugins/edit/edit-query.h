/* edit-query.h: the query of a URL
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @value: (nullable): NULL to have no such parameter
 * Returns: the URL, in which the parameter has that value, once */
char *edit_query_set (const char *url, const char *name, const char *value);

G_END_DECLS
