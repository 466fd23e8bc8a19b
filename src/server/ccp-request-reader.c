/* ccp-request-reader.c: cuts the bytes of a connection into requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-reader"

#include "ccp-request-reader.h"

#include "ccp-body-guard.h"

/* of a body, on the word of Content-Length alone */
#define MAX_RESERVE (1024 * 1024)
#define MIN_RESERVE 4096

struct _CcpRequestReader
{
  CcpRequestReaderState state;
  guint64 max_body;
  CcpRefusal *refusal; /* (nullable) */

  GByteArray *input; /* what came and is not used yet */
  gsize scanned;     /* of input, looking for the end of a head */

  CcpRequestHead *parsed; /* (nullable): into input */
  gsize head_size;        /* of what was parsed, in input */
  GBytes *head;           /* (nullable) */
  char *method;           /* (nullable) */
  char *path;             /* (nullable) */
  gboolean is_http10;
  gboolean keep_alive;
  gboolean expects_continue;

  CcpBodyGuard guard;
  GByteArray *received; /* (nullable) */
  gsize committed;      /* of received, while more is reserved */
  GBytes *body;         /* (nullable) */
};

static void
drop_input (CcpRequestReader *self, gsize size)
{
  if (size == self->input->len)
    g_byte_array_set_size (self->input, 0);
  else if (size > 0)
    g_byte_array_remove_range (self->input, 0, size);
}

/* RFC 9112, 2.2: empty lines before a request are ignored */
static void
skip_empty_lines (CcpRequestReader *self)
{
  gsize skip = 0;

  while (skip + 1 < self->input->len && self->input->data[skip] == '\r' &&
         self->input->data[skip + 1] == '\n')
    skip += 2;
  drop_input (self, skip);
}

static void
begin_head (CcpRequestReader *self)
{
  gboolean is_half_line;

  skip_empty_lines (self);
  self->scanned = 0;
  is_half_line = self->input->len == 1 && *self->input->data == '\r';
  if (self->input->len > 0 && !is_half_line)
    self->state = CCP_REQUEST_READER_HEAD;
}

/* A query may hold secrets, and says nothing that anybody asks for. */
static void
note_request_line (CcpRequestReader *self)
{
  CcpSpan query;
  CcpSpan path = ccp_span_split (self->parsed->target, '?', &query);

  self->method = ccp_span_dup (self->parsed->method);
  self->path = ccp_span_dup (path);
}

static void
read_head (CcpRequestReader *self)
{
  const char *bytes = (const char *) self->input->data;
  gsize size = ccp_request_head_find_end (bytes, self->input->len, &self->scanned);

  if (size == 0 && self->input->len <= CCP_REQUEST_HEAD_MAX_SIZE)
    return;
  if (size == 0 || size > CCP_REQUEST_HEAD_MAX_SIZE)
    {
      self->refusal = ccp_refusal_new (431,
                                       "The request head is larger than %d bytes",
                                       CCP_REQUEST_HEAD_MAX_SIZE);
      return;
    }
  self->parsed = g_new (CcpRequestHead, 1);
  self->head_size = size;
  self->refusal = ccp_request_head_parse (self->parsed, bytes, size);
  note_request_line (self);
  self->state = CCP_REQUEST_READER_CHECK;
}

static void
begin_body (CcpRequestReader *self)
{
  const CcpRequestHead *head = self->parsed;
  GByteArray *plain = g_byte_array_new ();

  self->refusal = ccp_body_guard_init (&self->guard, head, self->max_body);
  ccp_request_head_append_plain (head, plain);
  self->head = g_byte_array_free_to_bytes (plain);
  self->is_http10 = head->minor == 0;
  self->keep_alive = head->keep_alive;
  self->expects_continue = head->expects_continue;
  if (self->refusal == NULL)
    self->received = g_byte_array_sized_new (MIN (head->content_length, MAX_RESERVE));

  drop_input (self, self->head_size);
  g_clear_pointer (&self->parsed, g_free);
  self->state = CCP_REQUEST_READER_BODY;
}

static void
read_body (CcpRequestReader *self)
{
  gsize used;

  self->refusal = ccp_body_guard_feed (&self->guard,
                                       (const char *) self->input->data,
                                       self->input->len,
                                       self->received,
                                       &used);
  drop_input (self, used);
  if (self->refusal != NULL || !ccp_body_guard_is_done (&self->guard))
    return;
  self->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  self->state = CCP_REQUEST_READER_DONE;
}

