/* ccp-error.h: the one error domain
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_ERROR (ccp_error_quark ())

/**
 * CcpError:
 * @CCP_ERROR_INVALID_REQUEST: the client's request cannot be served as it is
 * @CCP_ERROR_AUTHENTICATION: a key is missing or was refused
 * @CCP_ERROR_BILLING: the provider wants to be paid
 * @CCP_ERROR_PERMISSION: the key may not do this
 * @CCP_ERROR_NOT_FOUND: no such path, model or object
 * @CCP_ERROR_METHOD_NOT_ALLOWED: the path exists, the method does not
 * @CCP_ERROR_CONFLICT: the provider reports a conflict
 * @CCP_ERROR_TOO_LARGE: the body is larger than allowed
 * @CCP_ERROR_RATE_LIMITED: too many requests
 * @CCP_ERROR_INTERNAL: a fault of the provider or of cc-proxy
 * @CCP_ERROR_UPSTREAM: the provider could not be reached, or its answer made no sense
 * @CCP_ERROR_UNAVAILABLE: the provider cannot serve just now
 * @CCP_ERROR_TIMEOUT: the provider took too long
 * @CCP_ERROR_OVERLOADED: the provider is overloaded and says so
 * @CCP_ERROR_JSON: a text is not the JSON that was expected
 * @CCP_ERROR_CONFIG: the configuration is wrong
 * @CCP_ERROR_PLUGIN: a plugin cannot be loaded, or failed
 * @CCP_ERROR_CANCELLED: the client left
 *
 * What can go wrong. Each code knows the HTTP status and the error type that a client
 * of the Anthropic Messages API sees, and its D-Bus error name.
 */
typedef enum
{
  CCP_ERROR_INVALID_REQUEST,
  CCP_ERROR_AUTHENTICATION,
  CCP_ERROR_BILLING,
  CCP_ERROR_PERMISSION,
  CCP_ERROR_NOT_FOUND,
  CCP_ERROR_METHOD_NOT_ALLOWED,
  CCP_ERROR_CONFLICT,
  CCP_ERROR_TOO_LARGE,
  CCP_ERROR_RATE_LIMITED,
  CCP_ERROR_INTERNAL,
  CCP_ERROR_UPSTREAM,
  CCP_ERROR_UNAVAILABLE,
  CCP_ERROR_TIMEOUT,
  CCP_ERROR_OVERLOADED,
  CCP_ERROR_JSON,
  CCP_ERROR_CONFIG,
  CCP_ERROR_PLUGIN,
  CCP_ERROR_CANCELLED,
} CcpError;

CCP_AVAILABLE_IN_1_0
GQuark ccp_error_quark (void);
CCP_AVAILABLE_IN_1_0
guint ccp_error_get_http_status (CcpError code);
CCP_AVAILABLE_IN_1_0
const char *ccp_error_get_api_type (CcpError code);
CCP_AVAILABLE_IN_1_0
const char *ccp_error_get_dbus_name (CcpError code);
CCP_AVAILABLE_IN_1_0
CcpError ccp_error_code_from_http_status (guint status);
CCP_AVAILABLE_IN_1_0
CcpError ccp_error_code_of (const GError *error);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_error_to_body (const GError *error, const char *request_id);

G_END_DECLS
