/* ccp-access-policy.c: who may ask at all
 *
 * A web page in the user's browser reaches loopback ports as well. What gives it away is
 * the Host it believes to talk to (DNS rebinding), its Origin, or a body that a browser
 * sends to anywhere without asking first.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-access-policy"

#include "ccp-access-policy.h"

#include "ccp-listen-address.h"

/* bytes of what a client sent, in a refusal */
#define MAX_SHOWN 255

static const char *const loopback_names[] = { "127.0.0.1", "localhost", "[::1]" };

/* the media types of a cross-site POST that needs no preflight */
static const char *const form_types[] = {
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
};

static CcpSpan
find_field (const CcpRequestHead *head, const char *name)
{
  for (guint i = 0; i < head->n_fields; i++)
    if (ccp_span_is (head->fields[i].name, name))
      return head->fields[i].value;
  return CCP_SPAN_NONE;
}

/* "[::1]:80" -> "[::1]" */
static CcpSpan
strip_port (CcpSpan authority)
{
  gsize end = authority.length;

  while (end > 0 && g_ascii_isdigit (authority.text[end - 1]))
    end--;
  if (end > 1 && authority.text[end - 1] == ':' &&
      (*authority.text != '[' || authority.text[end - 2] == ']'))
    return (CcpSpan){ authority.text, end - 1 };
  return authority;
}

/* an address names nobody else, whatever DNS says */
static gboolean
is_own_address (GSocketAddress *local, CcpSpan name)
{
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;

  if (!G_IS_INET_SOCKET_ADDRESS (local))
    return FALSE;
  text = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)));
  quoted = g_strdup_printf ("[%s]", text);
  return ccp_span_is (name, text) || ccp_span_is (name, quoted);
}

static gboolean
is_allowed_host (CcpServerSettings *settings, GSocketAddress *local, CcpSpan host)
{
  CcpSpan name = strip_port (host);

  for (guint i = 0; i < G_N_ELEMENTS (loopback_names); i++)
    if (ccp_span_is (name, loopback_names[i]))
      return TRUE;
  for (guint i = 0; i < settings->allowed_hosts->len; i++)
    {
      const char *allowed = g_ptr_array_index (settings->allowed_hosts, i);

      if (ccp_span_is (host, allowed) || ccp_span_is (name, allowed))
        return TRUE;
    }
  return is_own_address (local, name);
}

static gboolean
is_same_origin (const CcpRequestHead *head, CcpSpan origin)
{
  static const char scheme[] = "http://";
  gsize skip = strlen (scheme);

  return origin.length == skip + head->host.length &&
         g_ascii_strncasecmp (origin.text, scheme, skip) == 0 &&
         g_ascii_strncasecmp (origin.text + skip, head->host.text, head->host.length) ==
             0;
}

static CcpRefusal *
check_origin (const CcpRequestHead *head)
{
  for (guint i = 0; i < head->n_fields; i++)
    {
      CcpSpan name = head->fields[i].name;
      CcpSpan value = head->fields[i].value;

      if (ccp_span_is (name, "origin") && !is_same_origin (head, value))
        return ccp_refusal_new (403, "Requests of web pages are not served (Origin)");
      if (ccp_span_is (name, "sec-fetch-site") && !ccp_span_is (value, "none") &&
          !ccp_span_is (value, "same-origin"))
        return ccp_refusal_new (403,
                                "Requests of web pages are not served (Sec-Fetch-Site)");
    }
  if (ccp_span_equals (head->method, "OPTIONS"))
    return ccp_refusal_new (403, "Requests of web pages are not served (OPTIONS)");
  return NULL;
}

