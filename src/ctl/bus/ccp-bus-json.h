/* ccp-bus-json.h: what came over the bus, as JSON
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Dictionaries become objects with the same keys, in the order of the alphabet, tuples
 * and lists become arrays, and quantiles, a list of a fraction and a time each, become an
 * object: p50, p90. */
void ccp_bus_json_write (CcpJsonWriter *writer, GVariant *value);
/* the same as the member @key of an object */
void ccp_bus_json_write_member (CcpJsonWriter *writer, const char *key, GVariant *value);
/* the entries of the dictionary @dictionary as members of the object that was begun */
void ccp_bus_json_write_members (CcpJsonWriter *writer, GVariant *dictionary);
/* Prints what was written as one line. */
void ccp_bus_json_print (CcpJsonWriter *writer);

G_END_DECLS
