/* ccp-shape-check.h: whether JSON has the shape that is expected, and where it has not
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-value.h"

G_BEGIN_DECLS

/* body, messages, N, content, N, content, N, field: nothing deeper is looked at */
#define CCP_SHAPE_MAX_PATH 8

typedef enum
{
  CCP_SHAPE_STRING,
  CCP_SHAPE_INTEGER,
  CCP_SHAPE_NUMBER,
  CCP_SHAPE_BOOLEAN,
  CCP_SHAPE_OBJECT,
  CCP_SHAPE_LIST,
  CCP_SHAPE_CONTENT,
} CcpShape;

/* %CCP_NEED_OPTIONAL fields may also be null */
typedef enum
{
  CCP_NEED_OPTIONAL,
  CCP_NEED_REQUIRED,
} CcpNeed;

typedef struct
{
  const char *name;
  CcpShape shape;
  CcpNeed need;
} CcpShapeField;

typedef struct
{
  const char *name; /* (nullable): a member, or else an element */
  guint index;
} CcpShapeStep;

typedef struct
{
  CcpShapeStep path[CCP_SHAPE_MAX_PATH];
  guint depth;
  GError **error;
} CcpShapeCheck;

void ccp_shape_check_enter_member (CcpShapeCheck *self, const char *name);
void ccp_shape_check_enter_element (CcpShapeCheck *self, guint index);
void ccp_shape_check_leave (CcpShapeCheck *self);
gboolean ccp_shape_check_refuse (CcpShapeCheck *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
gboolean
ccp_shape_check_value (CcpShapeCheck *self, const CcpJsonValue *value, CcpShape shape);
gboolean ccp_shape_check_field (CcpShapeCheck *self,
                                const CcpJsonValue *object,
                                const CcpShapeField *field);

G_END_DECLS
