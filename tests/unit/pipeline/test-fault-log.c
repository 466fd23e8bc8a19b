/* test-fault-log.c: what is told of transformers that are passed over
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-fault-log.h"

#include "ccp-config.h"

#include <string.h>

static const char yaml[] = "providers:\n"
                           "  - name: p\n"
                           "    url: http://127.0.0.1\n"
                           "    transformers:\n"
                           "      request: [a.B, {class: cap, on_error: skip}]\n";

static GString *logged;

/* what was logged by the type that is tested, a line each */
static GLogWriterOutput
keep_warning (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  const char *domain = "";
  const char *message = "";

  for (gsize i = 0; i < n; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        domain = fields[i].value;
      if (g_str_equal (fields[i].key, "MESSAGE"))
        message = fields[i].value;
    }
  if (g_str_equal (domain, "ccp-fault-log"))
    g_string_append_printf (logged, "%s\n", message);
  return G_LOG_WRITER_HANDLED;
}

typedef struct
{
  CcpConfig *config;
  CcpTransformerRef *first;
  CcpTransformerRef *second;
  CcpFaultLog *faults;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  const char *const environment[] = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (yaml, sizeof yaml - 1);
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  const CcpProviderConfig *provider = NULL;

  self->config = ccp_config_new_from_bytes (bytes, environment, diagnostics);
  provider = g_ptr_array_index (ccp_config_get_providers (self->config), 0);
  self->first = g_ptr_array_index (provider->request, 0);
  self->second = g_ptr_array_index (provider->request, 1);
  self->faults = ccp_fault_log_new ();
  logged = g_string_new (NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ccp_fault_log_unref (self->faults);
  g_string_free (logged, TRUE);
  g_object_unref (self->config);
}

static void
add (Fixture *self, CcpTransformerRef *ref, const char *work, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (CCP_ERROR, CCP_ERROR_PLUGIN, message);

  ccp_fault_log_add (self->faults, ref, work, error);
}

static void
test_once (Fixture *self, gconstpointer data)
{
  add (self, self->second, "transform_request", "no number");
  add (self, self->second, "transform_request", "no number");
  g_assert_cmpstr (logged->str,
                   ==,
                   "providers[0].transformers.request[1] (line 5 of the configuration): "
                   "the transformer cap fails in transform_request and is passed over, "
                   "as on_error is skip: no number\n");

  add (self, self->second, "transform_request", "another reason");
  add (self, self->second, "transform_events", "no number");
  add (self, self->first, "transform_request", "no number");
  g_assert_cmpuint (ccp_fault_log_get_length (self->faults), ==, 4);
}

static void
test_prompt (Fixture *self, gconstpointer data)
{
  add (self,
       self->first,
       "transform_request",
       "expected a number, got \"my secret\" at /messages\n!");

  g_assert_null (strstr (logged->str, "secret"));
  g_assert_true (g_str_has_suffix (logged->str,
                                   ": expected a number, got \"…\" at "
                                   "/messages\\x0a!\n"));
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *message = g_strdup_printf ("reason %u", i);

      add (self, self->first, "transform_request", message);
    }
  lines = g_strsplit (logged->str, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 201);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_writer_func (keep_warning, NULL, NULL);

  g_test_add ("/fault-log/add/each-fault-once",
              Fixture,
              NULL,
              set_up,
              test_once,
              tear_down);
  g_test_add ("/fault-log/add/no-prompts", Fixture, NULL, set_up, test_prompt, tear_down);
  g_test_add ("/fault-log/add/not-for-ever", Fixture, NULL, set_up, test_many, tear_down);

  return g_test_run ();
}
