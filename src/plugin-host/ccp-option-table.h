/* ccp-option-table.h: the settings that a plugin has, or one of its classes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-option-spec.h"

G_BEGIN_DECLS

typedef struct _CcpOptionTable CcpOptionTable;

/* @what: what its entries are called in errors: "option" or "param" */
CcpOptionTable *ccp_option_table_new (const char *what);
/* one that has the entries of others, which must outlive it */
CcpOptionTable *ccp_option_table_new_joined (const char *what);
/* @self: a joined one; what it has already goes before the entries of @other */
void ccp_option_table_join (CcpOptionTable *self, CcpOptionTable *other);
void ccp_option_table_free (CcpOptionTable *self);
void ccp_option_table_take (CcpOptionTable *self, CcpOptionSpec *spec);
/* Returns: (nullable) (transfer none) */
const CcpOptionSpec *ccp_option_table_find (CcpOptionTable *self, const char *name);
guint ccp_option_table_get_length (CcpOptionTable *self);
const CcpOptionSpec *ccp_option_table_get (CcpOptionTable *self, guint index);
/* Returns: (nullable): what was probably meant with a name that is not in the table */
const char *ccp_option_table_guess (CcpOptionTable *self, const char *name);
/* what is wrong with a name that is not in the table */
char *ccp_option_table_describe_unknown (CcpOptionTable *self, const char *name);
/* Returns: @options, and what @facts say of others in the table */
CcpJson *
ccp_option_table_add_facts (CcpOptionTable *self, CcpJson *options, CcpJson *facts);
/* Checks the layers and puts them together: of what is in more than one, the last counts.
 * What is in none has its default.
 * @layers: (array zero-terminated=1): objects */
CcpJson *
ccp_option_table_complete (CcpOptionTable *self, CcpJson *const *layers, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpOptionTable, ccp_option_table_free)

G_END_DECLS
