/* ccp-log-writer.c: where the log goes and how it looks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-log-writer"

#include "ccp-log-writer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ccp-log-text.h"

typedef struct
{
  gboolean verbose;
  gboolean journal;
} Manner;

static const char *
get_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
      return fields[i].value;
  return NULL;
}

static const char *
describe_level (GLogLevelFlags level)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) != 0)
    return "fault: ";
  if ((level & G_LOG_LEVEL_WARNING) != 0)
    return "warning: ";
  if ((level & G_LOG_LEVEL_DEBUG) != 0)
    return "debug: ";
  return "";
}

/* Unlike GDateTime it does not look each time whether the time zone has changed. */
static void
format_time (char *text, gsize size)
{
  time_t now = time (NULL);
  struct tm parts;

  if (localtime_r (&now, &parts) == NULL ||
      strftime (text, size, "%H:%M:%S", &parts) == 0)
    g_strlcpy (text, "--:--:--", size);
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  char clock[sizeof "00:00:00"];
  const char *message = get_field (fields, n_fields, "MESSAGE");
  g_autofree char *line = NULL;

  if (message == NULL)
    return G_LOG_WRITER_UNHANDLED;
  line = ccp_log_text_escape (message);
  format_time (clock, sizeof clock);
  fprintf (stderr, "%s %s%s\n", clock, describe_level (level), line);
  return G_LOG_WRITER_HANDLED;
}

static GLogWriterOutput
write_log (GLogLevelFlags level,
           const GLogField *fields,
           gsize n_fields,
           gpointer user_data)
{
  const Manner *manner = user_data;
  const char *domain = get_field (fields, n_fields, "GLIB_DOMAIN");
  gboolean shown = manner->verbose && (level & G_LOG_LEVEL_INFO) != 0;

  if (!shown && g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;
  if (manner->journal)
    return g_log_writer_journald (level, fields, n_fields, NULL);
  return write_line (level, fields, n_fields);
}

void
ccp_log_writer_install (gboolean verbose)
{
  Manner *manner = g_new0 (Manner, 1);

  manner->verbose = verbose;
  manner->journal = g_log_writer_is_journald (fileno (stderr));
  g_log_set_writer_func (write_log, manner, g_free);
}
