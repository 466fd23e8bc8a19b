/* body-token-cap.h: a limit on the tokens of an answer, and what must follow from it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "body-format.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 max;    /* 0 for no limit */
  gint64 wanted; /* by the client, 0 if that is not known */
  gboolean lowers_budget;
} BodyTokenCap;

/* @root: a request of the Messages API */
void body_token_cap_init (BodyTokenCap *self,
                          CcpExchange *exchange,
                          const CcpJsonValue *root,
                          gint64 max);
/* changes a member of that request if it must be */
void body_token_cap_splice (const BodyTokenCap *self,
                            CcpJsonSplice *splice,
                            const CcpJsonValue *name,
                            const CcpJsonValue *value);

/* Returns: whether too few tokens are left for the thinking of that request */
gboolean body_token_cap_ends_thinking (const BodyTokenCap *self,
                                       const CcpJsonValue *thinking);

G_END_DECLS
