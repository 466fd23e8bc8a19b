/* ccp-request-head.c: parses the head of an HTTP/1 request, and refuses what is not clear
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-head"

#include "ccp-request-head.h"

/* 2^53 - 1 has 16: no limit is near it, and no reader can overflow */
#define MAX_LENGTH_DIGITS 15

/* what the connection deals with, and what frames a body */
static const char *const hop_by_hop[] = {
  "connection", "content-length",    "expect",  "keep-alive", "proxy-connection", "te",
  "trailer",    "transfer-encoding", "upgrade",
};

static CcpRefusal *
check_bytes (const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) bytes[i];

      if (G_LIKELY (byte >= ' ' && byte != 0x7f))
        continue;
      if (byte == '\t' || (byte == '\n' && i > 0 && bytes[i - 1] == '\r') ||
          (byte == '\r' && i + 1 < length && bytes[i + 1] == '\n'))
        continue;
      return ccp_refusal_new (400,
                              "The request head has a byte 0x%02x where none may be; "
                              "lines end with CR LF",
                              byte);
    }
  return NULL;
}

/* RFC 9110, 5.6.2 */
static gboolean
is_token (CcpSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isalnum (span.text[i]) &&
        strchr ("!#$%&'*+-.^_`|~", span.text[i]) == NULL)
      return FALSE;
  return span.length > 0;
}

static gboolean
is_target (CcpSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (span.text[i] <= ' ' || (guint8) span.text[i] >= 0x7f)
      return FALSE;
  return span.length > 0;
}

static CcpRefusal *
parse_request_line (CcpRequestHead *self, CcpSpan line)
{
  CcpSpan rest;
  CcpSpan version;
  CcpSpan method = ccp_span_split (line, ' ', &rest);
  CcpSpan target = ccp_span_split (rest, ' ', &version);

  if (!is_token (method) || !is_target (target))
    return ccp_refusal_new (400, "The request line is not METHOD TARGET HTTP/1.1");
  self->method = method;
  self->target = target;
  if (self->target.length > CCP_REQUEST_HEAD_MAX_TARGET)
    return ccp_refusal_new (414,
                            "The request target is longer than %d bytes",
                            CCP_REQUEST_HEAD_MAX_TARGET);
  if (!ccp_span_equals (version, "HTTP/1.1") && !ccp_span_equals (version, "HTTP/1.0"))
    return ccp_refusal_new (400, "Only HTTP/1.1 and HTTP/1.0 are spoken here");
  if (ccp_span_equals (self->method, "CONNECT") ||
      ccp_span_equals (self->method, "TRACE"))
    return ccp_refusal_new (400, "CONNECT and TRACE are not served");
  self->minor = version.text[version.length - 1] == '1' ? 1 : 0;
  self->keep_alive = self->minor == 1;
  return NULL;
}

static CcpRefusal *
parse_field (CcpRequestHead *self, CcpSpan line)
{
  CcpField *field = NULL;
  CcpSpan value;

  if (self->n_fields == CCP_REQUEST_HEAD_MAX_FIELDS)
    return ccp_refusal_new (431,
                            "The request has more than %d header fields",
                            CCP_REQUEST_HEAD_MAX_FIELDS);
  field = &self->fields[self->n_fields++];
  field->name = ccp_span_split (line, ':', &value);
  /* a space before the colon, or a line that goes on with the one before */
  if (value.text == NULL || !is_token (field->name))
    return ccp_refusal_new (400, "A header line is not NAME: VALUE");
  field->value = ccp_span_strip (value);
  if (!g_utf8_validate_len (value.text, value.length, NULL))
    return ccp_refusal_new (400,
                            "The header field %.*s is not UTF-8",
                            (int) field->name.length,
                            field->name.text);
  return NULL;
}

static CcpRefusal *
read_content_length (CcpRequestHead *self, CcpSpan value, gboolean *seen)
{
  if (*seen)
    return ccp_refusal_new (400, "Content-Length is there more than once");
  *seen = TRUE;
  if (value.length == 0 || value.length > MAX_LENGTH_DIGITS)
    return ccp_refusal_new (400, "Content-Length is not a number of bytes");
  for (gsize i = 0; i < value.length; i++)
    {
      if (!g_ascii_isdigit (value.text[i]))
        return ccp_refusal_new (400, "Content-Length is not a number of bytes");
      self->content_length = self->content_length * 10 + (value.text[i] - '0');
    }
  return NULL;
}

static CcpRefusal *
read_transfer_encoding (CcpRequestHead *self, CcpSpan value)
{
  if (self->chunked || !ccp_span_is (value, "chunked") || self->minor == 0)
    return ccp_refusal_new (400, "Transfer-Encoding can only be chunked, once");
  self->chunked = TRUE;
  return NULL;
}

static gboolean
is_authority (CcpSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (!g_ascii_isalnum (span.text[i]) && strchr ("-._:[]", span.text[i]) == NULL)
      return FALSE;
  return span.length > 0;
}

static CcpRefusal *
read_host (CcpRequestHead *self, CcpSpan value)
{
  if (self->host.text != NULL)
    return ccp_refusal_new (400, "Host is there more than once");
  if (!is_authority (value))
    return ccp_refusal_new (400, "Host is not a host name");
  self->host = value;
  return NULL;
}

