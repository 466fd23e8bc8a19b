/* ccp-body-guard.c: finds the end of a request body, and takes its framing off
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-body-guard"

#include "ccp-body-guard.h"

/* far beyond any limit, and far from an overflow */
#define MAX_SIZE_DIGITS 12
#define MAX_EXTENSION 256

static CcpRefusal *
refuse_size (guint64 limit)
{
  return ccp_refusal_new (413,
                          "The request body is larger than %" G_GUINT64_FORMAT " bytes",
                          limit);
}

static CcpRefusal *
refuse_chunk (void)
{
  return ccp_refusal_new (400, "The chunks of the request body are malformed");
}

/* copies as much of the data as there is */
static gsize
take_data (CcpBodyGuard *self, const char *bytes, gsize length, GByteArray *body)
{
  gsize size = MIN (self->left, length);

  g_byte_array_append (body, (const guint8 *) bytes, size);
  ccp_body_guard_note_content (self, size);
  return size;
}

static CcpRefusal *
read_size (CcpBodyGuard *self, char byte, gsize so_far)
{
  if (g_ascii_isxdigit (byte) && self->digits < MAX_SIZE_DIGITS)
    {
      self->left = self->left * 16 + g_ascii_xdigit_value (byte);
      self->digits++;
      return so_far + self->left > self->limit ? refuse_size (self->limit) : NULL;
    }
  if (self->digits == 0 || (byte != '\r' && byte != ';'))
    return refuse_chunk ();
  self->state = byte == '\r' ? CCP_BODY_GUARD_SIZE_LF : CCP_BODY_GUARD_EXTENSION;
  self->digits = 0;
  return NULL;
}

static CcpRefusal *
skip_extension (CcpBodyGuard *self, char byte)
{
  if (byte == '\r')
    self->state = CCP_BODY_GUARD_SIZE_LF;
  else if (g_ascii_iscntrl (byte) || ++self->digits > MAX_EXTENSION)
    return refuse_chunk ();
  return NULL;
}

static CcpRefusal *
expect (CcpBodyGuard *self, char byte, char expected, CcpBodyGuardState next)
{
  if (byte != expected)
    return refuse_chunk ();
  self->state = next;
  return NULL;
}

static CcpRefusal *
step (CcpBodyGuard *self, char byte, gsize so_far)
{
  switch (self->state)
    {
    case CCP_BODY_GUARD_SIZE:
      return read_size (self, byte, so_far);
    case CCP_BODY_GUARD_EXTENSION:
      return skip_extension (self, byte);
    case CCP_BODY_GUARD_SIZE_LF:
      return expect (self,
                     byte,
                     '\n',
                     self->left > 0 ? CCP_BODY_GUARD_CHUNK : CCP_BODY_GUARD_LAST_CR);
    case CCP_BODY_GUARD_CHUNK_CR:
      return expect (self, byte, '\r', CCP_BODY_GUARD_CHUNK_LF);
    case CCP_BODY_GUARD_CHUNK_LF:
      self->digits = 0;
      return expect (self, byte, '\n', CCP_BODY_GUARD_SIZE);
    case CCP_BODY_GUARD_LAST_CR:
      return expect (self, byte, '\r', CCP_BODY_GUARD_LAST_LF);
    case CCP_BODY_GUARD_LAST_LF:
      return expect (self, byte, '\n', CCP_BODY_GUARD_DONE);
    case CCP_BODY_GUARD_DATA:
    case CCP_BODY_GUARD_CHUNK:
    case CCP_BODY_GUARD_DONE:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
is_data (const CcpBodyGuard *self)
{
  return self->state == CCP_BODY_GUARD_DATA || self->state == CCP_BODY_GUARD_CHUNK;
}

CcpRefusal *
ccp_body_guard_init (CcpBodyGuard *self, const CcpRequestHead *head, guint64 limit)
{
  *self = (CcpBodyGuard){ .limit = limit };
  if (head->chunked)
    self->state = CCP_BODY_GUARD_SIZE;
  else if (head->content_length > 0)
    self->state = CCP_BODY_GUARD_DATA;
  else
    self->state = CCP_BODY_GUARD_DONE;
  self->left = head->content_length;
  return head->content_length > limit ? refuse_size (limit) : NULL;
}

CcpRefusal *
ccp_body_guard_feed (CcpBodyGuard *self,
                     const char *bytes,
                     gsize length,
                     GByteArray *body,
                     gsize *used)
{
  g_autoptr (CcpRefusal) refusal = NULL;
  gsize i = 0;

  while (i < length && refusal == NULL && !ccp_body_guard_is_done (self))
    {
      if (!is_data (self))
        {
          refusal = step (self, bytes[i++], body->len);
          continue;
        }
      i += take_data (self, bytes + i, length - i, body);
    }
  *used = i;
  return g_steal_pointer (&refusal);
}

gsize
ccp_body_guard_get_content (const CcpBodyGuard *self)
{
  return is_data (self) ? self->left : 0;
}

void
ccp_body_guard_note_content (CcpBodyGuard *self, gsize size)
{
  self->left -= size;
  if (self->left == 0)
    self->state = self->state == CCP_BODY_GUARD_DATA ? CCP_BODY_GUARD_DONE
                                                     : CCP_BODY_GUARD_CHUNK_CR;
}

gboolean
ccp_body_guard_is_done (const CcpBodyGuard *self)
{
  return self->state == CCP_BODY_GUARD_DONE;
}
