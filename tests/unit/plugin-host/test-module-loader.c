/* test-module-loader.c: modules that are broken, and what is said about them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "plugin-fixture.h"

#include "ccp-trial-record.h"

typedef struct
{
  const char *name;
  const char *expected;
} Case;

static const Case faults[] = {
  { "test-abort", "it crashes when it is loaded (Aborted)" },
  { "test-segv", "it crashes when it is loaded (Segmentation fault)" },
  { "test-bus", "it crashes when it is loaded (Bus error); the file is cut off" },
  { "test-exit", "it ends the process when it is loaded (exit status 7)" },
  { "test-hang", "it does not come back when it is loaded; 1500 ms were waited" },
  { "test-silent", "it does not come back when it is loaded; 1500 ms were waited" },
  { "test-duplicate", "it does not come back when it is loaded; 1500 ms were waited" },
  { "test-abi", "it was built for the plugin interface 99, this is 1; build it again" },
  { "test-no-abi", "it has no ccp_plugin_abi, so it is not a plugin" },
  { "test-no-register", "it has no function ccp_plugin_register" },
  { "test-prefix",
    "the type SomebodyElse must have a name that starts with the plugin's, so that no "
    "other plugin has a type of that name" },
  { "test-refused",
    "plugin \"test-refused\" registers \"No thing\": the name is empty or has one of \". "
    ",/\" in it" },
};

static CcpTransformer *
create (CcpPluginRegistry *registry, const char *name, GError **error)
{
  g_autoptr (CcpJson) params = ccp_json_new_from_text ("{}", -1, NULL);

  return ccp_plugin_registry_create_transformer (registry, name, params, error);
}

static void
assert_fails (Fixture *self, const char *name, const char *expected)
{
  g_autoptr (CcpPluginRegistry) registry = fixture_open (self);
  g_autofree char *class_name = g_strconcat (name, ".Thing", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer = create (registry, class_name, &error);

  g_assert_null (transformer);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
  fixture_assert_message (self, error->message, expected);
}

static void
test_fault (Fixture *self, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *expected = g_strdup_printf ("plugin \"%s\": BUILT/lib%s.so: %s",
                                               c->name,
                                               c->name,
                                               c->expected);
  g_autofree char *record = NULL;

  fixture_install (self, c->name);

  assert_fails (self, c->name, expected);
  g_assert_false (g_file_get_contents (self->record, &record, NULL, NULL));
}

/* What is missing at the end is found only when it is used, and that is a SIGBUS. */
static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autofree char *source = fixture_get_module ("test-noise");
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer = NULL;
  gsize length = 0;

  fixture_install (self, "test-noise");
  path = g_build_filename (self->folder, "libtest-noise.so", NULL);
  g_assert_true (g_file_get_contents (source, &content, &length, NULL));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_true (g_file_set_contents (path, content, (gssize) (length / 8), NULL));
  registry = fixture_open (self);

  transformer = create (registry, "test-noise.Thing", &error);

  g_assert_null (transformer);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
}

static void
test_not_a_module (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_install (self, "test-noise");
  path = g_build_filename (self->folder, "libtest-noise.so", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_true (g_file_set_contents (path, "not a module", -1, NULL));

  assert_fails (self,
                "test-noise",
                "plugin \"test-noise\": DIR/libtest-noise.so: DIR/libtest-noise.so: file "
                "too short");
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_install (self, "test-noise");
  path = g_build_filename (self->folder, "libtest-noise.so", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);

  assert_fails (self,
                "test-noise",
                "plugin \"test-noise\": there is neither libtest-noise.so nor "
                "test-noise.so beside DIR/test-noise.plugin");
}

static void
test_writable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_install (self, "test-noise");
  path = g_build_filename (self->folder, "libtest-noise.so", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);

  assert_fails (self,
                "test-noise",
                "plugin \"test-noise\": DIR/libtest-noise.so: others can write to it "
                "(mode 0666); chmod go-w mends that");
}

