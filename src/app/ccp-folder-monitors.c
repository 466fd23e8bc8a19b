/* ccp-folder-monitors.c: what happens to a file, and to the links that lead to it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-folder-monitors"

#include "ccp-folder-monitors.h"

/* how often a file that is written to is told of, in milliseconds */
#define RATE 100
/* as many in a row as the kernel follows */
#define MAX_LINKS 40

enum
{
  SIGNAL_EVENT,
  N_SIGNALS
};

struct _CcpFolderMonitors
{
  GObject parent_instance;

  char *path;
  GHashTable *names;   /* (element-type utf8): the file, and the links that lead to it */
  GHashTable *folders; /* (element-type utf8 GFileMonitor): where these are */
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpFolderMonitors, ccp_folder_monitors, G_TYPE_OBJECT)

static gboolean
is_ours (CcpFolderMonitors *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  return path != NULL && g_hash_table_contains (self->names, path);
}

static void
on_changed (GFileMonitor *monitor,
            GFile *file,
            GFile *other,
            GFileMonitorEvent event,
            gpointer data)
{
  CcpFolderMonitors *self = data;
  gboolean ours = is_ours (self, file) || is_ours (self, other);

  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event, ours);
}

/* Returns: (nullable): where the link leads to, NULL if it is none */
static char *
follow (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *target = g_file_read_link (path, NULL);

  return target != NULL ? g_canonicalize_filename (target, folder) : NULL;
}

static void
free_monitor (gpointer data)
{
  g_autoptr (GFileMonitor) monitor = data;

  g_file_monitor_cancel (monitor);
}

static GHashTable *
create_folders (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_monitor);
}

/* Folders are watched, not the file: it may be replaced by another one. One that is
 * watched already stays so, that nothing is missed.
 * @before: (nullable) */
static void
watch_folder (CcpFolderMonitors *self, GHashTable *before, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  GFileMonitor *monitor = NULL;
  gpointer name = NULL;
  gpointer known = NULL;

  if (g_hash_table_contains (self->folders, folder))
    return;
  if (before != NULL && g_hash_table_steal_extended (before, folder, &name, &known))
    {
      g_hash_table_insert (self->folders, name, known);
      return;
    }
  monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (monitor == NULL)
    {
      g_warning ("changes in %s are not seen: %s", folder, error->message);
      return;
    }
  g_file_monitor_set_rate_limit (monitor, RATE);
  g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), self);
  g_hash_table_insert (self->folders, g_strdup (folder), monitor);
}

static void
ccp_folder_monitors_finalize (GObject *object)
{
  CcpFolderMonitors *self = CCP_FOLDER_MONITORS (object);

  g_clear_pointer (&self->folders, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ccp_folder_monitors_parent_class)->finalize (object);
}

static void
ccp_folder_monitors_class_init (CcpFolderMonitorsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_folder_monitors_finalize;
  signals[SIGNAL_EVENT] = g_signal_new ("event",
                                        CCP_TYPE_FOLDER_MONITORS,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_FILE_MONITOR_EVENT,
                                        G_TYPE_BOOLEAN);
}

static void
ccp_folder_monitors_init (CcpFolderMonitors *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->folders = create_folders ();
}

CcpFolderMonitors *
ccp_folder_monitors_new (const char *path)
{
  CcpFolderMonitors *self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (CCP_TYPE_FOLDER_MONITORS, NULL);
  self->path = g_strdup (path);
  ccp_folder_monitors_update (self);
  return self;
}

void
ccp_folder_monitors_update (CcpFolderMonitors *self)
{
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (CCP_IS_FOLDER_MONITORS (self));

  before = g_steal_pointer (&self->folders);
  self->folders = create_folders ();
  g_hash_table_remove_all (self->names);
  path = g_strdup (self->path);
  for (guint i = 0; path != NULL && i < MAX_LINKS; i++)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *link = path;

      watch_folder (self, before, folder);
      path = follow (link);
      g_hash_table_add (self->names, g_steal_pointer (&link));
    }
}
