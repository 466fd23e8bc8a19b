/* ccp-error.c: the one error domain, with what each code means to a client and on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-error"

#include "ccp-error.h"

#include "ccp-json-writer.h"

#define DBUS_PREFIX "org.ccproxy.CcProxy1.Error."

typedef struct
{
  guint http_status;
  const char *api_type;
} Meaning;

/* protocol: the table of error types of the Messages API (A.8) */
static const Meaning meanings[] = {
  [CCP_ERROR_INVALID_REQUEST] = { 400, "invalid_request_error" },
  [CCP_ERROR_AUTHENTICATION] = { 401, "authentication_error" },
  [CCP_ERROR_BILLING] = { 402, "billing_error" },
  [CCP_ERROR_PERMISSION] = { 403, "permission_error" },
  [CCP_ERROR_NOT_FOUND] = { 404, "not_found_error" },
  [CCP_ERROR_METHOD_NOT_ALLOWED] = { 405, "invalid_request_error" },
  [CCP_ERROR_CONFLICT] = { 409, "conflict_error" },
  [CCP_ERROR_TOO_LARGE] = { 413, "request_too_large" },
  [CCP_ERROR_RATE_LIMITED] = { 429, "rate_limit_error" },
  [CCP_ERROR_INTERNAL] = { 500, "api_error" },
  [CCP_ERROR_UPSTREAM] = { 502, "api_error" },
  [CCP_ERROR_UNAVAILABLE] = { 503, "api_error" },
  [CCP_ERROR_TIMEOUT] = { 504, "timeout_error" },
  [CCP_ERROR_OVERLOADED] = { 529, "overloaded_error" },
  [CCP_ERROR_JSON] = { 400, "invalid_request_error" },
  [CCP_ERROR_CONFIG] = { 500, "api_error" },
  [CCP_ERROR_PLUGIN] = { 500, "api_error" },
  [CCP_ERROR_CANCELLED] = { 499, "api_error" },
};

static const GDBusErrorEntry dbus_entries[] = {
  { CCP_ERROR_INVALID_REQUEST, DBUS_PREFIX "InvalidRequest" },
  { CCP_ERROR_AUTHENTICATION, DBUS_PREFIX "Authentication" },
  { CCP_ERROR_BILLING, DBUS_PREFIX "Billing" },
  { CCP_ERROR_PERMISSION, DBUS_PREFIX "Permission" },
  { CCP_ERROR_NOT_FOUND, DBUS_PREFIX "NotFound" },
  { CCP_ERROR_METHOD_NOT_ALLOWED, DBUS_PREFIX "MethodNotAllowed" },
  { CCP_ERROR_CONFLICT, DBUS_PREFIX "Conflict" },
  { CCP_ERROR_TOO_LARGE, DBUS_PREFIX "TooLarge" },
  { CCP_ERROR_RATE_LIMITED, DBUS_PREFIX "RateLimited" },
  { CCP_ERROR_INTERNAL, DBUS_PREFIX "Internal" },
  { CCP_ERROR_UPSTREAM, DBUS_PREFIX "Upstream" },
  { CCP_ERROR_UNAVAILABLE, DBUS_PREFIX "Unavailable" },
  { CCP_ERROR_TIMEOUT, DBUS_PREFIX "Timeout" },
  { CCP_ERROR_OVERLOADED, DBUS_PREFIX "Overloaded" },
  { CCP_ERROR_JSON, DBUS_PREFIX "Json" },
  { CCP_ERROR_CONFIG, DBUS_PREFIX "Config" },
  { CCP_ERROR_PLUGIN, DBUS_PREFIX "Plugin" },
  { CCP_ERROR_CANCELLED, DBUS_PREFIX "Cancelled" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (meanings) == G_N_ELEMENTS (dbus_entries));

/**
 * ccp_error_quark:
 *
 * Gets the error domain, which is also registered as D-Bus errors.
 *
 * Returns: the domain
 */
GQuark
ccp_error_quark (void)
{
  static gsize quark = 0;

  g_dbus_error_register_error_domain ("ccp-error-quark",
                                      &quark,
                                      dbus_entries,
                                      G_N_ELEMENTS (dbus_entries));
  return (GQuark) quark;
}

/**
 * ccp_error_get_http_status:
 * @code: an error code
 *
 * Gets the HTTP status with which a client is told about @code.
 *
 * Returns: a status from 400 on
 */
guint
ccp_error_get_http_status (CcpError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (meanings), 500);

  return meanings[code].http_status;
}

