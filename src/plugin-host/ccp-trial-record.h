/* ccp-trial-record.h: remembers which modules have been tried
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a module is known by: version of the host, file and its state. A module that has
 * changed in any way is another one.
 * Returns: (nullable): NULL if the file is not there */
char *ccp_trial_record_identify (const char *module);
/* @path: of the record
 * @types: (out): (nullable): what the module has registered
 * Returns: whether the module is in the record */
gboolean ccp_trial_record_find (const char *path, const char *identity, char **types);
/* As well as it can: a module that is not remembered is tried again. */
void ccp_trial_record_add (const char *path, const char *identity, const char *types);

G_END_DECLS
