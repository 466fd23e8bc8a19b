/* golden-case.h: one golden case, made ready to run
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

#include "golden-dialect.h"

G_BEGIN_DECLS

typedef struct
{
  const GoldenDialect *dialect; /* (not owned) */
  JsonNode *node;
  JsonObject *root;   /* (not owned) */
  JsonObject *config; /* (not owned) */
  /* of one run of it */
  CcpExchange *exchange;
  CcpSimpleProvider *provider;
  CcpSimpleTransformer *transformer;
} GoldenCase;

GoldenCase *golden_case_load (const GoldenDialect *dialect, const char *path);
void golden_case_free (GoldenCase *self);
gboolean golden_case_is_about (GoldenCase *self, const GoldenDialect *dialect);
/* @body: of the client's request */
void golden_case_prepare (GoldenCase *self, CcpJson *body);
/* an answer follows its request, whose names it needs */
void golden_case_prepare_answered (GoldenCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GoldenCase, golden_case_free)

G_END_DECLS
