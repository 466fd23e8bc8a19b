/* fuzz-gemini-response.c: any JSON as an answer of the Gemini format, good or bad.
 * What comes out must be a message, or an error that can be shown.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stream-guard.h"
#include "fuzz-target.h"
#include "gemini-exchange.h"
#include "gemini-judge.h"
#include "gemini-response.h"

#define HEAD_SIZE 2

static const guint statuses[] = { 200, 400, 413, 422, 429, 500, 503, 529, 302 };

static void
check_text (const char *text)
{
  g_assert (text != NULL && *text != '\0');
  g_assert (g_utf8_validate (text, -1, NULL));
  g_assert (strlen (text) < 4000);
}

static void
check_verdict (CcpVerdict *verdict)
{
  CcpJsonValue root;

  g_assert (verdict != NULL);
  if (ccp_verdict_get_kind (verdict) == CCP_VERDICT_FINE)
    return;
  check_text (ccp_verdict_get_message (verdict));
  if (ccp_verdict_get_settings (verdict) == NULL)
    return;
  ccp_json_get_root (ccp_verdict_get_settings (verdict), &root);
  g_assert (ccp_json_value_is_object (&root) && ccp_json_value_get_length (&root) > 0);
}

static void
check_answer (CcpExchange *exchange, CcpJson *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = gemini_response_convert (exchange, json, &error);

  g_assert ((message == NULL) == (error != NULL));
  if (message != NULL)
    g_assert (ccp_stream_guard_check_message (message, &error));
  else
    {
      g_assert (error->domain == CCP_ERROR);
      check_text (error->message);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (CcpJson) json = NULL;
  g_autoptr (CcpVerdict) verdict = NULL;

  if (size < HEAD_SIZE)
    return 0;
  exchange = gemini_exchange_create (data[0]);
  body = g_bytes_new_static (data + HEAD_SIZE, size - HEAD_SIZE);
  json = ccp_json_new_from_bytes (body, NULL);

  verdict = gemini_judge_answer (exchange,
                                 statuses[data[1] % G_N_ELEMENTS (statuses)],
                                 NULL,
                                 body,
                                 json);
  check_verdict (verdict);
  if (json != NULL)
    check_answer (exchange, json);
  return 0;
}
