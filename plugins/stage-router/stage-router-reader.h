/* stage-router-reader.h: what the settings are read with, and what is wrong with them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define STAGE_ROUTER_READER_UNKNOWN_KEY "unknown-key"
#define STAGE_ROUTER_READER_UNKNOWN_MODEL "unknown-model"
#define STAGE_ROUTER_READER_UNKNOWN_PROFILE "unknown-profile"
#define STAGE_ROUTER_READER_WRONG_TYPE "wrong-type"
#define STAGE_ROUTER_READER_BAD_VALUE "bad-value"
#define STAGE_ROUTER_READER_OUT_OF_RANGE "out-of-range"
#define STAGE_ROUTER_READER_MISSING "missing-key"
#define STAGE_ROUTER_READER_TWICE "duplicate-entry"
#define STAGE_ROUTER_READER_DOUBTFUL "doubtful-routing"
#define STAGE_ROUTER_READER_UNREACHABLE "unreachable-rule"
#define STAGE_ROUTER_READER_UNUSED "unused-profile"

typedef struct
{
  CcpCatalog *catalog;   /* (not owned) */
  CcpFindings *findings; /* (not owned) */
} StageRouterReader;

void stage_router_reader_refuse (const StageRouterReader *self,
                                 const char *code,
                                 const char *place,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);
void stage_router_reader_warn (const StageRouterReader *self,
                               const char *code,
                               const char *place,
                               const char *format,
                               ...) G_GNUC_PRINTF (4, 5);
/* refuses @value, which is not what @expected says */
void stage_router_reader_refuse_value (const StageRouterReader *self,
                                       const CcpJsonValue *value,
                                       const char *place,
                                       const char *expected);
/* @what: what is wrong, such as "unknown key"; @word: one that is none of @candidates */
void stage_router_reader_refuse_word (const StageRouterReader *self,
                                      const char *code,
                                      const char *place,
                                      const char *what,
                                      const char *word,
                                      const char *const *candidates);
char *stage_router_reader_get_place (const char *parent, const char *member);
/* whether @value is a mapping with none but @known members; says what is wrong */
gboolean stage_router_reader_check_mapping (const StageRouterReader *self,
                                            const CcpJsonValue *value,
                                            const char *place,
                                            const char *const *known);
/* Returns: (nullable): a string that is not blank */
char *stage_router_reader_read_string (const StageRouterReader *self,
                                       const CcpJsonValue *value,
                                       const char *place);
/* Returns: (nullable) (element-type utf8): one string, or a list of at least one */
GPtrArray *stage_router_reader_read_strings (const StageRouterReader *self,
                                             const CcpJsonValue *value,
                                             const char *place);

G_END_DECLS
