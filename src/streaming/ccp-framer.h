/* ccp-framer.h: makes events of the bytes of an answer, whatever they turn out to be
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-array-parser.h"
#include "ccp-sse-parser.h"
#include "ccp-upstream-fault.h"

G_BEGIN_DECLS

#define CCP_FRAMER_MAX_DOCUMENT (64u << 20)
#define CCP_FRAMER_MAX_TOTAL (256u << 20)

/* What is known about the bytes that will come. */
typedef enum
{
  CCP_FRAMER_OPEN,
  CCP_FRAMER_ENDED, /* none */
  CCP_FRAMER_CUT,   /* none, and some are missing */
} CcpFramerInput;

/* Pure: no input, no main loop. */
typedef struct
{
  CcpFraming framing; /* AUTO until the first bytes have told */
  CcpFraming expected;
  gboolean says_stream; /* the content type is that of server-sent events */
  gboolean begun;       /* a byte order mark can come no more */
  GByteArray *held;     /* the first bytes, and the document */
  CcpSseParser *sse;
  CcpArrayParser array;
  gsize total;
  guint8 start[CCP_UPSTREAM_FAULT_SHOWN]; /* the first bytes, as they came */
  gsize n_start;
  gboolean understood; /* an event or a JSON document was in it */
  gboolean finished;   /* the end was seen in the bytes, what follows does not count */
} CcpFramer;

void ccp_framer_init (CcpFramer *self, CcpFraming framing, const char *content_type);
void ccp_framer_clear (CcpFramer *self);
void ccp_framer_feed (CcpFramer *self, const guint8 *bytes, gsize length);
gboolean ccp_framer_collect (CcpFramer *self,
                             CcpFramerInput input,
                             CcpEventBatch *batch,
                             GError **error);
/* whether what has come would be a foreign answer if nothing followed: there was neither
 * an event nor JSON in it, nor the beginning of either */
gboolean ccp_framer_is_foreign (const CcpFramer *self);

G_END_DECLS
