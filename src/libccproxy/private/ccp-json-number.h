/* ccp-json-number.h: between the digits of a JSON number and the types of C
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room for any double, with sign, point, exponent and NUL. */
#define CCP_JSON_NUMBER_SIZE 40

gboolean ccp_json_number_to_int (const char *raw, gsize length, gint64 *value);
gboolean ccp_json_number_to_double (const char *raw, gsize length, double *value);
gboolean ccp_json_number_is_integer (const char *raw, gsize length);
gsize ccp_json_number_print (double value, char buffer[CCP_JSON_NUMBER_SIZE]);

G_END_DECLS