static CcpRefusal *
check_content_type (const CcpRequestHead *head)
{
  for (guint i = 0; i < head->n_fields; i++)
    {
      CcpSpan rest;
      CcpSpan type;

      if (!ccp_span_is (head->fields[i].name, "content-type"))
        continue;
      type = ccp_span_strip (ccp_span_split (head->fields[i].value, ';', &rest));
      for (guint k = 0; k < G_N_ELEMENTS (form_types); k++)
        if (ccp_span_is (type, form_types[k]))
          return ccp_refusal_new (415,
                                  "Content-Type is %s, expected application/json",
                                  form_types[k]);
    }
  return NULL;
}

static CcpRefusal *
check_content_encoding (const CcpRequestHead *head)
{
  for (guint i = 0; i < head->n_fields; i++)
    {
      CcpSpan coding = head->fields[i].value;

      if (ccp_span_is (head->fields[i].name, "content-encoding") &&
          !ccp_span_is (coding, "identity"))
        return ccp_refusal_new (415,
                                "Content-Encoding is %.*s; send the body plain",
                                (int) MIN (coding.length, MAX_SHOWN),
                                coding.text);
    }
  return NULL;
}

/* the probe that clients begin with, and the one of monitors */
static gboolean
needs_no_key (const CcpRequestHead *head)
{
  CcpSpan query;
  CcpSpan path = ccp_span_split (head->target, '?', &query);

  return ccp_span_equals (path, "/") || ccp_span_equals (path, "/health");
}

/* Returns: (nullable) */
static char *
dup_bearer (const CcpRequestHead *head)
{
  static const char bearer[] = "Bearer ";
  gsize skip = strlen (bearer);
  CcpSpan value = find_field (head, "authorization");

  if (value.length <= skip || g_ascii_strncasecmp (value.text, bearer, skip) != 0)
    return NULL;
  return ccp_span_dup (
      ccp_span_strip ((CcpSpan){ value.text + skip, value.length - skip }));
}

/* compares with all of them, so that the time does not tell which one it was */
static gboolean
is_client_key (CcpServerSettings *settings, const char *key)
{
  gboolean found = FALSE;

  for (guint i = 0; key != NULL && i < settings->client_keys->len; i++)
    found |= ccp_secret_equals (g_ptr_array_index (settings->client_keys, i), key);
  return found;
}

static CcpRefusal *
check_key (CcpServerSettings *settings, GSocketAddress *local, const CcpRequestHead *head)
{
  g_autofree char *key = NULL;
  g_autofree char *bearer = NULL;
  gboolean found = FALSE;

  if (settings->client_keys->len == 0)
    return ccp_listen_address_is_local (local)
               ? NULL
               : ccp_refusal_new (401, "No client_keys are configured for this address");
  key = ccp_span_dup (find_field (head, "x-api-key"));
  bearer = dup_bearer (head);
  if (key == NULL && bearer == NULL)
    return ccp_refusal_new (401,
                            "A client key is needed, as x-api-key or as "
                            "authorization: Bearer");
  found = is_client_key (settings, key);
  found |= is_client_key (settings, bearer);
  return found ? NULL : ccp_refusal_new (401, "The client key is not one of client_keys");
}

CcpRefusal *
ccp_access_policy_check (CcpServerSettings *settings,
                         GSocketAddress *local,
                         const CcpRequestHead *head)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  if (!is_allowed_host (settings, local, head->host))
    return ccp_refusal_new (403,
                            "Host is %.*s, which is not one of allowed_hosts",
                            (int) MIN (head->host.length, MAX_SHOWN),
                            head->host.text);
  refusal = check_origin (head);
  if (refusal == NULL && ccp_span_equals (head->method, "POST"))
    refusal = check_content_type (head);
  if (refusal == NULL)
    refusal = check_content_encoding (head);
  if (refusal == NULL && !needs_no_key (head))
    refusal = check_key (settings, local, head);
  if (refusal == NULL && settings->refusal != NULL)
    {
      refusal = ccp_refusal_new (500, "%s", settings->refusal);
      refusal->is_final = TRUE;
    }
  return g_steal_pointer (&refusal);
}
