/* edit-params.h: reads params, and says where in them a fault is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* A place is such as "do[2].when.model"; an error begins with it, and so the host can
 * point at the line of the configuration. */
char *edit_params_get_place (const char *parent, const char *member);
/* Returns: FALSE */
gboolean edit_params_refuse (GError **error, const char *place, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* Returns: whether there is a mapping, or nothing */
gboolean
edit_params_check_object (const CcpJsonValue *value, const char *place, GError **error);
/* @what: such as "condition" */
gboolean edit_params_check_members (const CcpJsonValue *object,
                                    const char *place,
                                    const char *what,
                                    const char *const *known,
                                    GError **error);
/* Returns: (nullable) */
CcpJsonPath *
edit_params_read_path (const CcpJsonValue *value, const char *place, GError **error);
/* one path or a list of them
 * Returns: (element-type CcpJsonPath) (nullable) */
GPtrArray *
edit_params_read_paths (const CcpJsonValue *value, const char *place, GError **error);
/* one pattern with * and ?, or a list of them
 * Returns: (element-type GPatternSpec) (nullable) */
GPtrArray *
edit_params_read_globs (const CcpJsonValue *value, const char *place, GError **error);
/* Returns: what is there, for the end of "expected …, got …" */
char *edit_params_describe (const CcpJsonValue *value);
/* Returns: (nullable): a string, or another single value as it is written; NULL for a
 * string with a zero byte in it */
char *edit_params_dup_text (const CcpJsonValue *value);
gboolean edit_params_is_scalar (const CcpJsonValue *value);

G_END_DECLS
