/* ccp-draft.h: a configuration that is being made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-import-report.h"
#include "ccp-preset-store.h"
#include "ccp-yaml-node.h"

G_BEGIN_DECLS

typedef struct _CcpDraft CcpDraft;

/* @environment: as of g_get_environ (); it must outlive the draft */
CcpDraft *ccp_draft_new (const char *const *environment);
void ccp_draft_free (CcpDraft *self);
CcpYamlNode *ccp_draft_get_root (CcpDraft *self);
CcpImportReport *ccp_draft_get_report (CcpDraft *self);
CcpPresetStore *ccp_draft_get_presets (CcpDraft *self);
const char *const *ccp_draft_get_environment (CcpDraft *self);
/* what is added from now on has names of its own, as in another file; those of the first
 * file are still known
 * @scope: (nullable) */
void ccp_draft_set_scope (CcpDraft *self, const char *scope);
/* Returns: a name like @wanted that no provider has and that is one */
char *ccp_draft_choose_name (CcpDraft *self, const char *wanted);
/* @origin: what it was called in the file that is read; the first of a name is meant
 * @name: of ccp_draft_choose_name ()
 * @node: (transfer full): a mapping */
void ccp_draft_add_provider (CcpDraft *self,
                             const char *origin,
                             const char *name,
                             CcpYamlNode *node);
guint ccp_draft_get_n_providers (CcpDraft *self);
/* Returns: (nullable): the mapping; of the scope alone */
CcpYamlNode *ccp_draft_find_provider (CcpDraft *self, const char *origin);
/* @owner: of ccp_draft_find_owner () */
CcpYamlNode *ccp_draft_find_provider_exactly (CcpDraft *self, const char *owner);
/* a model of the provider that is routed to in another way than by its name */
void ccp_draft_set_target (CcpDraft *self,
                           const char *origin,
                           const char *model,
                           const char *target);
/* Returns: (nullable): "provider,model" as the configuration calls it; NULL if there is
 * no such provider. A model that the provider does not list yet is added, if its name is
 * not one of the client's own. */
char *ccp_draft_dup_target (CcpDraft *self, const char *origin, const char *model);
/* Returns: (nullable): the target of the first model of the first provider */
char *ccp_draft_dup_first_target (CcpDraft *self);
/* Returns: (nullable): the provider, as it was called, that lists @model */
const char *ccp_draft_find_owner (CcpDraft *self, const char *model);
/* whether Claude Code names it by itself. As a model of the configuration it would be
 * chosen by every such request, in place of the default. */
gboolean ccp_draft_is_clients_own (const char *model);
/* @title: the first lines of the file
 * @error: if it became larger than a configuration may be
 * Returns: (nullable): the file */
char *ccp_draft_render (CcpDraft *self, const char *title, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpDraft, ccp_draft_free)

G_END_DECLS
