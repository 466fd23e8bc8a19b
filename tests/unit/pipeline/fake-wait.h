/* fake-wait.h: an asynchronous call that nobody answers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @task: (transfer full): fails when its cancellable is cancelled, and not before */
void fake_wait_start (GTask *task);

G_END_DECLS
