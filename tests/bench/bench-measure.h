/* bench-measure.h: how long work on a text takes, and what json-glib takes for it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

/* Returns: something that depends on what was done, so that it is not left out */
typedef gsize (*BenchWork) (const char *text, gsize length);

double bench_measure (BenchWork work, const char *text, gsize length);
gsize bench_measure_tree (const char *text, gsize length);
