/* edit-walk.h: finds the places in a document that a path leads to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-document.h"

G_BEGIN_DECLS

/* A place on the way. To look costs nothing but the look: a spot becomes a node only
 * where something is to change. */
typedef struct _EditSpot EditSpot;

/* Returns: whether that was enough */
typedef gboolean (*EditVisit) (EditDocument *document, EditSpot *spot, gpointer data);

/* from @start, calls @visit for what the steps from @first to before @end lead to;
 * nothing may be changed meanwhile Returns: whether a call has returned TRUE */
gboolean edit_walk_visit (EditDocument *document,
                          EditNode *start,
                          const CcpJsonStretch *stretch,
                          EditVisit visit,
                          gpointer data);
/* the same from a value of which no node is needed; there is no document then */
gboolean edit_walk_read (const CcpJsonValue *value,
                         const CcpJsonPath *path,
                         EditVisit visit,
                         gpointer data);
/* Returns: (element-type EditNode): the same places as nodes */
GPtrArray *edit_walk_collect (EditDocument *document,
                              EditNode *start,
                              const CcpJsonStretch *stretch);
/* the same, but objects are made where a member is missing and only members follow */
GPtrArray *
edit_walk_reach (EditDocument *document, EditNode *start, const CcpJsonStretch *stretch);
/* Returns: the value, as it is if that is not a container */
CcpJsonValue edit_spot_get_value (const EditSpot *self);

G_END_DECLS
