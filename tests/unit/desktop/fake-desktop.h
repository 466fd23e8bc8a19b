/* fake-desktop.h: the services of a desktop, as the tests have them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fake-service.h"

G_BEGIN_DECLS

/* Returns: org.freedesktop.Notifications; the first notification has the id 7
 * @capabilities: such as "actions" */
FakeService *fake_desktop_new_notifications (const char *address,
                                             const char *const *capabilities);
/* Returns: org.freedesktop.FileManager1 */
FakeService *fake_desktop_new_files (const char *address);
/* Returns: org.freedesktop.login1, whose locks are to be made by the test */
FakeService *fake_desktop_new_logind (const char *address);

G_END_DECLS
