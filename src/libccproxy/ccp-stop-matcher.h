/* ccp-stop-matcher.h: ends a text at a stop sequence where the provider cannot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-message-emitter.h"

G_BEGIN_DECLS

#define CCP_TYPE_STOP_MATCHER (ccp_stop_matcher_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_stop_matcher_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpStopMatcher *ccp_stop_matcher_new (CcpJson *body);
CCP_AVAILABLE_IN_1_0
CcpStopMatcher *ccp_stop_matcher_ref (CcpStopMatcher *self);
CCP_AVAILABLE_IN_1_0
void ccp_stop_matcher_unref (CcpStopMatcher *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_stop_matcher_is_idle (CcpStopMatcher *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_stop_matcher_has (CcpStopMatcher *self, const char *text);
CCP_AVAILABLE_IN_1_0
void ccp_stop_matcher_feed (CcpStopMatcher *self,
                            const char *text,
                            gssize length,
                            CcpMessageEmitter *emitter);
CCP_AVAILABLE_IN_1_0
void ccp_stop_matcher_feed_value (CcpStopMatcher *self,
                                  const CcpJsonValue *string,
                                  CcpMessageEmitter *emitter);
CCP_AVAILABLE_IN_1_0
void ccp_stop_matcher_flush (CcpStopMatcher *self, CcpMessageEmitter *emitter);
CCP_AVAILABLE_IN_1_0
const char *ccp_stop_matcher_get_matched (CcpStopMatcher *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpStopMatcher, ccp_stop_matcher_unref)

G_END_DECLS
