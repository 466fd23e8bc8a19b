/* body-sampling.c: sets how an answer is sampled
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-sampling"

#include "body-sampling.h"

#include "body-change.h"
#include "body-token-cap.h"

/* the least top_p that Anthropic takes while a model thinks */
#define LEAST_THINKING_TOP_P 0.95

#define PENALTY "repetition_penalty"

/* what the Messages API has, and the dialects give to the providers that take it */
enum
{
  TEMPERATURE,
  TOP_P,
  TOP_K,
  N_SHARED,
};

static const char *const shared_names[] = { "temperature", "top_p", "top_k" };

struct _BodySampling
{
  CcpSimpleTransformer parent_instance;

  CcpJson *params;
  CcpJsonValue wanted[N_SHARED]; /* of params, as are the next two */
  CcpJsonValue max_temperature;
  CcpJsonValue penalty;
  gint64 max_tokens; /* 0 for no limit */
  gboolean only_if_absent;
  gboolean has_set_top_k; /* in the request of this exchange */
};

/* what is to become of one request */
typedef struct
{
  CcpJsonValue set[N_SHARED];   /* none: it stays */
  CcpJsonValue max_temperature; /* none: there is no limit */
  BodyTokenCap tokens;
} Decision;

G_DEFINE_FINAL_TYPE (BodySampling, body_sampling, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
has_any (BodySampling *self)
{
  for (guint i = 0; i < N_SHARED; i++)
    if (ccp_json_value_exists (&self->wanted[i]))
      return TRUE;
  return ccp_json_value_exists (&self->penalty) ||
         ccp_json_value_exists (&self->max_temperature) || self->max_tokens > 0;
}

static gboolean
check (BodySampling *self, GError **error)
{
  double most = 0;
  double temperature = 0;

  if (!has_any (self))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_CONFIG,
                           "expected at least one of temperature, max_temperature, "
                           "top_p, top_k, repetition_penalty, max_tokens");
      return FALSE;
    }
  if (!ccp_json_value_get_double (&self->max_temperature, &most) ||
      !ccp_json_value_get_double (&self->wanted[TEMPERATURE], &temperature) ||
      temperature <= most)
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "temperature: expected no more than max_temperature, got %.15g",
               temperature);
  return FALSE;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  BodySampling *self = BODY_SAMPLING (transformer);
  CcpJsonValue root;
  CcpJsonValue value;

  self->params = ccp_json_ref (params);
  ccp_json_get_root (params, &root);
  for (guint i = 0; i < N_SHARED; i++)
    self->wanted[i] = ccp_json_value_member (&root, shared_names[i]);
  self->max_temperature = ccp_json_value_member (&root, "max_temperature");
  self->penalty = ccp_json_value_member (&root, PENALTY);
  value = ccp_json_value_member (&root, "max_tokens");
  ccp_json_value_get_int (&value, &self->max_tokens);
  value = ccp_json_value_member (&root, "only_if_absent");
  self->only_if_absent = ccp_json_value_get_boolean (&value, FALSE);
  return check (self, error);
}

static gboolean
is_thinking (const BodyTokenCap *tokens, const CcpJsonValue *request)
{
  CcpJsonValue thinking = ccp_json_value_member (request, "thinking");
  CcpJsonValue type = ccp_json_value_member (&thinking, "type");

  return (ccp_json_value_equals_string (&type, "enabled") ||
          ccp_json_value_equals_string (&type, "adaptive")) &&
         !body_token_cap_ends_thinking (tokens, &thinking);
}

/* Anthropic takes no temperature but 1, no top_k and no low top_p while a model thinks.
 */
static gboolean
goes_with_thinking (guint index, const CcpJsonValue *value)
{
  double number = 0;

  ccp_json_value_get_double (value, &number);
  if (index == TOP_P)
    return number >= LEAST_THINKING_TOP_P;
  return index == TEMPERATURE && number == 1;
}

static void
decide (BodySampling *self,
        CcpExchange *exchange,
        const CcpJsonValue *request,
        Decision *decision)
{
  gboolean is_limited = FALSE;

  body_token_cap_init (&decision->tokens, exchange, request, self->max_tokens);
  is_limited = body_format_find (exchange) == BODY_FORMAT_ANTHROPIC &&
               is_thinking (&decision->tokens, request);
  for (guint i = 0; i < N_SHARED; i++)
    {
      CcpJsonValue present = ccp_json_value_member (request, shared_names[i]);

      decision->set[i] = self->wanted[i];
      if ((self->only_if_absent && ccp_json_value_exists (&present)) ||
          (is_limited && !goes_with_thinking (i, &self->wanted[i])))
        decision->set[i] = CCP_JSON_VALUE_NONE;
    }
  decision->max_temperature = self->max_temperature;
  if (is_limited && !goes_with_thinking (TEMPERATURE, &self->max_temperature))
    decision->max_temperature = CCP_JSON_VALUE_NONE;
}

