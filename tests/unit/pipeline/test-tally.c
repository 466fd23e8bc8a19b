/* test-tally.c: the line of an exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-tally.h"

#include <string.h>

static GLogWriterOutput
keep_message (GLogLevelFlags level,
              const GLogField *fields,
              gsize n_fields,
              gpointer data)
{
  GPtrArray *values = data;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") ||
        g_str_equal (fields[i].key, "CCP_MODEL"))
      g_ptr_array_add (values, g_strdup (fields[i].value));
  return G_LOG_WRITER_HANDLED;
}

static void
test_bounds_names (void)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = g_strnfill (100000, 'm');
  g_autofree char *body = g_strdup_printf ("{\"model\":\"é%s\"}", name);
  g_autoptr (CcpJson) json = ccp_json_new_from_text (body, -1, NULL);
  g_autoptr (CcpExchange) exchange =
      ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, json);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", name);
  g_autoptr (CcpTally) tally = ccp_tally_new (exchange);

  g_log_set_writer_func (keep_message, values, NULL);
  ccp_exchange_set_route (exchange, route);
  ccp_tally_finish (tally, 200, NULL);

  g_assert_cmpuint (values->len, ==, 2);
  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      g_assert_cmpuint (strlen (value), <, 400);
      g_assert_nonnull (strstr (value, "mmm…"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tally/finish/bounds-the-names-of-models", test_bounds_names);

  return g_test_run ();
}
