/* ccp-module-trial.c: loads a module in a process of its own first, because what is wrong
 * with one may end the process or hang it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-module-trial"

#include "ccp-module-trial.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ccp-error.h"

#define MAX_OUTPUT (64 * 1024)

typedef struct
{
  GPid pid;
  int output; /* the read end of what the helper says */
  gint64 deadline;
} Trial;

/* Returns: milliseconds until the deadline, 0 after it */
static int
get_time_left (const Trial *self)
{
  gint64 left = self->deadline - g_get_monotonic_time ();

  return left > 0 ? (int) (left / 1000) + 1 : 0;
}

/* Reads until the helper closes its end, which it does when it ends.
 * Returns: FALSE when the time is over */
static gboolean
read_output (const Trial *self, GString *output)
{
  char buffer[4096];

  while (TRUE)
    {
      struct pollfd item = { .fd = self->output, .events = POLLIN };
      int ready = poll (&item, 1, get_time_left (self));
      gssize length = 0;

      if (ready == 0)
        return FALSE;
      if (ready < 0 && errno != EINTR)
        return TRUE;
      if (ready < 0)
        continue;
      length = read (self->output, buffer, sizeof buffer);
      if (length <= 0)
        return TRUE;
      if (output->len < MAX_OUTPUT)
        g_string_append_len (output, buffer, length);
    }
}

/* a module may have closed the pipe and go on, so waiting has an end of its own */
static gboolean
wait_until_ended (const Trial *self, int *status)
{
  while (get_time_left (self) > 0)
    {
      if (waitpid (self->pid, status, WNOHANG) == self->pid)
        return TRUE;
      g_usleep (G_TIME_SPAN_MILLISECOND);
    }
  return FALSE;
}

static gboolean
finish (const Trial *self, GString *output, int *status)
{
  if (read_output (self, output) && wait_until_ended (self, status))
    return TRUE;
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, status, 0) < 0 && errno == EINTR)
    ;
  return FALSE;
}

static void
explain (int status, const char *output, GError **error)
{
  int signal_number = WIFSIGNALED (status) ? WTERMSIG (status) : 0;

  if (WIFEXITED (status) && WEXITSTATUS (status) == CCP_MODULE_TRIAL_REFUSED)
    g_set_error (error, CCP_ERROR, CCP_ERROR_PLUGIN, "%s", output);
  else if (signal_number != 0)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 "it crashes when it is loaded (%s)%s",
                 strsignal (signal_number),
                 signal_number == SIGBUS ? "; the file is cut off" : "");
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 "it ends the process when it is loaded (exit status %d)",
                 WEXITSTATUS (status));
}

char *
ccp_module_trial_run (const char *helper,
                      const char *module,
                      const char *plugin,
                      guint timeout,
                      GError **error)
{
  const char *argv[] = { helper, module, plugin, NULL };
  Trial self = { 0 };
  int status = 0;
  gboolean in_time = FALSE;
  g_autoptr (GString) output = g_string_new (NULL);

  g_return_val_if_fail (helper != NULL, NULL);
  g_return_val_if_fail (module != NULL, NULL);
  g_return_val_if_fail (plugin != NULL, NULL);

  if (!g_spawn_async_with_pipes (NULL,
                                 (char **) argv,
                                 NULL,
                                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL,
                                 NULL,
                                 NULL,
                                 &self.pid,
                                 NULL,
                                 &self.output,
                                 NULL,
                                 error))
    {
      g_prefix_error (error, "it cannot be tried: ");
      return NULL;
    }
  self.deadline = g_get_monotonic_time () + timeout * G_TIME_SPAN_MILLISECOND;
  in_time = finish (&self, output, &status);
  close (self.output);
  g_spawn_close_pid (self.pid);

  if (in_time && WIFEXITED (status) && WEXITSTATUS (status) == CCP_MODULE_TRIAL_GOOD)
    return g_string_free (g_steal_pointer (&output), FALSE);
  if (in_time)
    explain (status, output->str, error);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_PLUGIN,
                 "it does not come back when it is loaded; %u ms were waited",
                 timeout);
  return NULL;
}
