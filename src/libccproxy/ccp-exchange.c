/* ccp-exchange.c: the context of one client request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-exchange"

#include "ccp-exchange.h"

#include "ccp-id.h"
#include "private/ccp-exchange-fields.h"

/**
 * CcpExchange:
 *
 * The context of one client request, from its head to the last byte of its answer: what
 * the client sent, where it goes, the names that were changed on the way out and must be
 * changed back, and what it cost. Transformers, providers and routers are given it with
 * every call.
 */
G_DEFINE_FINAL_TYPE (CcpExchange, ccp_exchange, G_TYPE_OBJECT)

static void
ccp_exchange_finalize (GObject *object)
{
  CcpExchange *self = CCP_EXCHANGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->message_id, g_free);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->credentials, ccp_headers_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->route, ccp_route_unref);
  g_clear_pointer (&self->options, ccp_json_unref);
  g_clear_pointer (&self->dialect, g_free);
  g_clear_pointer (&self->facts, ccp_model_facts_free);
  g_clear_pointer (&self->answer, ccp_json_unref);
  g_clear_pointer (&self->tool_names, ccp_tool_names_unref);
  g_clear_error (&self->abandoned);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ccp_exchange_parent_class)->finalize (object);
}

static void
ccp_exchange_class_init (CcpExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_exchange_finalize;
}

static void
ccp_exchange_init (CcpExchange *self)
{
  self->id = ccp_id_new ("req_");
  self->message_id = ccp_id_new ("msg_");
  self->tool_names = ccp_tool_names_new ();
  self->attempt = 1;
  self->usage = CCP_USAGE_UNKNOWN;
}

/**
 * ccp_exchange_new:
 * @operation: what the client wants
 * @headers: (nullable): the headers of its request
 * @body: the body of its request
 *
 * Creates the context of a request. The host does this; the author of a plugin needs it
 * only for tests.
 *
 * Returns: (transfer full): the exchange
 */
CcpExchange *
ccp_exchange_new (CcpOperation operation, CcpHeaders *headers, CcpJson *body)
{
  CcpExchange *self = NULL;
  CcpJsonValue root;
  CcpJsonValue model;
  CcpJsonValue stream;

  g_return_val_if_fail (body != NULL, NULL);

  self = g_object_new (CCP_TYPE_EXCHANGE, NULL);
  self->operation = operation;
  self->headers = headers != NULL ? ccp_headers_ref (headers) : ccp_headers_new ();
  self->body = ccp_json_ref (body);

  ccp_json_get_root (body, &root);
  model = ccp_json_value_member (&root, "model");
  stream = ccp_json_value_member (&root, "stream");
  self->model = ccp_json_value_dup_string (&model, NULL);
  if (self->model == NULL)
    self->model = g_strdup ("");
  self->stream = ccp_json_value_get_boolean (&stream, FALSE);
  return self;
}

/**
 * ccp_exchange_get_operation:
 * @self: an exchange
 *
 * Gets what the client wants.
 *
 * Returns: the operation
 */
CcpOperation
ccp_exchange_get_operation (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), CCP_OPERATION_MESSAGES);

  return self->operation;
}

/**
 * ccp_exchange_get_id:
 * @self: an exchange
 *
 * Gets the id of the request, which the client sees as `request-id` and the log holds.
 *
 * Returns: (transfer none): `req_` and 24 letters and digits
 */
const char *
ccp_exchange_get_id (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->id;
}

/**
 * ccp_exchange_get_message_id:
 * @self: an exchange
 *
 * Gets the id of the message that answers the request. It never comes from the upstream
 * (protocol E.6.9).
 *
 * Returns: (transfer none): `msg_` and 24 letters and digits
 */
const char *
ccp_exchange_get_message_id (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->message_id;
}

/**
 * ccp_exchange_get_headers:
 * @self: an exchange
 *
 * Gets the headers of the client's request.
 *
 * Returns: (transfer none): the headers, without those that hold credentials
 */
CcpHeaders *
ccp_exchange_get_headers (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->headers;
}

/**
 * ccp_exchange_get_body:
 * @self: an exchange
 *
 * Gets the body as the client sent it, or as the router has left it, whatever
 * transformers made of it.
 *
 * Returns: (transfer none): the body
 */
CcpJson *
ccp_exchange_get_body (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->body;
}

/**
 * ccp_exchange_set_body:
 * @self: an exchange
 * @body: (transfer none): the body of its request, an object
 *
 * Replaces the body. Only a router does this, to take out of a request what was meant for
 * the router; what else is known of the request, such as its model, stays as it was.
 */
void
ccp_exchange_set_body (CcpExchange *self, CcpJson *body)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (body != NULL);

  ccp_json_ref (body);
  ccp_json_unref (self->body);
  self->body = body;
}

/**
 * ccp_exchange_get_model:
 * @self: an exchange
 *
 * Gets the model that the client asked for, which is also the one that answers name.
 *
 * Returns: (transfer none): the name; empty if the client named none
 */
