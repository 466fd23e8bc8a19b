/* test-file-watch.c: tells that a file has changed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-file-watch.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* of a test that hangs, in seconds */
#define WATCHDOG 20
/* after which nothing more comes, in milliseconds */
#define SILENCE 600

typedef struct
{
  char *folder;
  char *path;
  char *link;
  CcpFileWatch *watch;
  guint changes;
} Fixture;

static void
on_changed (Fixture *self)
{
  self->changes++;
}

static void
write_file (const char *path, const char *text)
{
  g_assert_true (
      g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
start (Fixture *self, const char *path)
{
  self->watch = ccp_file_watch_new (path);
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (on_changed), self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("watch-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "file", NULL);
  self->link = g_build_filename (self->folder, "link", NULL);
  write_file (self->path, "one");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->watch);
  g_unlink (self->link);
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->link);
  g_free (self->path);
  g_free (self->folder);
}

static gboolean
on_watchdog (gpointer data)
{
  g_assert_not_reached ();
}

static void
wait_for_changes (Fixture *self, guint n)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG, on_watchdog, NULL);

  while (self->changes < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

static gboolean
on_silence (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
assert_changes (Fixture *self, guint n)
{
  gboolean over = FALSE;

  g_timeout_add (SILENCE, on_silence, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->changes, ==, n);
}

static void
test_replaced (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_strconcat (self->path, ".new", NULL);

  start (self, self->path);
  write_file (other, "two");
  g_assert_cmpint (g_rename (other, self->path), ==, 0);
  wait_for_changes (self, 1);
  assert_changes (self, 1);
}

static void
test_written_in_pieces (Fixture *self, gconstpointer data)
{
  FILE *file = NULL;

  start (self, self->path);
  file = g_fopen (self->path, "w");
  fputs ("half", file);
  fflush (file);
  assert_changes (self, 0);
  fputs (" and half", file);
  fclose (file);
  wait_for_changes (self, 1);
  assert_changes (self, 1);
}

static void
test_removed_and_back (Fixture *self, gconstpointer data)
{
  start (self, self->path);
  g_unlink (self->path);
  wait_for_changes (self, 1);
  write_file (self->path, "two");
  wait_for_changes (self, 2);
  assert_changes (self, 2);
}

static void
test_same_name_elsewhere (Fixture *self, gconstpointer data)
{
  start (self, self->path);
  write_file (self->link, "another file");
  assert_changes (self, 0);
}

static void
test_link (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->folder, "other", NULL);

  g_assert_cmpint (symlink ("file", self->link), ==, 0);
  start (self, self->link);
  write_file (self->path, "two");
  wait_for_changes (self, 1);
  write_file (other, "three");
  g_unlink (self->link);
  g_assert_cmpint (symlink (other, self->link), ==, 0);
  wait_for_changes (self, 2);
  write_file (other, "four");
  wait_for_changes (self, 3);
  g_unlink (other);
  wait_for_changes (self, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/file-watch/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("changed/replaced", test_replaced);
  ADD ("changed/written-in-pieces", test_written_in_pieces);
  ADD ("changed/removed-and-back", test_removed_and_back);
  ADD ("changed/not-by-other-files", test_same_name_elsewhere);
  ADD ("changed/through-a-link", test_link);
#undef ADD

  return g_test_run ();
}
