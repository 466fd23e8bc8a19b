/* ccp-token-command.c: runs a program that prints a key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-token-command"

#include "ccp-token-command.h"

#include "ccp-body-reader.h"
#include "ccp.h"

#define MAX_OUTPUT (64 * 1024)

typedef struct
{
  char *program;
  guint timeout; /* seconds */
  GSubprocess *process;
  GCancellable *inner; /* ends the reading: the client left, or the time is over */
  GBytes *output;      /* (nullable) */
  gulong cancelled_id;
  guint timeout_id;
  gboolean is_late;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->program, g_free);
  g_clear_object (&work->process);
  g_clear_object (&work->inner);
  g_clear_pointer (&work->output, g_bytes_unref);
  g_free (work);
}

static void
fail (GTask *task, const char *how)
{
  Work *work = g_task_get_task_data (task);

  g_task_return_new_error (task,
                           CCP_ERROR,
                           CCP_ERROR_AUTHENTICATION,
                           "the command \"%s\" that makes the api_key %s",
                           work->program,
                           how);
}

static void
stop_waiting (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  g_clear_handle_id (&work->timeout_id, g_source_remove);
  if (work->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), work->cancelled_id);
  work->cancelled_id = 0;
}

static void
report_status (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  g_autofree char *how = NULL;

  if (work->is_late)
    how = g_strdup_printf ("took more than %u s", work->timeout);
  else if (!g_subprocess_get_if_exited (work->process))
    how = g_strdup_printf ("was ended by signal %d",
                           g_subprocess_get_term_sig (work->process));
  else if (g_subprocess_get_exit_status (work->process) != 0)
    how = g_strdup_printf ("failed with exit status %d",
                           g_subprocess_get_exit_status (work->process));
  else if (work->output == NULL)
    how = g_strdup_printf ("printed more than %d bytes", MAX_OUTPUT);
  if (how != NULL)
    fail (task, how);
  else
    g_task_return_pointer (task,
                           g_steal_pointer (&work->output),
                           (GDestroyNotify) g_bytes_unref);
}

static void
on_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  stop_waiting (task);
  if (!g_task_return_error_if_cancelled (task))
    report_status (task);
  /* it never fails without a cancellable */
  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
}

/* What has printed too much, or goes on after its end was asked for, is ended. */
static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);

  work->output = ccp_body_reader_read_finish (result, NULL);
  if (work->output == NULL)
    g_subprocess_force_exit (work->process);
  g_subprocess_wait_async (work->process, NULL, on_ended, g_object_ref (task));
}

static gboolean
on_timeout (gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);

  work->timeout_id = 0;
  work->is_late = TRUE;
  g_subprocess_force_exit (work->process);
  g_cancellable_cancel (work->inner);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);

  g_subprocess_force_exit (work->process);
  g_cancellable_cancel (work->inner);
}

static void
start (GTask *task)
{
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  work->timeout_id = g_timeout_add_seconds (work->timeout, on_timeout, task);
  if (cancellable != NULL)
    work->cancelled_id =
        g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), task, NULL);
  ccp_body_reader_read_async (g_subprocess_get_stdout_pipe (work->process),
                              MAX_OUTPUT,
                              work->inner,
                              on_read,
                              g_object_ref (task));
}

void
ccp_token_command_run_async (const CcpKeyCommand *command,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (command != NULL && command->arguments != NULL);

  work->program = g_strdup (command->arguments[0]);
  work->timeout = command->timeout;
  work->inner = g_cancellable_new ();
  g_task_set_source_tag (task, ccp_token_command_run_async);
  g_task_set_task_data (task, work, free_work);
  work->process = g_subprocess_newv ((const char *const *) command->arguments,
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                         G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                     &error);
  if (work->process != NULL)
    {
      start (task);
      return;
    }
  g_task_return_new_error (task,
                           CCP_ERROR,
                           CCP_ERROR_AUTHENTICATION,
                           "the command \"%s\" that makes the api_key cannot be started: "
                           "%s",
                           work->program,
                           error->message);
}

GBytes *
ccp_token_command_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
