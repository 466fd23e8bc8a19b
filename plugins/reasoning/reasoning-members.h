/* reasoning-members.h: members of a body that are set or removed together
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _ReasoningMembers ReasoningMembers;

ReasoningMembers *reasoning_members_new (void);
void reasoning_members_free (ReasoningMembers *self);
/* @name: static
 * @value: (transfer full) (nullable): NULL removes the member */
void reasoning_members_take (ReasoningMembers *self, const char *name, CcpJson *value);
/* Returns: (transfer full) (nullable): @body itself if it has all that already */
CcpJson *reasoning_members_apply (ReasoningMembers *self, CcpJson *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReasoningMembers, reasoning_members_free)

G_END_DECLS
