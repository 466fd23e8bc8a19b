/* ccp-dbus-branch.h: objects of one kind, each with a name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CcpDBusBranch CcpDBusBranch;

/* @prefix: (not copied): where they are, one of those in ccp-dbus-names.h */
CcpDBusBranch *ccp_dbus_branch_new (GDBusObjectManagerServer *server, const char *prefix);
/* takes its objects from the bus */
void ccp_dbus_branch_free (CcpDBusBranch *self);

/* What is put between begin () and end () is all there is then: what was there and is
 * not put again goes. What is put again stays the object that it is, unless one of the
 * properties that never change is another: then it goes, and comes anew. */
void ccp_dbus_branch_begin (CcpDBusBranch *self);
void ccp_dbus_branch_put (CcpDBusBranch *self,
                          const char *name,
                          GDBusInterfaceSkeleton *interface);
void ccp_dbus_branch_end (CcpDBusBranch *self);

void ccp_dbus_branch_add (CcpDBusBranch *self,
                          const char *name,
                          GDBusInterfaceSkeleton *interface);
void ccp_dbus_branch_remove (CcpDBusBranch *self, const char *name);
/* Returns: (transfer none) (nullable) */
GDBusInterfaceSkeleton *ccp_dbus_branch_find (CcpDBusBranch *self, const char *name);
guint ccp_dbus_branch_get_length (CcpDBusBranch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpDBusBranch, ccp_dbus_branch_free)

G_END_DECLS
