/* ccp-dbus-variant.h: values of ours as those of the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"
#include "ccp.h"

G_BEGIN_DECLS

/* The floating variants of all of these are of the type that the XML files of data say.
 */

/* @text: (nullable): what is not UTF-8 in it is replaced; NULL is empty
 * Returns: (transfer full) */
char *ccp_dbus_variant_clean_text (const char *text);
/* Returns: @count, 0 if it is not known */
guint64 ccp_dbus_variant_get_count (gint64 count);
/* adds a text to a dictionary
 * @value: (nullable) */
void ccp_dbus_variant_add_text (GVariantDict *dict, const char *key, const char *value);
/* Returns: (transfer floating): aa{sv} */
GVariant *ccp_dbus_variant_new_diagnostics (CcpDiagnostics *diagnostics);
/* Returns: (transfer floating): a{sv}: where a request would go, and why */
GVariant *ccp_dbus_variant_new_decision (CcpRoute *route);

G_END_DECLS
