/* example-c-hours.c: another model at some hours of the day
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "example-c-hours"

#include "example-c-hours.h"

#define STAGE "hours"

struct _ExampleCHours
{
  CcpSimpleRouter parent_instance;

  CcpCatalog *catalog;
  char *target; /* (nullable): NULL if nothing is set */
  gint64 from;  /* hours of the day; from the first up to the second */
  gint64 to;
  ExampleCHoursClock clock;
};

G_DEFINE_FINAL_TYPE (ExampleCHours, example_c_hours, CCP_TYPE_SIMPLE_ROUTER)

static gint64
read_hour (const CcpJsonValue *hours, const char *name, gint64 fallback)
{
  CcpJsonValue value = ccp_json_value_member (hours, name);
  gint64 hour = fallback;

  return ccp_json_value_get_int (&value, &hour) ? hour : fallback;
}

static gboolean
read_hours (ExampleCHours *self, const CcpJsonValue *hours, GError **error)
{
  CcpJsonValue use = ccp_json_value_member (hours, "use");
  g_autoptr (CcpRoute) check = NULL;

  self->target = ccp_json_value_dup_string (&use, NULL);
  self->from = read_hour (hours, "from", 0);
  self->to = read_hour (hours, "to", 24);
  if (self->target == NULL || self->from < 0 || self->to > 24 || self->from == self->to)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "routing.hours: expected use, a model, and from and to, two "
                   "different hours in 0..24");
      return FALSE;
    }
  check = ccp_catalog_resolve (self->catalog, STAGE, self->target, error);
  if (check == NULL)
    g_prefix_error (error, "routing.hours.use: ");
  return check != NULL;
}

/* The settings are the whole of `routing`, with the keys of other routers. */
static gboolean
configure (CcpSimpleRouter *router,
           CcpJson *settings,
           CcpCatalog *catalog,
           GError **error)
{
  ExampleCHours *self = EXAMPLE_C_HOURS (router);
  CcpJsonValue value;

  self->catalog = ccp_catalog_ref (catalog);
  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "hours");
  return !ccp_json_value_exists (&value) || read_hours (self, &value, error);
}

/* The time may go over midnight. */
static gboolean
is_time (ExampleCHours *self)
{
  g_autoptr (GDateTime) now = self->clock ();
  int hour = g_date_time_get_hour (now);

  if (self->from < self->to)
    return hour >= self->from && hour < self->to;
  return hour >= self->from || hour < self->to;
}

/* Nothing without an error: the next router is asked. */
static CcpRoute *
route (CcpSimpleRouter *router, CcpExchange *exchange, GError **error)
{
  ExampleCHours *self = EXAMPLE_C_HOURS (router);
  CcpRoute *found = NULL;

  if (self->target == NULL || !is_time (self))
    return NULL;
  found = ccp_catalog_resolve (self->catalog, STAGE, self->target, error);
  if (found != NULL)
    ccp_route_add_step (found, "hours", CCP_ROUTE_MATCHED, "it is the time for it");
  return found;
}

static void
example_c_hours_finalize (GObject *object)
{
  ExampleCHours *self = EXAMPLE_C_HOURS (object);

  g_clear_pointer (&self->catalog, ccp_catalog_unref);
  g_clear_pointer (&self->target, g_free);

  G_OBJECT_CLASS (example_c_hours_parent_class)->finalize (object);
}

static void
example_c_hours_class_init (ExampleCHoursClass *klass)
{
  CcpSimpleRouterClass *router_class = CCP_SIMPLE_ROUTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = example_c_hours_finalize;
  router_class->configure = configure;
  router_class->route = route;
}

static void
example_c_hours_init (ExampleCHours *self)
{
  self->clock = g_date_time_new_now_local;
}

void
example_c_hours_set_clock (ExampleCHours *self, ExampleCHoursClock clock)
{
  g_return_if_fail (EXAMPLE_C_IS_HOURS (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}
