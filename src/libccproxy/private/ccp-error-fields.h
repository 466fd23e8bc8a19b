/* ccp-error-fields.h: finds the parts of an error object, whatever a provider calls them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-value.h"

G_BEGIN_DECLS

CcpJsonValue ccp_error_fields_unwrap (CcpJsonValue value);
char *ccp_error_fields_dup_member (const CcpJsonValue *object, const char *name);
char *ccp_error_fields_find_param (const CcpJsonValue *error);
char *ccp_error_fields_find_message (const CcpJsonValue *error);
char *ccp_error_fields_find_code (const CcpJsonValue *error);
guint ccp_error_fields_find_status (const CcpJsonValue *error);

G_END_DECLS
