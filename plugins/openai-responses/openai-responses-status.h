/* openai-responses-status.h: how a response says that it ended
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean failed;
  CcpStopReason reason; /* if it has not failed */
} OpenaiResponsesStatus;

/* @response: a whole response. @event: (nullable): the name of the event that ends the
 * stream with it */
OpenaiResponsesStatus openai_responses_status_read (const CcpJsonValue *response,
                                                    const char *event);
/* Returns: whether an event of this name is the last one of a stream */
gboolean openai_responses_status_is_end (const char *event);

G_END_DECLS
