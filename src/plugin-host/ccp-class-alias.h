/* ccp-class-alias.h: another name of a transformer, with params that come with it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-option-table.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *class_name; /* of the same plugin */
  CcpJson *params;  /* what comes with the name; an object */
  char *wrap; /* (nullable): the param that has all the params of an entry as its value */
  char *description; /* (nullable) */
} CcpClassAlias;

/* @group: "Alias NAME" of a .plugin file
 * Returns: (nullable) */
CcpClassAlias *ccp_class_alias_new_from_key_file (GKeyFile *file,
                                                  const char *group,
                                                  const char *name,
                                                  GError **error);
void ccp_class_alias_free (CcpClassAlias *self);
/* whether a transformer may be written so: letters, digits, dashes and underscores */
gboolean ccp_class_alias_is_name (const char *text);
/* @table: (nullable): what the class takes
 * Returns: whether what comes with the name is among it */
gboolean
ccp_class_alias_check (const CcpClassAlias *self, CcpOptionTable *table, GError **error);
/* @params: of an entry; they go before those of the alias
 * Returns: (transfer full): what the class is given */
CcpJson *ccp_class_alias_apply (const CcpClassAlias *self, CcpJson *params);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpClassAlias, ccp_class_alias_free)

G_END_DECLS
