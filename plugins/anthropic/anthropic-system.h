/* anthropic-system.h: what the system says in places where not everybody takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

gboolean anthropic_system_is_one (const CcpJsonValue *message);
/* Returns: how many messages of the system stand before all others; 0 if there are no
 * others */
guint anthropic_system_count_leading (const CcpJsonValue *messages);
/* Returns: (transfer full) (nullable): @system, and what the first @n_leading of
 * @messages say, as one list; NULL if they say nothing */
CcpJson *anthropic_system_fold (const CcpJsonValue *system,
                                const CcpJsonValue *messages,
                                guint n_leading);
/* Returns: (transfer full) (nullable): a message of the user with what the system says;
 * NULL if it says nothing */
CcpJson *anthropic_system_remind (const CcpJsonValue *message);

G_END_DECLS
