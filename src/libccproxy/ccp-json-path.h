/* ccp-json-path.h: an address in a JSON document, such as /messages/0 or $..text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

/**
 * CCP_JSON_PATH_MAX_LENGTH:
 *
 * How many bytes a path may have.
 */
#define CCP_JSON_PATH_MAX_LENGTH 1024

/**
 * CCP_JSON_PATH_MAX_STEPS:
 *
 * How many steps a path may have.
 */
#define CCP_JSON_PATH_MAX_STEPS 32

/**
 * CcpJsonStep: (skip)
 * @name: (nullable): of a member
 * @index: of an element, from the end if it is negative
 * @has_index: whether there is an index; a pointer's `0` may be either
 * @is_each: every member or element
 * @is_append: behind the last element
 * @descends: a member of that name at any depth
 *
 * One step of a path.
 */
typedef struct
{
  char *name;
  gint64 index;
  gboolean has_index;
  gboolean is_each;
  gboolean is_append;
  gboolean descends;
} CcpJsonStep;

/**
 * CcpJsonPath: (skip)
 *
 * An address in a JSON document: a JSON Pointer (RFC 6901) in which `*` is every member
 * or element, or, if it starts with `$`, names, indices, wildcards and `..name` of
 * JSONPath (RFC 9535).
 */
typedef struct _CcpJsonPath CcpJsonPath;

/**
 * CcpJsonStretch: (skip)
 * @path: a path
 * @first: its first step
 * @end: the step before which it ends
 *
 * Some of the steps of a path.
 */
typedef struct
{
  const CcpJsonPath *path;
  guint first;
  guint end;
} CcpJsonStretch;

CCP_AVAILABLE_IN_1_0
CcpJsonPath *ccp_json_path_new (const char *text, GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_json_path_free (CcpJsonPath *self);
CCP_AVAILABLE_IN_1_0
guint ccp_json_path_get_length (const CcpJsonPath *self);
CCP_AVAILABLE_IN_1_0
const CcpJsonStep *ccp_json_path_get_step (const CcpJsonPath *self, guint index);
CCP_AVAILABLE_IN_1_0
CcpJsonStretch ccp_json_path_get_all (const CcpJsonPath *self);
CCP_AVAILABLE_IN_1_0
CcpJsonStretch ccp_json_path_get_parent (const CcpJsonPath *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_path_is_many (const CcpJsonPath *self, guint first, guint end);
CCP_AVAILABLE_IN_1_0
guint ccp_json_path_count_common (const CcpJsonPath *self, const CcpJsonPath *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonPath, ccp_json_path_free)

G_END_DECLS
