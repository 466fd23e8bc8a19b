/* ccp-json-buffer.h: a growing run of JSON text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  char *data;
  gsize length;
  gsize capacity;     /* more than length, except that both may be 0 */
  gboolean too_large; /* it grew beyond what a document may have; the content is lost */
} CcpJsonBuffer;

void ccp_json_buffer_grow (CcpJsonBuffer *self, gsize more);
void ccp_json_buffer_clear (CcpJsonBuffer *self);
GBytes *ccp_json_buffer_steal (CcpJsonBuffer *self);
void ccp_json_buffer_add_escaped (CcpJsonBuffer *self, const char *text, gsize length);
void ccp_json_buffer_add_compact (CcpJsonBuffer *self, const char *json, gsize length);

static inline void
ccp_json_buffer_add (CcpJsonBuffer *self, const char *bytes, gsize length)
{
  if (G_UNLIKELY (self->capacity - self->length <= length))
    ccp_json_buffer_grow (self, length);
  memcpy (self->data + self->length, bytes, length);
  self->length += length;
}

static inline void
ccp_json_buffer_add_byte (CcpJsonBuffer *self, char byte)
{
  if (G_UNLIKELY (self->capacity == self->length))
    ccp_json_buffer_grow (self, 1);
  self->data[self->length++] = byte;
}

G_END_DECLS
