/* bench-translate.c: what converting a request to the Chat format costs, beside json-glib
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Usage: bench-translate [FILE...], each the body of a request to convert beside the
 * synthetic one.
 */
#include <stdlib.h>

#include "bench-body.h"
#include "bench-measure.h"
#include "openai-chat-request.h"

/* Of the time in which json-glib reads and prints the same body. */
#define MOST 0.5

/* All that is done for a request: reading, checking, converting, and making the bytes. */
static gsize
translate (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) body = ccp_json_new_from_bytes (bytes, NULL);
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "provider", "some-model");
  g_autoptr (CcpJson) converted = NULL;

  g_assert (body != NULL);
  if (!ccp_request_check (CCP_OPERATION_MESSAGES, body, NULL))
    g_assert_not_reached ();
  exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  ccp_exchange_set_route (exchange, route);
  converted = openai_chat_request_convert (exchange, body, NULL);
  g_assert (converted != NULL);
  return g_bytes_get_size (ccp_json_get_bytes (converted));
}

static gsize
estimate (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length);
  g_autoptr (CcpJson) body = ccp_json_new_from_bytes (bytes, NULL);

  g_assert (body != NULL);
  return (gsize) ccp_token_estimate_body (body);
}

/* Returns: whether it is as fast as it should be */
static gboolean
report (const char *name, const char *text, gsize length)
{
  double tree = bench_measure (bench_measure_tree, text, length);
  double translated = bench_measure (translate, text, length);
  double estimated = bench_measure (estimate, text, length);

  g_print ("%-24s %8" G_GSIZE_FORMAT " bytes: json-glib read + print %8.2f us, "
           "translation %7.2f us (%.3f of it), token estimate %7.2f us\n",
           name,
           length,
           tree,
           translated,
           translated / tree,
           estimated);
  return translated <= tree * MOST;
}

int
main (int argc, char *argv[])
{
  g_autoptr (CcpJson) body = bench_body_make ();
  gsize length;
  const char *text = ccp_json_peek (body, &length);
  gboolean good = report ("request body", text, length);

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_file_get_contents (argv[i], &contents, &length, &error))
        {
          g_printerr ("%s\n", error->message);
          return EXIT_FAILURE;
        }
      good &= report (argv[i], contents, length);
    }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