static void
read_connection (CcpRequestHead *self, CcpSpan value)
{
  while (value.text != NULL)
    {
      CcpSpan token = ccp_span_strip (ccp_span_split (value, ',', &value));

      if (ccp_span_is (token, "close"))
        self->keep_alive = FALSE;
    }
}

static CcpRefusal *
read_expect (CcpRequestHead *self, CcpSpan value)
{
  if (!ccp_span_is (value, "100-continue"))
    return ccp_refusal_new (417, "Nothing but 100-continue can be expected");
  self->expects_continue = self->minor == 1;
  return NULL;
}

static CcpRefusal *
read_fields (CcpRequestHead *self)
{
  CcpRefusal *refusal = NULL;
  gboolean has_length = FALSE;

  for (guint i = 0; i < self->n_fields && refusal == NULL; i++)
    {
      CcpSpan name = self->fields[i].name;
      CcpSpan value = self->fields[i].value;

      if (ccp_span_is (name, "content-length"))
        refusal = read_content_length (self, value, &has_length);
      else if (ccp_span_is (name, "transfer-encoding"))
        refusal = read_transfer_encoding (self, value);
      else if (ccp_span_is (name, "host"))
        refusal = read_host (self, value);
      else if (ccp_span_is (name, "connection"))
        read_connection (self, value);
      else if (ccp_span_is (name, "expect"))
        refusal = read_expect (self, value);
    }
  if (refusal == NULL && self->chunked && has_length)
    return ccp_refusal_new (400,
                            "Content-Length and Transfer-Encoding exclude each other");
  return refusal;
}

/* a target with an authority of its own must not contradict Host */
static CcpRefusal *
check_authority (const CcpRequestHead *self)
{
  static const char scheme[] = "http://";
  CcpSpan authority = { self->target.text + strlen (scheme), 0 };

  if (self->host.text == NULL)
    return ccp_refusal_new (400, "Host is missing");
  if (*self->target.text == '/')
    return NULL;
  if (ccp_span_equals (self->target, "*"))
    return ccp_span_equals (self->method, "OPTIONS")
               ? NULL
               : ccp_refusal_new (400, "The request target * is for OPTIONS");
  if (self->target.length < strlen (scheme) ||
      g_ascii_strncasecmp (self->target.text, scheme, strlen (scheme)) != 0)
    return ccp_refusal_new (400, "The request target is not a path");
  while (authority.text + authority.length < self->target.text + self->target.length &&
         strchr ("/?#", authority.text[authority.length]) == NULL)
    authority.length++;
  if (authority.length != self->host.length ||
      g_ascii_strncasecmp (authority.text, self->host.text, authority.length) != 0)
    return ccp_refusal_new (400, "The request target names another host than Host");
  return NULL;
}

static gboolean
is_hop_by_hop (CcpSpan name)
{
  for (guint i = 0; i < G_N_ELEMENTS (hop_by_hop); i++)
    if (ccp_span_is (name, hop_by_hop[i]))
      return TRUE;
  return FALSE;
}

static void
append (GByteArray *bytes, const char *text, gsize length)
{
  g_byte_array_append (bytes, (const guint8 *) text, length);
}

gsize
ccp_request_head_find_end (const char *bytes, gsize length, gsize *scanned)
{
  const char *end = NULL;
  const char *p = NULL;

  if (length == 0)
    return 0;
  end = bytes + length;
  p = bytes + *scanned;
  while (p < end && (p = memchr (p, '\n', end - p)) != NULL)
    {
      gsize left = end - p;

      if (left >= 2 && p[1] == '\n')
        return p + 2 - bytes;
      if (left >= 3 && p[1] == '\r' && p[2] == '\n')
        return p + 3 - bytes;
      if (left < 3)
        break;
      p++;
    }
  *scanned = p == NULL || p > end ? length : (gsize) (p - bytes);
  return 0;
}

CcpRefusal *
ccp_request_head_parse (CcpRequestHead *self, const char *bytes, gsize length)
{
  g_autoptr (CcpRefusal) refusal = check_bytes (bytes, length);
  CcpSpan rest = { bytes, length };
  CcpSpan line;

  *self = (CcpRequestHead){ 0 };
  if (refusal != NULL)
    return g_steal_pointer (&refusal);

  line = ccp_span_split (rest, '\n', &rest);
  line.length--;
  refusal = parse_request_line (self, line);
  while (refusal == NULL)
    {
      line = ccp_span_split (rest, '\n', &rest);
      if (line.length <= 1)
        break;
      line.length--;
      refusal = parse_field (self, line);
    }
  if (refusal == NULL)
    refusal = read_fields (self);
  if (refusal == NULL)
    refusal = check_authority (self);
  return g_steal_pointer (&refusal);
}

void
ccp_request_head_append_plain (const CcpRequestHead *self, GByteArray *bytes)
{
  append (bytes, self->method.text, self->method.length);
  append (bytes, " ", 1);
  append (bytes, self->target.text, self->target.length);
  append (bytes, self->minor == 1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n", 11);
  for (guint i = 0; i < self->n_fields; i++)
    {
      const CcpField *field = &self->fields[i];

      if (is_hop_by_hop (field->name))
        continue;
      append (bytes, field->name.text, field->name.length);
      append (bytes, ": ", 2);
      append (bytes, field->value.text, field->value.length);
      append (bytes, "\r\n", 2);
    }
  append (bytes, "\r\n", 2);
}
