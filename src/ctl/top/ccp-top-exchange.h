/* ccp-top-exchange.h: one exchange, as the bus tells of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *path; /* of its object */
  char *id;
  char *asked;
  char *stage;
  char *provider;
  char *model;
  char *phase;
  guint attempt;
  guint client_pid;
  guint64 input_tokens;
  guint64 output_tokens;
  gint64 started_at; /* microseconds since 1970 */

  /* when it is over */
  guint status;
  char *error_type;
  gint64 duration; /* microseconds */
} CcpTopExchange;

/* @properties: a{sv}, of the interface org.ccproxy.CcProxy1.Exchange */
CcpTopExchange *ccp_top_exchange_new (const char *path, GVariant *properties);
/* @what: a{sv}, of the signal ExchangeFinished
 * @now: microseconds since 1970 */
CcpTopExchange *
ccp_top_exchange_new_finished (const char *path, GVariant *what, gint64 now);
void ccp_top_exchange_free (CcpTopExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTopExchange, ccp_top_exchange_free)

G_END_DECLS