const char *
ccp_exchange_get_model (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->model;
}

/**
 * ccp_exchange_get_stream:
 * @self: an exchange
 *
 * Gets how the client wants the answer.
 *
 * Returns: %TRUE if as a stream of events
 */
gboolean
ccp_exchange_get_stream (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), FALSE);

  return self->stream;
}

/**
 * ccp_exchange_set_route:
 * @self: an exchange
 * @route: a router's decision
 *
 * Sets where the request goes. The host does this.
 */
void
ccp_exchange_set_route (CcpExchange *self, CcpRoute *route)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (route != NULL);

  ccp_route_ref (route);
  g_clear_pointer (&self->route, ccp_route_unref);
  self->route = route;
}

/**
 * ccp_exchange_get_route:
 * @self: an exchange
 *
 * Gets where the request goes.
 *
 * Returns: (transfer none) (nullable): the decision, or %NULL before there is one
 */
CcpRoute *
ccp_exchange_get_route (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->route;
}

/**
 * ccp_exchange_set_options:
 * @self: an exchange
 * @options: an object
 *
 * Sets the settings of the dialect: the provider's, the model's over them, and over both
 * what was learned from the provider's answers. `url` is the provider's base URL. The
 * host does this.
 */
void
ccp_exchange_set_options (CcpExchange *self, CcpJson *options)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (options != NULL);

  ccp_json_ref (options);
  g_clear_pointer (&self->options, ccp_json_unref);
  self->options = options;
}

/**
 * ccp_exchange_get_options:
 * @self: an exchange
 *
 * Gets the settings of the dialect.
 *
 * Returns: (transfer none) (nullable): an object, or %NULL if there are none
 */
CcpJson *
ccp_exchange_get_options (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->options;
}

/**
 * ccp_exchange_set_dialect:
 * @self: an exchange
 * @dialect: (nullable): a transformer, as `module.ClassName`
 *
 * Sets which transformer converts. The host does this.
 */
void
ccp_exchange_set_dialect (CcpExchange *self, const char *dialect)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));

  g_free (self->dialect);
  self->dialect = g_strdup (dialect);
}

/**
 * ccp_exchange_get_dialect:
 * @self: an exchange
 *
 * Gets which transformer converts, such as `openai-chat.AnthropicToOpenAI`. Bodies of two
 * formats can look the same.
 *
 * Returns: (transfer none) (nullable): its name, or %NULL if none does
 */
const char *
ccp_exchange_get_dialect (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->dialect;
}

/**
 * ccp_exchange_set_attempt:
 * @self: an exchange
 * @attempt: a number from 1
 *
 * Sets which attempt this is. The host does this.
 */
void
ccp_exchange_set_attempt (CcpExchange *self, guint attempt)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (attempt >= 1);

  self->attempt = attempt;
}

/**
 * ccp_exchange_get_attempt:
 * @self: an exchange
 *
 * Gets which attempt to have the request answered this is.
 *
 * Returns: a number from 1
 */
guint
ccp_exchange_get_attempt (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), 1);

  return self->attempt;
}

/**
 * ccp_exchange_set_answer:
 * @self: an exchange
 * @message: a whole message of the Messages API
 *
 * Answers the request without asking a provider. A transformer does this while it is
 * given the request; what it returns as the request is then of no matter. The message
 * goes to the client as it is, or as a stream if that is what the client wants.
 */
void
ccp_exchange_set_answer (CcpExchange *self, CcpJson *message)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (message != NULL);

  ccp_json_ref (message);
  g_clear_pointer (&self->answer, ccp_json_unref);
  self->answer = message;
}

/**
 * ccp_exchange_get_answer:
 * @self: an exchange
 *
 * Gets the answer that a transformer has given by itself.
 *
 * Returns: (transfer none) (nullable): a message
 */
CcpJson *
ccp_exchange_get_answer (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->answer;
}

/**
 * ccp_exchange_get_tool_names:
 * @self: an exchange
 *
 * Gets the tool names that had to be changed for the provider, to add to and to look up.
 *
 * Returns: (transfer none): the names
 */
CcpToolNames *
ccp_exchange_get_tool_names (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return self->tool_names;
}

/**
 * ccp_exchange_update_usage:
 * @self: an exchange
 * @usage: token counts
 *
 * Notes what the answer costs; counts that @usage does not know are kept.
 */
void
ccp_exchange_update_usage (CcpExchange *self, const CcpUsage *usage)
{
  g_return_if_fail (CCP_IS_EXCHANGE (self));
  g_return_if_fail (usage != NULL);

  ccp_usage_merge (&self->usage, usage);
}

/**
 * ccp_exchange_get_usage:
 * @self: an exchange
 *
 * Gets what the answer costs, as far as it is known.
 *
 * Returns: (transfer none): the counts
 */
const CcpUsage *
ccp_exchange_get_usage (CcpExchange *self)
{
  g_return_val_if_fail (CCP_IS_EXCHANGE (self), NULL);

  return &self->usage;
}
