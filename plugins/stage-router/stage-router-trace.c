/* stage-router-trace.c: what was looked at before a request had its route
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-trace.h"

/* more than there are stages, for which there is a step each */
#define MANY 16

typedef struct
{
  const char *rule;
  const char *evidence;
  char *text; /* (nullable): the evidence, if it was made for this step */
  CcpRouteVerdict verdict;
} Step;

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->text, g_free);
}

static void
add (StageRouterTrace *self,
     const char *rule,
     CcpRouteVerdict verdict,
     const char *evidence,
     char *text)
{
  Step step = { rule, evidence, text, verdict };

  g_array_append_val (self->steps, step);
}

void
stage_router_trace_init (StageRouterTrace *self)
{
  g_return_if_fail (self != NULL);

  self->steps = g_array_sized_new (FALSE, FALSE, sizeof (Step), MANY);
  g_array_set_clear_func (self->steps, clear_step);
}

void
stage_router_trace_clear (StageRouterTrace *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->steps, g_array_unref);
}

void
stage_router_trace_add (StageRouterTrace *self,
                        const char *rule,
                        CcpRouteVerdict verdict,
                        const char *evidence)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rule != NULL);
  g_return_if_fail (evidence != NULL);

  add (self, rule, verdict, evidence, NULL);
}

void
stage_router_trace_add_printf (StageRouterTrace *self,
                               const char *rule,
                               CcpRouteVerdict verdict,
                               const char *format,
                               ...)
{
  va_list arguments;
  char *text = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (rule != NULL);

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add (self, rule, verdict, text, text);
}

void
stage_router_trace_write (const StageRouterTrace *self, CcpRoute *route)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (route != NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      ccp_route_add_step (route, step->rule, step->verdict, step->evidence);
    }
}
