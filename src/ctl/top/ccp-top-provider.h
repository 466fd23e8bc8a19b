/* ccp-top-provider.h: one provider, as the bus tells of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *path; /* of its object */
  char *name;
  char *state;
  char *breaker;
  char *last_error;
  gint64 last_error_at; /* microseconds since 1970, 0 for never */
  gint64 resting_until; /* the same */
  guint in_flight;

  /* since the daemon started; all zero if it was not asked yet */
  guint64 requests;
  guint64 errors;
  gint64 latency;       /* median, in microseconds */
  gint64 latency_worst; /* the 0.9 quantile */
  gint64 first_token;   /* median */
} CcpTopProvider;

/* @properties: a{sv}, of the interface org.ccproxy.CcProxy1.Provider */
CcpTopProvider *ccp_top_provider_new (const char *path, GVariant *properties);
void ccp_top_provider_free (CcpTopProvider *self);
/* @series: a{sv}, one of what Summarize ("provider") of the interface Stats returns */
void ccp_top_provider_take_series (CcpTopProvider *self, GVariant *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpTopProvider, ccp_top_provider_free)

G_END_DECLS