static void
test_no_helper (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpTransformer) transformer = NULL;

  g_free (self->helper);
  self->helper = g_build_filename (self->folder, "nothing", NULL);
  fixture_install (self, "test-abort");
  registry = fixture_open (self);

  transformer = create (registry, "test-abort.Thing", &error);

  g_assert_null (transformer);
  g_assert_nonnull (strstr (error->message, "it cannot be tried: "));
}

/* The helper is taken away after the first time: a module that is known needs none. */
static void
test_tried_once (Fixture *self, gconstpointer data)
{
  g_autofree char *module = fixture_get_module ("test-noise");
  g_autofree char *identity = ccp_trial_record_identify (module);
  g_autofree char *types = NULL;
  g_autoptr (CcpPluginRegistry) first = NULL;
  g_autoptr (CcpPluginRegistry) second = NULL;
  g_autoptr (CcpTransformer) one = NULL;
  g_autoptr (CcpTransformer) other = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  fixture_install (self, "test-noise");
  first = fixture_open (self);
  one = create (first, "test-noise.Thing", &error);
  g_assert_no_error (error);
  g_free (self->helper);
  self->helper = g_build_filename (self->folder, "nothing", NULL);
  second = fixture_open (self);
  other = create (second, "test-noise.Thing", &error);

  g_assert_no_error (error);
  g_assert_true (G_OBJECT_TYPE (one) == G_OBJECT_TYPE (other));
  g_assert_true (ccp_trial_record_find (self->record, identity, &types));
  g_assert_cmpstr (types, ==, "TestNoiseThing");
  g_assert_cmpint (g_stat (self->record, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
}

static void
write_twin (Fixture *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".plugin", NULL);
  g_autofree char *text = g_strdup_printf ("[Plugin]\nName=%s\nAbi=1\nLoader=c\n"
                                           "Provides=transformer:Twin;\n",
                                           name);
  g_autofree char *path = fixture_write (self, file, text);

  fixture_link (self, name);
}

static void
test_twins (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (CcpTransformer) first = NULL;
  g_autoptr (CcpTransformer) second = NULL;
  g_autoptr (GError) error = NULL;

  write_twin (self, "test-t");
  write_twin (self, "test-twin");
  registry = fixture_open (self);
  first = create (registry, "test-t.Twin", &error);
  g_assert_no_error (error);
  second = create (registry, "test-twin.Twin", &error);

  g_assert_nonnull (first);
  g_assert_null (second);
  fixture_assert_message (self,
                          error->message,
                          "plugin \"test-twin\": BUILT/libtest-twin.so: another plugin "
                          "has a type called TestTwin");
}

/* A plugin that failed is not tried again by the same registry. */
static void
test_fails_once (Fixture *self, gconstpointer data)
{
  g_autoptr (CcpPluginRegistry) registry = NULL;
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  gint64 start = 0;

  fixture_install (self, "test-hang");
  registry = fixture_open (self);
  g_assert_null (create (registry, "test-hang.Thing", &first));
  start = g_get_monotonic_time ();
  g_assert_null (create (registry, "test-hang.Thing", &second));

  g_assert_cmpint (g_get_monotonic_time () - start,
                   <,
                   FIXTURE_TIMEOUT * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpstr (second->message, ==, first->message);
}

#define ADD(name, function)                                                              \
  g_test_add ("/module-loader/" name,                                                    \
              Fixture,                                                                   \
              NULL,                                                                      \
              fixture_set_up,                                                            \
              function,                                                                  \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fixture_free_children ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/module-loader/fault/", faults[i].name, NULL);

      g_test_add (path,
                  Fixture,
                  &faults[i],
                  fixture_set_up,
                  test_fault,
                  fixture_tear_down);
    }
  ADD ("truncated", test_truncated);
  ADD ("not-a-module", test_not_a_module);
  ADD ("missing", test_missing);
  ADD ("writable-by-others", test_writable);
  ADD ("no-helper", test_no_helper);
  ADD ("tried-once", test_tried_once);
  ADD ("type-of-another-plugin", test_twins);
  ADD ("fails-once", test_fails_once);

  return g_test_run ();
}
