/* ccp-service-manager.h: what the daemon tells the program that started it, and takes
 * from it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_TYPE_SERVICE_MANAGER (ccp_service_manager_get_type ())

/* Speaks the protocol of systemd (sd_notify (3), sd_listen_fds (3)). Without a service
 * manager it says nothing and has no sockets. */
G_DECLARE_FINAL_TYPE (CcpServiceManager,
                      ccp_service_manager,
                      CCP,
                      SERVICE_MANAGER,
                      GObject)

/* From now on, if the manager wants it, the main context says in time that it turns. */
CcpServiceManager *ccp_service_manager_new (void);
/* The sockets that listen already; a second call has none.
 * Returns: (element-type GSocket) (nullable): empty if there are none, NULL if one is not
 * of use */
GPtrArray *ccp_service_manager_take_sockets (CcpServiceManager *self, GError **error);
/* what a person sees beside the state of the unit, in one line */
void ccp_service_manager_set_status (CcpServiceManager *self, const char *status);
/* clients are served, with the configuration that is there now */
void ccp_service_manager_ready (CcpServiceManager *self, const char *status);
/* the configuration is read anew; ready () says that it is over, however it went */
void ccp_service_manager_reloading (CcpServiceManager *self);
/* the daemon ends
 * @milliseconds: that it may take, even if that is more than the manager would wait */
void ccp_service_manager_stopping (CcpServiceManager *self,
                                   const char *status,
                                   guint milliseconds);

G_END_DECLS
