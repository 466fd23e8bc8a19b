/* ccp-soup-message.h: between our requests and headers and libsoup's
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "ccp.h"

G_BEGIN_DECLS

SoupMessage *ccp_soup_message_build (CcpUpstreamRequest *request,
                                     GUri *uri,
                                     const char *key,
                                     GError **error);
SoupMessage *ccp_soup_message_repeat (SoupMessage *message, GBytes *body);
void ccp_soup_message_forget_key (SoupMessage *message, const char *name);
CcpHeaders *ccp_soup_message_copy_request_headers (SoupMessage *message);
CcpHeaders *ccp_soup_message_copy_headers (SoupMessage *message);

G_END_DECLS
