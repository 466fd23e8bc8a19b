/* ccp-exchange.h: the context of one client request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-headers.h"
#include "ccp-json-value.h"
#include "ccp-model-facts.h"
#include "ccp-route.h"
#include "ccp-tool-names.h"
#include "ccp-usage.h"

G_BEGIN_DECLS

#define CCP_TYPE_EXCHANGE (ccp_exchange_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (CcpExchange, ccp_exchange, CCP, EXCHANGE, GObject)

CCP_AVAILABLE_IN_1_0
CcpExchange *
ccp_exchange_new (CcpOperation operation, CcpHeaders *headers, CcpJson *body);
CCP_AVAILABLE_IN_1_0
CcpOperation ccp_exchange_get_operation (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_id (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_message_id (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_exchange_get_headers (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_exchange_get_body (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_body (CcpExchange *self, CcpJson *body);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_model (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_exchange_get_stream (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
char *ccp_exchange_dup_session_id (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
char *ccp_exchange_dup_cache_key (CcpExchange *self, guint max_length);

CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_route (CcpExchange *self, CcpRoute *route);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_exchange_get_route (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_provider_name (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_upstream_model (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
char *ccp_exchange_dup_origin (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_options (CcpExchange *self, CcpJson *options);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_exchange_get_options (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_dialect (CcpExchange *self, const char *dialect);
CCP_AVAILABLE_IN_1_0
const char *ccp_exchange_get_dialect (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_facts (CcpExchange *self, const CcpModelFacts *facts);
CCP_AVAILABLE_IN_1_0
const CcpModelFacts *ccp_exchange_get_facts (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_get_option (CcpExchange *self, const char *name, CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
gboolean
ccp_exchange_get_option_boolean (CcpExchange *self, const char *name, gboolean fallback);
CCP_AVAILABLE_IN_1_0
gint64 ccp_exchange_get_option_int (CcpExchange *self, const char *name, gint64 fallback);
CCP_AVAILABLE_IN_1_0
int ccp_exchange_get_option_word (CcpExchange *self,
                                  const char *name,
                                  const char *const *words,
                                  int fallback);
CCP_AVAILABLE_IN_1_0
char *ccp_exchange_dup_option_string (CcpExchange *self, const char *name);
CCP_AVAILABLE_IN_1_0
char **ccp_exchange_dup_option_strv (CcpExchange *self, const char *name);
CCP_AVAILABLE_IN_1_0
gboolean ccp_exchange_is_upstream_at (CcpExchange *self, const char *const *domains);
CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_attempt (CcpExchange *self, guint attempt);
CCP_AVAILABLE_IN_1_0
guint ccp_exchange_get_attempt (CcpExchange *self);

CCP_AVAILABLE_IN_1_0
void ccp_exchange_set_answer (CcpExchange *self, CcpJson *message);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_exchange_get_answer (CcpExchange *self);

CCP_AVAILABLE_IN_1_0
CcpToolNames *ccp_exchange_get_tool_names (CcpExchange *self);

CCP_AVAILABLE_IN_1_0
void ccp_exchange_update_usage (CcpExchange *self, const CcpUsage *usage);
CCP_AVAILABLE_IN_1_0
const CcpUsage *ccp_exchange_get_usage (CcpExchange *self);
CCP_AVAILABLE_IN_1_0
gint64 ccp_exchange_get_input_estimate (CcpExchange *self);

G_END_DECLS
