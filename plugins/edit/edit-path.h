/* edit-path.h: an address in a JSON document, such as /messages/0 or $..text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define EDIT_PATH_MAX_LENGTH 1024
#define EDIT_PATH_MAX_STEPS 32

typedef struct
{
  char *name;         /* (nullable): of a member */
  gint64 index;       /* of an element, from the end if it is negative */
  gboolean has_index; /* a pointer's "0" may be either */
  gboolean is_each;   /* every member or element */
  gboolean is_append; /* behind the last element */
  gboolean descends;  /* a member of that name at any depth */
} EditStep;

typedef struct _EditPath EditPath;

/* some of the steps of a path */
typedef struct
{
  const EditPath *path;
  guint first;
  guint end; /* the step before which it ends */
} EditStretch;

/* @text: a JSON Pointer (RFC 6901) in which "*" is every member or element, or, if it
 * starts with "$", names, indices, wildcards and "..name" of JSONPath (RFC 9535)
 * Returns: (nullable) */
EditPath *edit_path_new (const char *text, GError **error);
void edit_path_free (EditPath *self);
guint edit_path_get_length (const EditPath *self); /* 0 is the whole document */
const EditStep *edit_path_get_step (const EditPath *self, guint index);
EditStretch edit_path_get_all (const EditPath *self);
EditStretch edit_path_get_parent (const EditPath *self); /* all but the last step */
/* Returns: whether one of these steps can lead to more than one place */
gboolean edit_path_is_many (const EditPath *self, guint first, guint end);
/* Returns: how many steps the two have in common */
guint edit_path_count_common (const EditPath *self, const EditPath *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditPath, edit_path_free)

G_END_DECLS
