/* fake-wait.c: an asynchronous call that nobody answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-wait.h"

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_assert_true (g_task_return_error_if_cancelled (data));
  return G_SOURCE_REMOVE;
}

void
fake_wait_start (GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), task, g_object_unref);
  g_source_attach (source, NULL);
}
