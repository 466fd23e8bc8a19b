/* ccp-tally.c: what one exchange took and cost, noted once at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tally"

#include "ccp-tally.h"

#include "ccp-log-text.h"

/* nginx's number for a client that closed the request */
#define STATUS_CLIENT_LEFT 499

/* of the names of models, which are the client's, how many bytes are shown */
#define MAX_NAME 128

struct _CcpTally
{
  GObject parent_instance;

  CcpExchange *exchange;
  gint64 started; /* monotonic, in microseconds */
  gint64 first;   /* 0 until there is one */
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (CcpTally, ccp_tally, G_TYPE_OBJECT)

static double
to_seconds (gint64 microseconds)
{
  return (double) microseconds / G_USEC_PER_SEC;
}

static char *
describe_tokens (const CcpUsage *usage)
{
  gint64 cached =
      MAX (0, usage->cache_read_tokens) + MAX (0, usage->cache_creation_tokens);

  if (usage->output_tokens < 0)
    return g_strdup ("");
  return g_strdup_printf (", %" G_GINT64_FORMAT " tokens in (%" G_GINT64_FORMAT
                          " cached), %" G_GINT64_FORMAT " out",
                          MAX (0, usage->input_tokens) + cached,
                          cached,
                          usage->output_tokens);
}

/* one line for a person, and fields for the journal */
static void
write_line (CcpTally *self, guint status, const char *error_type)
{
  CcpRoute *route = ccp_exchange_get_route (self->exchange);
  const char *stage = route != NULL ? ccp_route_get_stage (route) : "-";
  const char *provider = route != NULL ? ccp_route_get_provider (route) : "-";
  g_autofree char *asked =
      ccp_log_text_clip (ccp_exchange_get_model (self->exchange), MAX_NAME);
  g_autofree char *model =
      ccp_log_text_clip (route != NULL ? ccp_route_get_model (route) : "-", MAX_NAME);
  gint64 now = g_get_monotonic_time ();
  g_autofree char *tokens = describe_tokens (ccp_exchange_get_usage (self->exchange));
  g_autofree char *first =
      self->first != 0 ? g_strdup_printf (", first token %.3f s",
                                          to_seconds (self->first - self->started))
                       : g_strdup ("");
  g_autofree char *status_text = g_strdup_printf ("%u", status);
  g_autofree char *duration = g_strdup_printf ("%" G_GINT64_FORMAT, now - self->started);

  g_log_structured (G_LOG_DOMAIN,
                    G_LOG_LEVEL_MESSAGE,
                    "CCP_REQUEST_ID",
                    ccp_exchange_get_id (self->exchange),
                    "CCP_STAGE",
                    stage,
                    "CCP_PROVIDER",
                    provider,
                    "CCP_MODEL",
                    model,
                    "CCP_STATUS",
                    status_text,
                    "CCP_DURATION_US",
                    duration,
                    "MESSAGE",
                    "%s %s: %s → %s/%s, %u%s%s%s%s, %.3f s",
                    ccp_exchange_get_id (self->exchange),
                    stage,
                    asked,
                    provider,
                    model,
                    status,
                    error_type != NULL ? " " : "",
                    error_type != NULL ? error_type : "",
                    first,
                    tokens,
                    to_seconds (now - self->started));
}

static void
ccp_tally_finalize (GObject *object)
{
  CcpTally *self = CCP_TALLY (object);

  if (!self->finished)
    write_line (self, STATUS_CLIENT_LEFT, "client left");
  g_clear_object (&self->exchange);

  G_OBJECT_CLASS (ccp_tally_parent_class)->finalize (object);
}

static void
ccp_tally_class_init (CcpTallyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_tally_finalize;
}

static void
ccp_tally_init (CcpTally *self)
{
  self->started = g_get_monotonic_time ();
}

CcpTally *
ccp_tally_new (CcpExchange *exchange)
{
  CcpTally *self = NULL;

  g_return_val_if_fail (CCP_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (CCP_TYPE_TALLY, NULL);
  self->exchange = g_object_ref (exchange);
  return self;
}

void
ccp_tally_mark_first (CcpTally *self)
{
  g_return_if_fail (CCP_IS_TALLY (self));

  if (self->first == 0)
    self->first = g_get_monotonic_time ();
}

void
ccp_tally_finish (CcpTally *self, guint status, const char *error_type)
{
  g_return_if_fail (CCP_IS_TALLY (self));

  if (self->finished)
    return;
  self->finished = TRUE;
  write_line (self, status, error_type);
}
