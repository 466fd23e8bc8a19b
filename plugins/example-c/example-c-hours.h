/* example-c-hours.h: another model at some hours of the day
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EXAMPLE_C_TYPE_HOURS (example_c_hours_get_type ())

G_DECLARE_FINAL_TYPE (ExampleCHours, example_c_hours, EXAMPLE_C, HOURS, CcpSimpleRouter)

/* what says how late it is
 * Returns: (transfer full) */
typedef GDateTime *(*ExampleCHoursClock) (void);

/* for tests, which have a time of their own */
void example_c_hours_set_clock (ExampleCHours *self, ExampleCHoursClock clock);

G_END_DECLS
