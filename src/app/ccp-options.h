/* ccp-options.h: the command line of ccproxyd
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *config;  /* (nullable) */
  char **listen; /* (nullable): instead of the configuration's */
  char *profile; /* (nullable): instead of the configuration's */
  gboolean check;
  gboolean no_bus;
  gboolean verbose;
  gboolean version;
} CcpOptions;

CcpOptions *ccp_options_parse (int *argc, char ***argv, GError **error);
void ccp_options_free (CcpOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpOptions, ccp_options_free)

G_END_DECLS
