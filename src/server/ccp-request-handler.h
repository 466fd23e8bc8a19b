/* ccp-request-handler.h: gives each path what answers it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "ccp-connection.h"
#include "ccp-runner.h"

G_BEGIN_DECLS

#define CCP_TYPE_REQUEST_HANDLER (ccp_request_handler_get_type ())

G_DECLARE_FINAL_TYPE (CcpRequestHandler,
                      ccp_request_handler,
                      CCP,
                      REQUEST_HANDLER,
                      GObject)

CcpRequestHandler *ccp_request_handler_new (CcpRunner *runner,
                                            CcpServerSettings *settings);
/* for requests from now on */
void ccp_request_handler_set_settings (CcpRequestHandler *self,
                                       CcpServerSettings *settings);
/* Begins the reply. @message is good for its head alone: the body is the connection's.
 * @path: decoded; @query: (nullable) (element-type utf8 utf8) */
void ccp_request_handler_handle (CcpRequestHandler *self,
                                 CcpConnection *connection,
                                 SoupServerMessage *message,
                                 const char *path,
                                 GHashTable *query);
guint ccp_request_handler_get_in_flight (CcpRequestHandler *self); /* exchanges */

G_END_DECLS
