/* ccp-json-writer-private.h: what the two halves of the JSON writer share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-writer.h"
#include "ccp-json-buffer.h"
#include "ccp-json-tape.h"

G_BEGIN_DECLS

/* What may come next. */
typedef enum
{
  CCP_JSON_EXPECT_ROOT,
  CCP_JSON_EXPECT_ELEMENT,
  CCP_JSON_EXPECT_NAME,
  CCP_JSON_EXPECT_MEMBER,
  CCP_JSON_EXPECT_PIECE,
  CCP_JSON_EXPECT_NOTHING,
} CcpJsonExpect;

struct _CcpJsonWriter
{
  grefcount ref_count;
  CcpJsonBuffer buffer;
  CcpJsonExpect expect;
  gboolean failed;
  gboolean needs_comma;
  guint depth;
  guint deepest;
  char brackets[CCP_JSON_MAX_WRITTEN_DEPTH]; /* those that are open */
};

/* Complains about a call that makes no JSON, and ignores everything from then on. */
gboolean ccp_json_writer_refuse (CcpJsonWriter *self, const char *what);

static inline void
ccp_json_writer_separate (CcpJsonWriter *self)
{
  if (self->needs_comma)
    ccp_json_buffer_add_byte (&self->buffer, ',');
  self->needs_comma = TRUE;
}

static inline gboolean
ccp_json_writer_begin_value (CcpJsonWriter *self)
{
  if (G_UNLIKELY (self->failed))
    return FALSE;
  if (self->expect == CCP_JSON_EXPECT_ELEMENT)
    ccp_json_writer_separate (self);
  else if (G_UNLIKELY (self->expect != CCP_JSON_EXPECT_ROOT &&
                       self->expect != CCP_JSON_EXPECT_MEMBER))
    return ccp_json_writer_refuse (self, "a value");
  return TRUE;
}

static inline void
ccp_json_writer_end_value (CcpJsonWriter *self)
{
  if (self->depth == 0)
    self->expect = CCP_JSON_EXPECT_NOTHING;
  else
    self->expect = self->brackets[self->depth - 1] == '{' ? CCP_JSON_EXPECT_NAME
                                                          : CCP_JSON_EXPECT_ELEMENT;
}

static inline void
ccp_json_writer_add_quoted (CcpJsonWriter *self, const char *text, gsize length)
{
  ccp_json_buffer_add_byte (&self->buffer, '"');
  ccp_json_buffer_add_escaped (&self->buffer, text, length);
  ccp_json_buffer_add_byte (&self->buffer, '"');
}

G_END_DECLS
