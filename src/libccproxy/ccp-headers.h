/* ccp-headers.h: an ordered list of HTTP headers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_HEADERS (ccp_headers_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_headers_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_headers_new (void);
CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_headers_ref (CcpHeaders *self);
CCP_AVAILABLE_IN_1_0
void ccp_headers_unref (CcpHeaders *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_headers_append (CcpHeaders *self, const char *name, const char *value);
CCP_AVAILABLE_IN_1_0
gboolean ccp_headers_set (CcpHeaders *self, const char *name, const char *value);
CCP_AVAILABLE_IN_1_0
void ccp_headers_remove (CcpHeaders *self, const char *name);
CCP_AVAILABLE_IN_1_0
const char *ccp_headers_get (CcpHeaders *self, const char *name);
CCP_AVAILABLE_IN_1_0
guint ccp_headers_get_length (CcpHeaders *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_headers_get_name (CcpHeaders *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_headers_get_value (CcpHeaders *self, guint index);

CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_headers_new_from_settings (const CcpJsonValue *value,
                                           const char *place,
                                           GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_headers_apply (CcpHeaders *self, CcpHeaders *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpHeaders, ccp_headers_unref)

G_END_DECLS
