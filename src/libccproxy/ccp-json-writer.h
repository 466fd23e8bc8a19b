/* ccp-json-writer.h: writes a JSON document once, from front to back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-value.h"

G_BEGIN_DECLS

#define CCP_TYPE_JSON_WRITER (ccp_json_writer_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_json_writer_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJsonWriter *ccp_json_writer_new (void);
CCP_AVAILABLE_IN_1_0
CcpJsonWriter *ccp_json_writer_new_sized (gsize reserve);
CCP_AVAILABLE_IN_1_0
CcpJsonWriter *ccp_json_writer_ref (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_unref (CcpJsonWriter *self);

CCP_AVAILABLE_IN_1_0
void ccp_json_writer_begin_object (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_end_object (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_begin_array (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_end_array (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_key (CcpJsonWriter *self, const char *name);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_key_value (CcpJsonWriter *self, const CcpJsonValue *name);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_string (CcpJsonWriter *self, const char *text);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_string_len (CcpJsonWriter *self, const char *text, gsize length);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_int (CcpJsonWriter *self, gint64 value);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_double (CcpJsonWriter *self, double value);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_boolean (CcpJsonWriter *self, gboolean value);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_null (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_value (CcpJsonWriter *self, const CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_document (CcpJsonWriter *self, CcpJson *document);

CCP_AVAILABLE_IN_1_0
void ccp_json_writer_begin_string (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_append (CcpJsonWriter *self, const char *text);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_append_len (CcpJsonWriter *self, const char *text, gsize length);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_append_string_value (CcpJsonWriter *self,
                                          const CcpJsonValue *string);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_append_json (CcpJsonWriter *self, const CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
void ccp_json_writer_end_string (CcpJsonWriter *self);

CCP_AVAILABLE_IN_1_0
gsize ccp_json_writer_get_length (CcpJsonWriter *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_writer_finish (CcpJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonWriter, ccp_json_writer_unref)

G_END_DECLS
