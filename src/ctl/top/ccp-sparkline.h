/* ccp-sparkline.h: a row of numbers as a small picture
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The highest of @values fills its line; what is not zero is seen.
 * @values: not negative, oldest first
 * @columns: how many of the last ones are shown; those that are not there are empty
 * Returns: one character for each column, "  ▁▄█" */
char *ccp_sparkline_format (const double *values, guint n_values, guint columns);

G_END_DECLS