/**
 * ccp_error_get_api_type:
 * @code: an error code
 *
 * Gets the `error.type` of the Anthropic Messages API for @code.
 *
 * Returns: (transfer none): the type, such as `rate_limit_error`
 */
const char *
ccp_error_get_api_type (CcpError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (meanings), "api_error");

  return meanings[code].api_type;
}

/**
 * ccp_error_get_dbus_name:
 * @code: an error code
 *
 * Gets the D-Bus error name of @code.
 *
 * Returns: (transfer none): the name
 */
const char *
ccp_error_get_dbus_name (CcpError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (dbus_entries), NULL);

  return dbus_entries[code].dbus_error_name;
}

/**
 * ccp_error_code_from_http_status:
 * @status: the HTTP status of an upstream's answer
 *
 * Gets the code for an upstream's status where nothing more is known than the status
 * (protocol E.7).
 *
 * Returns: a code
 */
CcpError
ccp_error_code_from_http_status (guint status)
{
  switch (status)
    {
    case 401:
      return CCP_ERROR_AUTHENTICATION;
    case 402:
      return CCP_ERROR_BILLING;
    case 403:
      return CCP_ERROR_PERMISSION;
    case 404:
      return CCP_ERROR_NOT_FOUND;
    case 408:
    case 504:
      return CCP_ERROR_TIMEOUT;
    case 409:
    case 425:
    case 498: /* Groq: no capacity */
    case 503:
      return CCP_ERROR_UNAVAILABLE;
    case 413:
      return CCP_ERROR_TOO_LARGE;
    case 429:
      return CCP_ERROR_RATE_LIMITED;
    case 500:
      return CCP_ERROR_INTERNAL;
    case 529:
      return CCP_ERROR_OVERLOADED;
    default:
      return (status >= 400 && status < 500) || status == 501 ? CCP_ERROR_INVALID_REQUEST
                                                              : CCP_ERROR_UPSTREAM;
    }
}

/**
 * ccp_error_code_of:
 * @error: an error of any domain
 *
 * Gets the code that a client is to see for @error: its own for %CCP_ERROR, and the
 * nearest for errors of GIO.
 *
 * Returns: a code
 */
CcpError
ccp_error_code_of (const GError *error)
{
  g_return_val_if_fail (error != NULL, CCP_ERROR_INTERNAL);

  if (error->domain == CCP_ERROR)
    return error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CCP_ERROR_CANCELLED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return CCP_ERROR_TIMEOUT;
  if (error->domain == G_IO_ERROR || error->domain == G_RESOLVER_ERROR ||
      error->domain == G_TLS_ERROR)
    return CCP_ERROR_UPSTREAM;
  return CCP_ERROR_INTERNAL;
}

/**
 * ccp_error_to_body:
 * @error: an error of any domain
 * @request_id: (nullable): the id of the request that failed
 *
 * Writes the error body of the Anthropic Messages API, which is also the data of an
 * `error` event (protocol A.8).
 *
 * Returns: (transfer full):
 * `{"type":"error","error":{"type":…,"message":…},"request_id":…}`
 */
CcpJson *
ccp_error_to_body (const GError *error, const char *request_id)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *message = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  message = g_utf8_make_valid (error->message, -1);

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "error");
  ccp_json_writer_key (writer, "error");
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, ccp_error_get_api_type (ccp_error_code_of (error)));
  ccp_json_writer_key (writer, "message");
  ccp_json_writer_string (writer, message);
  ccp_json_writer_end_object (writer);
  if (request_id != NULL)
    {
      ccp_json_writer_key (writer, "request_id");
      ccp_json_writer_string (writer, request_id);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
