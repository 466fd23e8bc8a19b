/* ccp-request-head.h: the checked head of an HTTP/1 request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-refusal.h"
#include "ccp-span.h"

G_BEGIN_DECLS

#define CCP_REQUEST_HEAD_MAX_SIZE (64 * 1024)
#define CCP_REQUEST_HEAD_MAX_FIELDS 100
#define CCP_REQUEST_HEAD_MAX_TARGET (8 * 1024)

typedef struct
{
  CcpSpan name;
  CcpSpan value;
} CcpField;

/* The spans are good for as long as the bytes that were parsed. */
typedef struct
{
  CcpSpan method; /* none if the request line was not understood */
  CcpSpan target; /* likewise */
  guint minor;    /* of HTTP/1 */
  CcpField fields[CCP_REQUEST_HEAD_MAX_FIELDS];
  guint n_fields;

  CcpSpan host;
  guint64 content_length;
  gboolean chunked;
  gboolean keep_alive;
  gboolean expects_continue;
} CcpRequestHead;

/* The size of the head, or 0 while its end is not there. *@scanned is where to go on
 * looking next time; 0 at first. */
gsize ccp_request_head_find_end (const char *bytes, gsize length, gsize *scanned);
/* @length is what ccp_request_head_find_end () returned. What leaves the slightest doubt
 * about where the request ends is refused: whoever stands before or behind us might read
 * it otherwise. */
CcpRefusal *
ccp_request_head_parse (CcpRequestHead *self, const char *bytes, gsize length);
/* Appends the head without what frames a body or concerns the connection. */
void ccp_request_head_append_plain (const CcpRequestHead *self, GByteArray *bytes);

G_END_DECLS
