/* ccp-span.h: a piece of text in somebody else's bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Good for as long as the bytes are; text is NULL where there is none. */
typedef struct
{
  const char *text;
  gsize length;
} CcpSpan;

#define CCP_SPAN_NONE ((CcpSpan){ NULL, 0 })

static inline gboolean
ccp_span_equals (CcpSpan self, const char *text)
{
  return self.length == strlen (text) && memcmp (self.text, text, self.length) == 0;
}

/* as HTTP compares names and tokens */
static inline gboolean
ccp_span_is (CcpSpan self, const char *token)
{
  return self.length == strlen (token) &&
         g_ascii_strncasecmp (self.text, token, self.length) == 0;
}

static inline CcpSpan
ccp_span_strip (CcpSpan self)
{
  while (self.length > 0 && (*self.text == ' ' || *self.text == '\t'))
    self = (CcpSpan){ self.text + 1, self.length - 1 };
  while (self.length > 0 &&
         (self.text[self.length - 1] == ' ' || self.text[self.length - 1] == '\t'))
    self.length--;
  return self;
}

/* what stands before the first separator; rest is what follows it, or none */
static inline CcpSpan
ccp_span_split (CcpSpan self, char separator, CcpSpan *rest)
{
  const char *found = self.length > 0 ? memchr (self.text, separator, self.length) : NULL;
  gsize head = found != NULL ? (gsize) (found - self.text) : self.length;

  *rest = found != NULL ? (CcpSpan){ found + 1, self.length - head - 1 } : CCP_SPAN_NONE;
  return (CcpSpan){ self.text, head };
}

/* Returns: (nullable): NULL if there is none */
static inline char *
ccp_span_dup (CcpSpan self)
{
  return self.length > 0 ? g_strndup (self.text, self.length) : NULL;
}

G_END_DECLS
