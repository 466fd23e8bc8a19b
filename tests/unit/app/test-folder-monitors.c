/* test-folder-monitors.c: what happens to a file, and to the links that lead to it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-folder-monitors.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* of a test that hangs, in seconds */
#define WATCHDOG 20

typedef struct
{
  char *folder;
  char *other;
  char *link;
  CcpFolderMonitors *monitors;
  guint ours;
  guint others;
} Fixture;

static void
on_event (Fixture *self, GFileMonitorEvent event, gboolean ours)
{
  if (ours)
    self->ours++;
  else
    self->others++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("one-XXXXXX", NULL);
  self->other = g_dir_make_tmp ("two-XXXXXX", NULL);
  self->link = g_build_filename (self->folder, "link", NULL);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->monitors);
  remove_all (self->folder);
  remove_all (self->other);
  g_free (self->link);
  g_free (self->other);
  g_free (self->folder);
}

static void
start (Fixture *self)
{
  self->monitors = ccp_folder_monitors_new (self->link);
  g_signal_connect_swapped (self->monitors, "event", G_CALLBACK (on_event), self);
}

static void
link_to (Fixture *self, const char *target)
{
  g_unlink (self->link);
  g_assert_cmpint (symlink (target, self->link), ==, 0);
}

static void
touch (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "text", -1, NULL));
}

static gboolean
on_watchdog (gpointer data)
{
  g_assert_not_reached ();
}

/* Waits until @counter is not 0, and begins to count again. */
static void
wait_for (Fixture *self, guint *counter)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG, on_watchdog, NULL);

  while (*counter == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  self->ours = 0;
  self->others = 0;
}

static void
test_names (Fixture *self, gconstpointer data)
{
  start (self);
  touch (self->folder, "neighbour");
  while (self->others == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->ours, ==, 0);
  touch (self->folder, "link");
  wait_for (self, &self->ours);
}

/* a file that is elsewhere, and later somewhere else */
static void
test_links (Fixture *self, gconstpointer data)
{
  g_autofree char *target = g_build_filename (self->other, "file", NULL);

  touch (self->other, "file");
  touch (self->folder, "file");
  link_to (self, target);
  start (self);
  touch (self->other, "file");
  wait_for (self, &self->ours);

  link_to (self, "file");
  wait_for (self, &self->ours);
  ccp_folder_monitors_update (self->monitors);
  touch (self->folder, "file");
  wait_for (self, &self->ours);
}

/* links that lead to each other have an end */
static void
test_loop (Fixture *self, gconstpointer data)
{
  link_to (self, "link");
  start (self);
  touch (self->folder, "neighbour");
  wait_for (self, &self->others);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/folder-monitors/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("event/whose", test_names);
  ADD ("update/follows-links", test_links);
  ADD ("new/links-in-a-circle", test_loop);
#undef ADD

  return g_test_run ();
}
