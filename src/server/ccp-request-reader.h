/* ccp-request-reader.h: cuts the bytes of a connection into requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-head.h"

G_BEGIN_DECLS

/* The framing guard: it alone decides where a request ends. It does no input or output.
 * A request that it refuses is the last that it reads. */
typedef struct _CcpRequestReader CcpRequestReader;

typedef enum
{
  CCP_REQUEST_READER_IDLE,    /* no byte of a request is there */
  CCP_REQUEST_READER_HEAD,    /* more bytes are needed, of the head */
  CCP_REQUEST_READER_CHECK,   /* the head is there: the moment to refuse the request */
  CCP_REQUEST_READER_BODY,    /* more bytes are needed, of the body */
  CCP_REQUEST_READER_DONE,    /* the request is there */
  CCP_REQUEST_READER_REFUSED, /* as _get_refusal () says */
} CcpRequestReaderState;

CcpRequestReader *ccp_request_reader_new (guint64 max_body);
void ccp_request_reader_free (CcpRequestReader *self);
void ccp_request_reader_add (CcpRequestReader *self, const char *bytes, gsize length);
/* Where a large body may be read to without a copy: *@size bytes there, of which
 * ccp_request_reader_commit () says how many came, which may be none. NULL when bytes
 * have to be added; to be asked after each advance. */
char *ccp_request_reader_reserve (CcpRequestReader *self, gsize *size);
void ccp_request_reader_commit (CcpRequestReader *self, gsize size);
/* goes on as far as the bytes allow */
CcpRequestReaderState ccp_request_reader_advance (CcpRequestReader *self);
/* forgets the request that is there, and is ready for the one after it */
void ccp_request_reader_next (CcpRequestReader *self, guint64 max_body);

const CcpRefusal *ccp_request_reader_get_refusal (CcpRequestReader *self);
/* in CHECK, until the next advance */
const CcpRequestHead *ccp_request_reader_get_parsed (CcpRequestReader *self);
/* from CHECK on: NULL if the request line was not understood */
const char *ccp_request_reader_get_method (CcpRequestReader *self);
/* without the query */
const char *ccp_request_reader_get_path (CcpRequestReader *self);
gboolean ccp_request_reader_get_is_head (CcpRequestReader *self);
/* from BODY on: without what frames a body */
GBytes *ccp_request_reader_get_head (CcpRequestReader *self);
GBytes *ccp_request_reader_get_body (CcpRequestReader *self); /* in DONE */
gboolean ccp_request_reader_get_is_http10 (CcpRequestReader *self);
gboolean ccp_request_reader_get_keep_alive (CcpRequestReader *self);
/* the client waits for a word before it sends the body */
gboolean ccp_request_reader_get_expects_continue (CcpRequestReader *self);
gsize ccp_request_reader_get_received (CcpRequestReader *self); /* of the body */
gsize ccp_request_reader_get_ahead (CcpRequestReader *self);    /* bytes not used yet */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRequestReader, ccp_request_reader_free)

G_END_DECLS