static gboolean
exceeds (const CcpJsonValue *value, const CcpJsonValue *most)
{
  double number = 0;
  double limit = 0;

  return ccp_json_value_get_double (value, &number) &&
         ccp_json_value_get_double (most, &limit) && number > limit;
}

static void
splice_member (const Decision *decision,
               CcpJsonSplice *splice,
               const CcpJsonValue *name,
               const CcpJsonValue *value)
{
  body_token_cap_splice (&decision->tokens, splice, name, value);
  for (guint i = 0; i < N_SHARED; i++)
    {
      if (!ccp_json_value_equals_string (name, shared_names[i]))
        continue;
      if (ccp_json_value_exists (&decision->set[i]))
        body_change_replace_value (splice, value, &decision->set[i]);
      else if (i == TEMPERATURE && exceeds (value, &decision->max_temperature))
        body_change_replace_value (splice, value, &decision->max_temperature);
    }
}

static void
append_missing (const Decision *decision,
                CcpJsonSplice *splice,
                const CcpJsonValue *request)
{
  for (guint i = 0; i < N_SHARED; i++)
    {
      CcpJsonValue present = ccp_json_value_member (request, shared_names[i]);

      if (ccp_json_value_exists (&decision->set[i]) && !ccp_json_value_exists (&present))
        body_change_append_value (splice, request, shared_names[i], &decision->set[i]);
    }
}

static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  BodySampling *self = BODY_SAMPLING (transformer);
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  Decision decision;
  CcpJsonIter iter;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_get_root (body, &root);
  /* those that count tokens have no sampling, and are refused if they have */
  if (!ccp_json_value_is_object (&root) ||
      ccp_exchange_get_operation (exchange) != CCP_OPERATION_MESSAGES)
    return ccp_json_ref (body);
  decide (self, exchange, &root, &decision);
  self->has_set_top_k = ccp_json_value_exists (&decision.set[TOP_K]);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    splice_member (&decision, splice, &name, &value);
  append_missing (&decision, splice, &root);
  return body_change_finish (splice, error);
}

/* what was learned from a refusal, or is written in the configuration, goes before us */
static void
add_own (CcpExchange *exchange,
         CcpJsonSplice *splice,
         const CcpJsonValue *request,
         const char *name,
         const CcpJsonValue *value)
{
  CcpJsonValue present = ccp_json_value_member (request, name);
  CcpBodyOverrides left_out;

  ccp_body_overrides_init (&left_out, exchange);
  if (ccp_json_value_exists (value) && !ccp_json_value_exists (&present) &&
      !ccp_body_overrides_has (&left_out, name))
    body_change_append_value (splice, request, name, value);
}

/* The Messages API has no penalty, and the Chat dialect sends top_k only if an option
 * says that it is taken. Other formats have neither. */
static gboolean
transform_upstream (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpUpstreamRequest *request,
                    GError **error)
{
  BodySampling *self = BODY_SAMPLING (transformer);
  BodyFormat format = body_format_find (exchange);
  CcpJson *body = ccp_upstream_request_get_body (request);
  g_autoptr (CcpJsonSplice) splice = NULL;
  g_autoptr (CcpJson) changed = NULL;
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (body != NULL)
    ccp_json_get_root (body, &root);
  if ((format != BODY_FORMAT_CHAT && format != BODY_FORMAT_OTHER) ||
      ccp_exchange_get_operation (exchange) != CCP_OPERATION_MESSAGES ||
      !ccp_json_value_is_object (&root))
    return TRUE;
  splice = ccp_json_splice_new (body);
  if (self->has_set_top_k)
    add_own (exchange, splice, &root, shared_names[TOP_K], &self->wanted[TOP_K]);
  add_own (exchange, splice, &root, PENALTY, &self->penalty);
  changed = body_change_finish (splice, error);
  if (changed == NULL)
    return FALSE;
  if (changed != body)
    ccp_upstream_request_set_body (request, changed);
  return TRUE;
}

static void
body_sampling_finalize (GObject *object)
{
  g_clear_pointer (&BODY_SAMPLING (object)->params, ccp_json_unref);

  G_OBJECT_CLASS (body_sampling_parent_class)->finalize (object);
}

static void
body_sampling_class_init (BodySamplingClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = body_sampling_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
  transformer_class->transform_upstream = transform_upstream;
}

static void
body_sampling_init (BodySampling *self)
{
}
