/* fake-desktop.c: the services of a desktop, as the tests have them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-desktop.h"

static const char notifications[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='GetCapabilities'><arg direction='out' type='as'/></method>"
    "<method name='Notify'>"
    "<arg direction='in' type='s'/><arg direction='in' type='u'/>"
    "<arg direction='in' type='s'/><arg direction='in' type='s'/>"
    "<arg direction='in' type='s'/><arg direction='in' type='as'/>"
    "<arg direction='in' type='a{sv}'/><arg direction='in' type='i'/>"
    "<arg direction='out' type='u'/></method>"
    "<method name='CloseNotification'><arg direction='in' type='u'/></method>"
    "<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "</interface></node>";

static const char files[] = "<node><interface name='org.freedesktop.FileManager1'>"
                            "<method name='ShowItems'><arg direction='in' type='as'/>"
                            "<arg direction='in' type='s'/></method>"
                            "</interface></node>";

static const char logind[] =
    "<node><interface name='org.freedesktop.login1.Manager'>"
    "<method name='Inhibit'><arg direction='in' type='s'/>"
    "<arg direction='in' type='s'/><arg direction='in' type='s'/>"
    "<arg direction='in' type='s'/><arg direction='out' type='h'/></method>"
    "<signal name='PrepareForSleep'><arg type='b'/></signal>"
    "</interface></node>";

FakeService *
fake_desktop_new_notifications (const char *address, const char *const *capabilities)
{
  FakeService *self = fake_service_new (address,
                                        "org.freedesktop.Notifications",
                                        "/org/freedesktop/Notifications",
                                        notifications);

  fake_service_answer (self, "GetCapabilities", g_variant_new ("(^as)", capabilities));
  fake_service_answer (self, "Notify", g_variant_new ("(u)", 7));
  return self;
}

FakeService *
fake_desktop_new_files (const char *address)
{
  return fake_service_new (address,
                           "org.freedesktop.FileManager1",
                           "/org/freedesktop/FileManager1",
                           files);
}

FakeService *
fake_desktop_new_logind (const char *address)
{
  FakeService *self = fake_service_new (address,
                                        "org.freedesktop.login1",
                                        "/org/freedesktop/login1",
                                        logind);

  fake_service_answer (self, "Inhibit", g_variant_new ("(h)", 0));
  return self;
}
