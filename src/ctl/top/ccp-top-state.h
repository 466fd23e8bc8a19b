/* ccp-top-state.h: what top knows of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-top-exchange.h"
#include "ccp-top-history.h"
#include "ccp-top-provider.h"

G_BEGIN_DECLS

typedef struct
{
  char *version;
  char *profile; /* empty for none */
  char *config_status;
  gint64 started_at; /* microseconds since 1970 */
  gboolean online;
  gboolean draining;
  GPtrArray *exchanges; /* (element-type CcpTopExchange): the oldest first */
  GPtrArray *finished;  /* (element-type CcpTopExchange): the newest first */
  GPtrArray *providers; /* (element-type CcpTopProvider): by their names */
  guint64 requests;     /* since the daemon started, those that are over */
  guint64 errors;
  CcpTopHistory request_rate;
  CcpTopHistory token_rate; /* of answers */
} CcpTopState;

CcpTopState *ccp_top_state_new (void);
void ccp_top_state_free (CcpTopState *self);
/* @properties: a{sv}, of the interface Manager */
void ccp_top_state_take_manager (CcpTopState *self, GVariant *properties);
/* @objects: a{oa{sa{sv}}}, as of GetManagedObjects */
void ccp_top_state_take_objects (CcpTopState *self, GVariant *objects);
/* Tokens of exchanges under way are counted as of the last objects.
 * @totals: a{sv}, as of Snapshot of the interface Stats
 * @now: microseconds, of a clock that does not jump */
void ccp_top_state_take_totals (CcpTopState *self, GVariant *totals, gint64 now);
/* @series: aa{sv}, as of Summarize ("provider"); of providers of the last objects */
void ccp_top_state_take_series (CcpTopState *self, GVariant *series);
/* takes @exchange; the last hundred are kept */
void ccp_top_state_add_finished (CcpTopState *self, CcpTopExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTopState, ccp_top_state_free)

G_END_DECLS
