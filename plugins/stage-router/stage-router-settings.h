/* stage-router-settings.h: the settings of the router, read and ready for use
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-sheet.h"

G_BEGIN_DECLS

typedef struct
{
  StageRouterSheet *base;
  GHashTable *profiles; /* (element-type utf8 StageRouterSheet) */
  char *profile;        /* (nullable): the one that is used where a request names none */
} StageRouterSettings;

/* Reads what is there; what is wrong is said and left out. */
StageRouterSettings *stage_router_settings_new (const StageRouterReader *reader,
                                                const CcpJsonValue *value);
void stage_router_settings_free (StageRouterSettings *self);
/* @name: (nullable)
 * Returns: (nullable) */
const StageRouterSheet *
stage_router_settings_find_profile (const StageRouterSettings *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StageRouterSettings, stage_router_settings_free)

G_END_DECLS
