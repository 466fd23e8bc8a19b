/* test-dbus-branch.c: objects of one kind, each with a name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-dbus-branch.h"

#include "ccp-dbus-names.h"
#include "ccp-dbus-types.h"

typedef struct
{
  GDBusObjectManagerServer *server;
  CcpDBusBranch *branch;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = g_dbus_object_manager_server_new (CCP_DBUS_PATH);
  fixture->branch = ccp_dbus_branch_new (fixture->server, CCP_DBUS_PROVIDERS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->branch, ccp_dbus_branch_free);
  g_clear_object (&fixture->server);
}

static GDBusInterfaceSkeleton *
create_provider (const char *name, const char *host)
{
  CcpDBusProvider *provider = ccp_dbus_provider_skeleton_new ();

  ccp_dbus_provider_set_name (provider, name);
  ccp_dbus_provider_set_host (provider, host);
  return G_DBUS_INTERFACE_SKELETON (provider);
}

static void
put (Fixture *fixture, const char *name, const char *host)
{
  g_autoptr (GDBusInterfaceSkeleton) provider = create_provider (name, host);

  ccp_dbus_branch_put (fixture->branch, name, provider);
}

static guint
count_exported (Fixture *fixture)
{
  GList *objects =
      g_dbus_object_manager_get_objects (G_DBUS_OBJECT_MANAGER (fixture->server));
  guint n = g_list_length (objects);

  g_list_free_full (objects, g_object_unref);
  return n;
}

static void
test_keeps_adds_and_removes (Fixture *fixture, gconstpointer data)
{
  GDBusInterfaceSkeleton *kept = NULL;

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "kept", "a");
  put (fixture, "gone", "a");
  ccp_dbus_branch_end (fixture->branch);
  kept = ccp_dbus_branch_find (fixture->branch, "kept");
  g_assert_cmpuint (count_exported (fixture), ==, 2);

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "kept", "a");
  put (fixture, "new", "a");
  ccp_dbus_branch_end (fixture->branch);

  g_assert_true (ccp_dbus_branch_find (fixture->branch, "kept") == kept);
  g_assert_null (ccp_dbus_branch_find (fixture->branch, "gone"));
  g_assert_nonnull (ccp_dbus_branch_find (fixture->branch, "new"));
  g_assert_cmpuint (count_exported (fixture), ==, 2);
  g_assert_cmpuint (ccp_dbus_branch_get_length (fixture->branch), ==, 2);
}

static void
test_another_constant_is_another_object (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusInterfaceSkeleton) before = NULL;

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "p", "old");
  ccp_dbus_branch_end (fixture->branch);
  before = g_object_ref (ccp_dbus_branch_find (fixture->branch, "p"));

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "p", "new");
  ccp_dbus_branch_end (fixture->branch);

  g_assert_true (ccp_dbus_branch_find (fixture->branch, "p") != before);
  g_assert_cmpuint (count_exported (fixture), ==, 1);
}

static void
test_what_changes_anyway_is_no_other_object (Fixture *fixture, gconstpointer data)
{
  GDBusInterfaceSkeleton *before = NULL;

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "p", "a");
  ccp_dbus_branch_end (fixture->branch);
  before = ccp_dbus_branch_find (fixture->branch, "p");
  ccp_dbus_provider_set_state (CCP_DBUS_PROVIDER (before), "paused");

  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "p", "a");
  ccp_dbus_branch_end (fixture->branch);

  g_assert_true (ccp_dbus_branch_find (fixture->branch, "p") == before);
}

static void
test_one_by_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusInterfaceSkeleton) provider = create_provider ("a-b", "h");
  g_autoptr (GDBusObject) object = NULL;

  ccp_dbus_branch_add (fixture->branch, "a-b", provider);
  object = g_dbus_object_manager_get_object (G_DBUS_OBJECT_MANAGER (fixture->server),
                                             CCP_DBUS_PROVIDERS "a_2db");
  g_assert_nonnull (object);
  g_assert_true (ccp_dbus_branch_find (fixture->branch, "a-b") == provider);

  ccp_dbus_branch_remove (fixture->branch, "a-b");
  g_assert_cmpuint (count_exported (fixture), ==, 0);
  g_assert_null (ccp_dbus_branch_find (fixture->branch, "a-b"));
}

static void
test_free_takes_all_from_the_bus (Fixture *fixture, gconstpointer data)
{
  ccp_dbus_branch_begin (fixture->branch);
  put (fixture, "a", "h");
  put (fixture, "b", "h");
  ccp_dbus_branch_end (fixture->branch);

  g_clear_pointer (&fixture->branch, ccp_dbus_branch_free);

  g_assert_cmpuint (count_exported (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/dbus-branch/put/keeps-adds-and-removes", test_keeps_adds_and_removes);
  ADD ("/dbus-branch/put/another-constant-is-another-object",
       test_another_constant_is_another_object);
  ADD ("/dbus-branch/put/what-changes-anyway-is-no-other-object",
       test_what_changes_anyway_is_no_other_object);
  ADD ("/dbus-branch/add-and-remove", test_one_by_one);
  ADD ("/dbus-branch/free", test_free_takes_all_from_the_bus);
#undef ADD

  return g_test_run ();
}
