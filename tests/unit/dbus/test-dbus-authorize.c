/* test-dbus-authorize.c: who may ask the daemon, and how often
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-authorize.h"

#include "ccp-dbus-quota.h"

typedef struct
{
  const char *member;
  gsize length; /* of its argument */
  guint cost;
} Case;

static const Case cases[] = {
  { "Get", 0, 1 },
  { "Explain", 65530, 1 },
  { "Explain", 10 * 65536, 11 },
  { "GetManagedObjects", 0, 5 },
  { "Lint", 10, 20 },
  { "Probe", 0, 10 },
  { "Reload", 0, 20 },
  { "Set", 10, 5 },
  { "SetProfile", 5, 5 },
  { "SetStage", 5, 5 },
  { "Snapshot", 0, 5 },
  { "Summarize", 10, 5 },
};

static void
test_cost (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GDBusMessage) call =
      g_dbus_message_new_method_call ("a.b", "/a", "a.b.C", c->member);

  if (c->length > 0)
    {
      g_autofree char *text = g_strnfill (c->length, 'x');

      g_dbus_message_set_body (call, g_variant_new ("(s)", text));
    }

  g_assert_cmpuint (ccp_dbus_authorize_get_cost (call), ==, c->cost);
}

/* what costs more than a bucket holds is never granted */
static void
test_all_can_be_paid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (cases[i].cost * 5, <=, CCP_DBUS_QUOTA_BURST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dbus-authorize/cost/%s-%" G_GSIZE_FORMAT,
                                               cases[i].member,
                                               cases[i].length);

      g_test_add_data_func (path, &cases[i], test_cost);
    }
  g_test_add_func ("/dbus-authorize/cost/all-can-be-paid", test_all_can_be_paid);

  return g_test_run ();
}
