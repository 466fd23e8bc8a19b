/* ccp-json-value.h: a place in a JSON document
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

/**
 * CcpJsonKind:
 * @CCP_JSON_NONE: there is no such value
 * @CCP_JSON_NULL: `null`
 * @CCP_JSON_BOOLEAN: `true` or `false`
 * @CCP_JSON_NUMBER: a number
 * @CCP_JSON_STRING: a string
 * @CCP_JSON_ARRAY: an array
 * @CCP_JSON_OBJECT: an object
 *
 * What kind of value stands at a place.
 */
typedef enum
{
  CCP_JSON_NONE,
  CCP_JSON_NULL,
  CCP_JSON_BOOLEAN,
  CCP_JSON_NUMBER,
  CCP_JSON_STRING,
  CCP_JSON_ARRAY,
  CCP_JSON_OBJECT,
} CcpJsonKind;

/**
 * CcpJsonValue: (skip)
 *
 * A place in a [struct@Json]. It is a plain value that owns nothing: it is good for as
 * long as the document lives. A place that does not exist has the kind %CCP_JSON_NONE,
 * and every function takes it, so that look-ups can follow each other without a check
 * between.
 */
struct _CcpJsonValue
{
  /*< private >*/
  CcpJson *document;
  guint index;
};

/**
 * CCP_JSON_VALUE_NONE: (skip)
 *
 * The place that does not exist.
 */
#define CCP_JSON_VALUE_NONE ((CcpJsonValue){ NULL, 0 })

/**
 * CcpJsonIter: (skip)
 *
 * Walks over the members of an object or the elements of an array.
 */
struct _CcpJsonIter
{
  /*< private >*/
  CcpJson *document;
  guint next;
  guint end;
  gboolean members;
};

CCP_AVAILABLE_IN_1_0
CcpJsonKind ccp_json_value_get_kind (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_exists (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_is_object (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_is_array (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_is_string (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
CcpJsonValue ccp_json_value_member (const CcpJsonValue *self, const char *name);
CCP_AVAILABLE_IN_1_0
CcpJsonValue ccp_json_value_element (const CcpJsonValue *self, guint index);
CCP_AVAILABLE_IN_1_0
guint ccp_json_value_get_length (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_json_value_peek_raw (const CcpJsonValue *self, gsize *length);
CCP_AVAILABLE_IN_1_0
gboolean
ccp_json_value_peek_string (const CcpJsonValue *self, const char **text, gsize *length);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_equals_string (const CcpJsonValue *self, const char *text);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_has_prefix (const CcpJsonValue *self, const char *prefix);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_is_empty_string (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_is_blank_string (const CcpJsonValue *self);
CCP_AVAILABLE_IN_1_0
char *ccp_json_value_dup_string (const CcpJsonValue *self, gsize *length);
CCP_AVAILABLE_IN_1_0
void ccp_json_value_append_string (const CcpJsonValue *self, GString *string);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_get_int (const CcpJsonValue *self, gint64 *value);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_get_double (const CcpJsonValue *self, double *value);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_value_get_boolean (const CcpJsonValue *self, gboolean fallback);

CCP_AVAILABLE_IN_1_0
void ccp_json_iter_init (CcpJsonIter *self, const CcpJsonValue *container);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_iter_next (CcpJsonIter *self, CcpJsonValue *name, CcpJsonValue *value);

G_END_DECLS
