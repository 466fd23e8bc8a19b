/* edit-source.h: where in a provider's answer something is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-condition.h"

G_BEGIN_DECLS

/* what is looked at */
typedef struct
{
  CcpExchange *exchange;
  const char *event; /* (nullable): its name, if it is an event */
  EditDocument *document;
} EditScene;

typedef void (*EditTake) (const CcpJsonValue *value, gpointer data);

typedef struct _EditSource EditSource;

/* @value: paths and mappings such as {at: /text, when: {…}}, one or a list of them
 * Returns: (nullable) */
EditSource *
edit_source_new (const CcpJsonValue *value, const char *place, GError **error);
void edit_source_free (EditSource *self);
/* calls @take for each value of the first of the places at which there is any; `null` is
 * none
 * @self: (nullable): NULL is nowhere
 * Returns: whether there was one */
gboolean edit_source_read (const EditSource *self,
                           const EditScene *scene,
                           EditTake take,
                           gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditSource, edit_source_free)

G_END_DECLS
