/* fuzz-body.c: any class of the body plugin (one letter) with any params (the rest of the
 * line) on any body. What it does not name must come out as the bytes that it was.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "body-clean-cache.h"
#include "body-gateway.h"
#include "body-max-tokens.h"
#include "body-merge-params.h"
#include "body-remove-params.h"
#include "body-rename-max-tokens.h"
#include "body-sampling.h"
#include "body-stream-options.h"
#include "edit-exchange.h"
#include "fuzz-target.h"

/* what a class may change at the root, whatever its params are; NULL: they say it */
typedef struct
{
  GType (*get_type) (void);
  const char *const *names;
} Class;

static const char *const limits[] = { "max_tokens",
                                      "max_completion_tokens",
                                      "thinking",
                                      NULL };
static const char *const samples[] = { "max_tokens", "thinking", "temperature",
                                       "top_p",      "top_k",    "repetition_penalty",
                                       NULL };
static const char *const options[] = { "stream_options", NULL };

static const Class classes[] = {
  { body_clean_cache_get_type, NULL },   { body_gateway_get_type, NULL },
  { body_max_tokens_get_type, limits },  { body_merge_params_get_type, NULL },
  { body_remove_params_get_type, NULL }, { body_rename_max_tokens_get_type, limits },
  { body_sampling_get_type, samples },   { body_stream_options_get_type, options },
};

static const char *const dialects[] = {
  NULL,
  "anthropic.AnthropicToAnthropic",
  "gemini.AnthropicToGemini",
  "openai-chat.AnthropicToOpenAI",
  "openai-responses.AnthropicToResponses",
};

static gboolean
has_name (const char *const *names, const CcpJsonValue *name)
{
  for (; *names != NULL; names++)
    if (ccp_json_value_equals_string (name, *names))
      return TRUE;
  return FALSE;
}

/* members of the same name are looked up by the last one, which is not what is compared
 */
static void
check_untouched (const Class *class, CcpJson *before, CcpJson *after)
{
  CcpJsonIter iter;
  CcpJsonValue root;
  CcpJsonValue changed;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_get_root (before, &root);
  ccp_json_get_root (after, &changed);
  if (class->names == NULL || !ccp_json_value_is_object (&root))
    return;
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      gsize size = 0;
      gsize length = 0;
      gsize found_length = 0;
      g_autofree char *text = ccp_json_value_dup_string (&name, &size);
      CcpJsonValue last = ccp_json_value_member (&root, text);
      CcpJsonValue found = ccp_json_value_member (&changed, text);
      const char *raw = ccp_json_value_peek_raw (&last, &length);
      const char *found_raw = ccp_json_value_peek_raw (&found, &found_length);

      if (strlen (text) != size || has_name (class->names, &name))
        continue;
      g_assert (length == found_length && memcmp (raw, found_raw, length) == 0);
    }
}

/* what was written must be JSON */
static void
check_written (CcpJson *body)
{
  gsize length = 0;
  const char *text = ccp_json_peek (body, &length);
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  g_assert (ccp_json_value_exists (&root));
  g_assert (g_utf8_validate (text, (gssize) length, NULL));
}

/* what is done once needs not be done again */
static void
check_settled (CcpSimpleTransformer *transformer, CcpExchange *exchange, CcpJson *body)
{
  g_autoptr (CcpJson) again =
      ccp_simple_transformer_transform_request (transformer, exchange, body, NULL);

  g_assert (again == body);
}

static void
run_upstream (CcpSimpleTransformer *transformer, CcpExchange *exchange, CcpJson *body)
{
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "http://127.0.0.1:9/");

  if ((ccp_transformer_get_abilities (CCP_TRANSFORMER (transformer)) &
       CCP_TRANSFORM_CAN_UPSTREAM) == 0)
    return;
  ccp_upstream_request_set_body (request, body);
  g_assert (
      ccp_simple_transformer_transform_upstream (transformer, exchange, request, NULL));
  check_written (ccp_upstream_request_get_body (request));
}

static void
run (const Class *class, CcpSimpleTransformer *transformer, CcpJson *body)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      g_autoptr (CcpExchange) exchange = edit_exchange_create ();
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpJson) changed = NULL;

      ccp_exchange_set_dialect (exchange, dialects[i]);
      changed =
          ccp_simple_transformer_transform_request (transformer, exchange, body, &error);
      g_assert ((changed == NULL) == (error != NULL));
      if (changed == NULL)
        continue;
      check_written (changed);
      check_untouched (class, body, changed);
      if (class->names != NULL)
        check_settled (transformer, exchange, changed);
      run_upstream (transformer, exchange, changed);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const Class *class = NULL;
  g_autofree char *line = NULL;
  g_autoptr (CcpSimpleTransformer) transformer = NULL;
  g_autoptr (CcpJson) body = NULL;

  if (size > EDIT_MAX_SIZE)
    return 0;
  line = edit_exchange_take_line (&text, &size);
  if (line == NULL || *line == '\0')
    return 0;
  class = &classes[(guchar) *line % G_N_ELEMENTS (classes)];
  transformer = edit_exchange_configure (class->get_type (), line + 1);
  body = transformer != NULL ? ccp_json_new_from_text (text, (gssize) size, NULL) : NULL;
  if (body != NULL)
    run (class, transformer, body);
  return 0;
}
