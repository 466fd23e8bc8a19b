/* ccp-fields.h: lines of a name and what it is, below each other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CcpFields CcpFields;

CcpFields *ccp_fields_new (void);
void ccp_fields_free (CcpFields *self);
/* @name: in the language of the user
 * @format: of the value, which is one line */
void ccp_fields_add (CcpFields *self, const char *name, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* Appends a line for each, in their order. The values begin in one column, which is the
 * same as that of other lists of the same @width unless a name has more columns.
 * @indent: what stands before each line */
void ccp_fields_print (CcpFields *self, const char *indent, guint width, GString *text);

/* Appends @text, and spaces until it has @width columns of a terminal, as printf cannot:
 * it counts bytes */
void ccp_fields_pad (GString *line, const char *text, guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpFields, ccp_fields_free)

G_END_DECLS
