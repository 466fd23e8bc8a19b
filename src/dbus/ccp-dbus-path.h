/* ccp-dbus-path.h: paths of objects with a name in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @prefix: one of those in ccp-dbus-names.h
 * Returns: @prefix with @name behind it, escaped as systemd escapes the names of units:
 * what is neither a letter nor a digit, and a digit at the start, is "_" and two
 * hexadecimal digits; an empty name is "_" */
char *ccp_dbus_path_build (const char *prefix, const char *name);

G_END_DECLS
