/* ccp-units.h: numbers as people read them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: "812", "12.3 k", "345 k", "1.2 M" */
char *ccp_units_format_count (guint64 count);
/* Returns: "85 ms", "1.4 s", "3 min 5 s", "2 h 10 min", "3 d 4 h" */
char *ccp_units_format_duration (gint64 microseconds);
/* The clock is a parameter; both are in microseconds since 1970.
 * Returns: "just now", "12 s ago", "3 min ago" */
char *ccp_units_format_age (gint64 then, gint64 now);
/* Returns: "$12.30", with more digits for less than a tenth of a dollar */
char *ccp_units_format_cost (double dollars);

G_END_DECLS
