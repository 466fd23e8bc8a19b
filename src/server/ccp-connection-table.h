/* ccp-connection-table.h: all connections that are open
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-connection.h"

G_BEGIN_DECLS

#define CCP_TYPE_CONNECTION_TABLE (ccp_connection_table_get_type ())

/* Keeps their deadlines, and their number below a limit: the one that has waited longest
 * for a request makes room. */
G_DECLARE_FINAL_TYPE (CcpConnectionTable,
                      ccp_connection_table,
                      CCP,
                      CONNECTION_TABLE,
                      GObject)

typedef CcpRefusal *(*CcpConnectionCheckFunc) (CcpConnection *connection,
                                               const CcpRequestHead *head,
                                               gpointer user_data);

/* see CcpConnectionHooks */
CcpConnectionTable *ccp_connection_table_new (CcpServerSettings *settings,
                                              CcpConnectionCheckFunc check,
                                              CcpConnectionFunc dispatch,
                                              gpointer user_data);
/* for connections that are added from now on */
void ccp_connection_table_set_settings (CcpConnectionTable *self,
                                        CcpServerSettings *settings);
void ccp_connection_table_add (CcpConnectionTable *self, GSocket *socket);
/* @remote: the very object that ccp_connection_get_remote_address () returned.
 * Returns: (transfer none) (nullable) */
CcpConnection *ccp_connection_table_lookup (CcpConnectionTable *self,
                                            GSocketAddress *remote);
guint ccp_connection_table_get_length (CcpConnectionTable *self);
/* Closes each as ccp_connection_close_soon () does; @task (transfer full) returns TRUE
 * when there are none left. */
void ccp_connection_table_drain (CcpConnectionTable *self, GTask *task);
/* all, at once */
void ccp_connection_table_close (CcpConnectionTable *self);

G_END_DECLS
