/* ccp-module-trial.h: loads a module in a process of its own first
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CCP_MODULE_TRIAL_HELPER "ccproxy-plugin-trial"

/* how the helper ends: with what is wrong on its standard output, or with the types that
 * were registered, with commas between them */
#define CCP_MODULE_TRIAL_GOOD 0
#define CCP_MODULE_TRIAL_REFUSED 3

/* @helper: the program that loads it
 * @timeout: milliseconds
 * Returns: (nullable): the types */
char *ccp_module_trial_run (const char *helper,
                            const char *module,
                            const char *plugin,
                            guint timeout,
                            GError **error);

G_END_DECLS