static void
step (CcpRequestReader *self)
{
  switch (self->state)
    {
    case CCP_REQUEST_READER_IDLE:
      begin_head (self);
      break;
    case CCP_REQUEST_READER_HEAD:
      read_head (self);
      break;
    case CCP_REQUEST_READER_CHECK:
      begin_body (self);
      break;
    case CCP_REQUEST_READER_BODY:
      read_body (self);
      break;
    case CCP_REQUEST_READER_DONE:
    case CCP_REQUEST_READER_REFUSED:
      break;
    }
  if (self->refusal != NULL)
    self->state = CCP_REQUEST_READER_REFUSED;
}

static void
forget (CcpRequestReader *self)
{
  g_clear_pointer (&self->parsed, g_free);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
}

CcpRequestReader *
ccp_request_reader_new (guint64 max_body)
{
  CcpRequestReader *self = g_new0 (CcpRequestReader, 1);

  self->max_body = max_body;
  self->input = g_byte_array_new ();
  return self;
}

void
ccp_request_reader_free (CcpRequestReader *self)
{
  forget (self);
  g_clear_pointer (&self->input, g_byte_array_unref);
  g_clear_pointer (&self->refusal, ccp_refusal_free);
  g_free (self);
}

void
ccp_request_reader_add (CcpRequestReader *self, const char *bytes, gsize length)
{
  g_return_if_fail (self != NULL);

  if (self->state == CCP_REQUEST_READER_REFUSED)
    return;
  g_byte_array_append (self->input, (const guint8 *) bytes, length);
}

char *
ccp_request_reader_reserve (CcpRequestReader *self, gsize *size)
{
  gsize content = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (size != NULL, NULL);

  if (self->state == CCP_REQUEST_READER_BODY && self->input->len == 0)
    content = ccp_body_guard_get_content (&self->guard);
  if (content < MIN_RESERVE)
    return NULL;
  self->committed = self->received->len;
  *size = MIN (content, MAX_RESERVE);
  g_byte_array_set_size (self->received, self->committed + *size);
  return (char *) self->received->data + self->committed;
}

void
ccp_request_reader_commit (CcpRequestReader *self, gsize size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->received != NULL);
  g_return_if_fail (size <= self->received->len - self->committed);

  g_byte_array_set_size (self->received, self->committed + size);
  ccp_body_guard_note_content (&self->guard, size);
}

CcpRequestReaderState
ccp_request_reader_advance (CcpRequestReader *self)
{
  CcpRequestReaderState before;

  g_return_val_if_fail (self != NULL, CCP_REQUEST_READER_REFUSED);

  do
    {
      before = self->state;
      step (self);
    }
  while (self->state != before && self->state != CCP_REQUEST_READER_CHECK);
  return self->state;
}

void
ccp_request_reader_next (CcpRequestReader *self, guint64 max_body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->state == CCP_REQUEST_READER_DONE);

  forget (self);
  self->max_body = max_body;
  self->state = CCP_REQUEST_READER_IDLE;
  /* a connection that has nothing to say holds no memory */
  if (self->input->len == 0)
    {
      g_byte_array_unref (self->input);
      self->input = g_byte_array_new ();
    }
}

const CcpRefusal *
ccp_request_reader_get_refusal (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->refusal;
}

const CcpRequestHead *
ccp_request_reader_get_parsed (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parsed;
}

GBytes *
ccp_request_reader_get_head (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->head;
}

GBytes *
ccp_request_reader_get_body (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

const char *
ccp_request_reader_get_method (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

const char *
ccp_request_reader_get_path (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

gboolean
ccp_request_reader_get_is_head (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (self->method, "HEAD") == 0;
}

gboolean
ccp_request_reader_get_is_http10 (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_http10;
}

gboolean
ccp_request_reader_get_keep_alive (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->keep_alive;
}

gboolean
ccp_request_reader_get_expects_continue (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->expects_continue && self->state == CCP_REQUEST_READER_BODY;
}

gsize
ccp_request_reader_get_received (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->received != NULL ? self->received->len : 0;
}

gsize
ccp_request_reader_get_ahead (CcpRequestReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->input->len;
}
