/* test-file-trust.c: files and folders that others could change
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-file-trust.h"

#include "plugin-fixture.h"

static void
assert_trusted (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *resolved = ccp_file_trust_resolve (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (resolved, ==, expected);
}

static void
assert_refused (Fixture *self, const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *resolved = ccp_file_trust_resolve (path, &error);

  g_assert_null (resolved);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
  fixture_assert_message (self, error->message, expected);
}

static void
test_ours (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "a/file", "");

  assert_trusted (path, path);
}

static void
test_link (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "a/file", "");
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);

  g_assert_cmpint (symlink (path, link), ==, 0);

  assert_trusted (link, path);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "nothing", NULL);

  assert_refused (self, path, "DIR/nothing: No such file or directory");
}

static void
test_file_writable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "file", "");

  g_assert_cmpint (g_chmod (path, 0602), ==, 0);

  assert_refused (self,
                  path,
                  "DIR/file: others can write to it (mode 0602); chmod go-w mends that");
}

static void
test_folder_writable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "a/b/file", "");
  g_autofree char *folder = g_build_filename (self->folder, "a", NULL);

  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);

  assert_refused (self,
                  path,
                  "DIR/a: others can write to it (mode 0777); chmod go-w mends that");
}

static void
test_target_writable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "open/file", "");
  g_autofree char *folder = g_build_filename (self->folder, "open", NULL);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);

  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0703), ==, 0);

  assert_refused (self,
                  link,
                  "DIR/open: others can write to it (mode 0703); chmod go-w mends that");
}

static void
test_sticky (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "shared/file", "");
  g_autofree char *folder = g_build_filename (self->folder, "shared", NULL);

  g_assert_cmpint (g_chmod (folder, 01777), ==, 0);

  assert_trusted (path, path);
}

static void
test_group (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "file", "");

  if (geteuid () != 0)
    return g_test_skip ("only root can give files away");
  g_assert_cmpint (chown (path, 0, 65534), ==, 0);
  g_assert_cmpint (g_chmod (path, 0660), ==, 0);

  assert_refused (self,
                  path,
                  "DIR/file: others can write to it (mode 0660); chmod go-w mends that");
}

static void
test_owner (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "file", "");

  if (geteuid () != 0)
    return g_test_skip ("only root can give files away");
  g_assert_cmpint (chown (path, 65534, 0), ==, 0);

  assert_refused (self,
                  path,
                  "DIR/file: it belongs to user 65534, who could change it; it must "
                  "belong to root or to the user that runs the daemon");
}

#define ADD(name, function)                                                              \
  g_test_add ("/file-trust/" name,                                                       \
              Fixture,                                                                   \
              NULL,                                                                      \
              fixture_set_up,                                                            \
              function,                                                                  \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ours", test_ours);
  ADD ("link", test_link);
  ADD ("missing", test_missing);
  ADD ("file-writable", test_file_writable);
  ADD ("folder-writable", test_folder_writable);
  ADD ("target-writable", test_target_writable);
  ADD ("sticky", test_sticky);
  ADD ("group", test_group);
  ADD ("owner", test_owner);

  return g_test_run ();
}
