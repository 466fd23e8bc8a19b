/* ccp-schema-writer.h: parts of a JSON Schema, which are put together by hand
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* members of the schema that is being written */
void
ccp_schema_writer_add_string (CcpJsonWriter *writer, const char *key, const char *value);
void ccp_schema_writer_add_strings (CcpJsonWriter *writer,
                                    const char *key,
                                    const char *const *values);
void
ccp_schema_writer_add_boolean (CcpJsonWriter *writer, const char *key, gboolean value);
void ccp_schema_writer_add_number (CcpJsonWriter *writer, const char *key, double value);
/* the types of a text as YAML has it: what looks like a number is one for who reads the
 * schema, and a text here */
void ccp_schema_writer_add_text_type (CcpJsonWriter *writer, gboolean may_be_null);
/* a list of schemas, one of which must fit */
void ccp_schema_writer_begin_choice (CcpJsonWriter *writer);
void ccp_schema_writer_end_choice (CcpJsonWriter *writer);
/* an element of such a list */
void ccp_schema_writer_write_type (CcpJsonWriter *writer, const char *type);
void ccp_schema_writer_write_text (CcpJsonWriter *writer);
/* a text with a variable, which may stand for anything */
void ccp_schema_writer_write_variable (CcpJsonWriter *writer);
/* @type: "integer" or "number"; bounds that are not finite are none */
void ccp_schema_writer_write_number (CcpJsonWriter *writer,
                                     const char *type,
                                     double minimum,
                                     double maximum);

G_END_DECLS
