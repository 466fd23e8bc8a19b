/* ccp-session-totals.h: what each session of a client took and cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-stats.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *stage;    /* of its last exchange; empty if that was not routed */
  char *provider; /* likewise */
  char *model;    /* likewise */
  guint64 requests;
  guint64 input_tokens;
  guint64 output_tokens;
  guint64 cache_read_tokens;
  guint64 cache_creation_tokens;
  double cost;           /* US dollars */
  gboolean cost_unknown; /* the price of some of its tokens is not known */
} CcpSessionTotal;

/* A plain value with the last thousand sessions in it; the one that nothing came of for
 * the longest time is forgotten first. */
typedef struct _CcpSessionTotals CcpSessionTotals;

CcpSessionTotals *ccp_session_totals_new (void);
void ccp_session_totals_free (CcpSessionTotals *self);
/* @id: what the client calls the session; one that no client would make is not kept */
void ccp_session_totals_count (CcpSessionTotals *self,
                               const char *id,
                               const CcpStatsSample *sample);
/* Returns: (nullable): valid until the next count */
const CcpSessionTotal *ccp_session_totals_find (CcpSessionTotals *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSessionTotals, ccp_session_totals_free)

G_END_DECLS
