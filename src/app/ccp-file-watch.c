/* ccp-file-watch.c: tells that a file has changed, and is whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-file-watch"

#include "ccp-file-watch.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ccp-folder-monitors.h"

/* for how long nothing must happen, in milliseconds: files are written in pieces, and
 * replaced in steps */
#define QUIET 200

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

struct _CcpFileWatch
{
  GObject parent_instance;

  char *path;
  CcpFolderMonitors *monitors;
  char *identity;   /* (nullable): of the file, NULL if it is not there */
  gboolean is_open; /* somebody writes to it */
  guint quiet;
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpFileWatch, ccp_file_watch, G_TYPE_OBJECT)

/* Returns: (nullable) */
static char *
identify (const char *path)
{
  struct stat info;

  if (g_stat (path, &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT
                          " %" G_GINT64_FORMAT ".%09ld %o %u",
                          (guint64) info.st_dev,
                          (guint64) info.st_ino,
                          (gint64) info.st_size,
                          (gint64) info.st_mtim.tv_sec,
                          info.st_mtim.tv_nsec,
                          (guint) info.st_mode,
                          (guint) info.st_uid);
}

static gboolean
on_quiet (gpointer data)
{
  CcpFileWatch *self = data;
  char *identity = identify (self->path);
  gboolean changed = g_strcmp0 (identity, self->identity) != 0;

  self->quiet = 0;
  g_free (self->identity);
  self->identity = identity;
  ccp_folder_monitors_update (self->monitors);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Whoever writes has not closed the file; when it does, there is another event. What
 * happens to other files does not put the end of the wait off, but it is not ignored: one
 * may be a folder through which a link leads. */
static void
on_event (CcpFileWatch *self, GFileMonitorEvent event, gboolean ours)
{
  if (!ours && (self->is_open || self->quiet != 0))
    return;
  g_clear_handle_id (&self->quiet, g_source_remove);
  self->is_open = ours && event == G_FILE_MONITOR_EVENT_CHANGED;
  if (!self->is_open)
    self->quiet = g_timeout_add (QUIET, on_quiet, self);
}

static void
ccp_file_watch_finalize (GObject *object)
{
  CcpFileWatch *self = CCP_FILE_WATCH (object);

  g_clear_handle_id (&self->quiet, g_source_remove);
  if (self->monitors != NULL)
    g_signal_handlers_disconnect_by_data (self->monitors, self);
  g_clear_object (&self->monitors);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ccp_file_watch_parent_class)->finalize (object);
}

static void
ccp_file_watch_class_init (CcpFileWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_file_watch_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          CCP_TYPE_FILE_WATCH,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
ccp_file_watch_init (CcpFileWatch *self)
{
}

CcpFileWatch *
ccp_file_watch_new (const char *path)
{
  CcpFileWatch *self = NULL;
  g_autofree char *absolute = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (CCP_TYPE_FILE_WATCH, NULL);
  self->path = g_strdup (path);
  self->identity = identify (path);
  absolute = g_canonicalize_filename (path, NULL);
  self->monitors = ccp_folder_monitors_new (absolute);
  g_signal_connect_swapped (self->monitors, "event", G_CALLBACK (on_event), self);
  return self;
}
