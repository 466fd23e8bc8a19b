/* stage-router-test.h: one part of a condition
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-reader.h"
#include "stage-router-request.h"

G_BEGIN_DECLS

typedef enum
{
  STAGE_ROUTER_TEST_MODEL,
  STAGE_ROUTER_TEST_STAGE,
  STAGE_ROUTER_TEST_HEADER,
  STAGE_ROUTER_TEST_TOKENS,
  STAGE_ROUTER_TEST_TOOLS,
  STAGE_ROUTER_TEST_CLIENT,
  STAGE_ROUTER_TEST_SYSTEM,
  STAGE_ROUTER_TEST_PROJECT,
  STAGE_ROUTER_TEST_SESSION,
} StageRouterTestKind;

/* It holds if any of its patterns, ranges or stages does. */
typedef struct
{
  StageRouterTestKind kind;
  char *header;        /* (nullable): the name, of a header */
  GPtrArray *patterns; /* (nullable) (element-type utf8) */
  GArray *ranges;      /* (nullable) (element-type StageRouterRange) */
  guint stages;        /* bits */
} StageRouterTest;

/* @value: what is asked, not that of a header
 * Returns: whether it is good; says what is wrong */
gboolean stage_router_test_read (StageRouterTest *self,
                                 const StageRouterReader *reader,
                                 StageRouterTestKind kind,
                                 const CcpJsonValue *value,
                                 const char *place);
void stage_router_test_clear (StageRouterTest *self);
gboolean stage_router_test_holds (const StageRouterTest *self,
                                  StageRouterRequest *request);
/* what is said of one that does not hold */
const char *stage_router_test_describe_miss (const StageRouterTest *self);
gboolean stage_router_test_covers (const StageRouterTest *self,
                                   const StageRouterTest *other);

G_END_DECLS
