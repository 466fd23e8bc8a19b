/* edit-condition.h: when something is to be done
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-document.h"

G_BEGIN_DECLS

typedef struct _EditCondition EditCondition;

/* @value: a mapping that lives as long as the condition
 * Returns: (nullable) */
EditCondition *
edit_condition_new (const CcpJsonValue *value, const char *place, GError **error);
void edit_condition_free (EditCondition *self);
/* @event: (nullable): the name of the event, if there is one */
gboolean edit_condition_holds (const EditCondition *self,
                               CcpExchange *exchange,
                               const char *event,
                               EditDocument *document);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditCondition, edit_condition_free)

G_END_DECLS
