/* test-chain-walk.c: bodies and HTTP requests through lists of transformers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-chain-walk.h"

#include <string.h>

#include "fake-step.h"
#include "run-fixture.h"

typedef struct
{
  CcpExchange *exchange;
  GCancellable *cancellable;
  GPtrArray *steps; /* (element-type CcpTransformer) */
  guint n_results;
  CcpJson *body; /* (nullable) */
  GError *error; /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);

  f->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
  f->cancellable = g_cancellable_new ();
  f->steps = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->exchange);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->steps, g_ptr_array_unref);
  g_clear_pointer (&f->body, ccp_json_unref);
  g_clear_error (&f->error);
}

static void
on_body (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->body = ccp_chain_walk_body_finish (result, &f->error);
}

static void
on_upstream (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  g_assert_cmpint (ccp_chain_walk_upstream_finish (result, &f->error),
                   ==,
                   f->error == NULL);
}

/* @params: with a list of params of steps, the odd ones simple */
static void
add_steps (Fixture *f, const char *const *params)
{
  for (guint i = 0; params[i] != NULL; i++)
    g_ptr_array_add (
        f->steps,
        fake_step_new (i % 2 == 0 ? FAKE_TYPE_STEP : FAKE_TYPE_SIMPLE_STEP, params[i]));
}

static void
walk_request (Fixture *f)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);

  ccp_chain_walk_request_async (f->steps, f->exchange, body, f->cancellable, on_body, f);
  run_fixture_settle ();
}

static void
walk_response (Fixture *f, const char *text)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, NULL);

  ccp_chain_walk_response_async (f->steps, f->exchange, body, f->cancellable, on_body, f);
  run_fixture_settle ();
}

static void
assert_body (Fixture *f, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_no_error (f->error);
  text = ccp_json_to_text (f->body);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  static const char *const params[] = { "{\"name\":\"1\"}",
                                        "{\"name\":\"2\"}",
                                        "{\"name\":\"3\"}",
                                        "{\"name\":\"4\"}",
                                        NULL };

  add_steps (f, params);
  walk_request (f);

  assert_body (f, "{\"trace\":\"1 2 3 4\"}");
}

static void
test_no_steps (Fixture *f, gconstpointer data)
{
  walk_request (f);

  assert_body (f, "{}");
}

static void
test_unable_are_passed_over (Fixture *f, gconstpointer data)
{
  static const char *const params[] = { "{\"name\":\"1\",\"can\":\"response events\"}",
                                        "{\"name\":\"2\"}",
                                        NULL };

  add_steps (f, params);
  walk_request (f);

  assert_body (f, "{\"trace\":\"2\"}");
  g_assert_cmpuint (fake_step_count_calls (f->steps->pdata[0]), ==, 0);
}

/* one that knows only events is shown the events of the message, on the client's side */
static void
test_response_as_events (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  static const char *const params[] = {
    "{\"name\":\"1\",\"can\":\"events\"}",
    "{\"name\":\"2\"}",
    "{\"name\":\"3\",\"can\":\"events\",\"side\":\"upstream\"}",
    NULL
  };

  add_steps (f, params);
  walk_response (f, RUN_MESSAGE);

  g_assert_no_error (f->error);
  text = ccp_json_to_text (f->body);
  g_assert_nonnull (strstr (text, "\"text\":\"hi\""));
  g_assert_nonnull (strstr (text, "\"trace\":\"2\""));
  g_assert_cmpuint (fake_step_count_calls (f->steps->pdata[0]), ==, 1);
  g_assert_cmpuint (fake_step_count_calls (f->steps->pdata[2]), ==, 0);
}

static void
test_no_message_for_events (Fixture *f, gconstpointer data)
{
  static const char *const params[] = { "{\"name\":\"1\",\"can\":\"events\"}", NULL };

  add_steps (f, params);
  walk_response (f, "{\"type\":\"other\"}");

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_null (f->body);
  g_assert_nonnull (f->error);
}

/* @data: the params of the second and the third step */
static void
test_failure_ends_the_walk (Fixture *f, gconstpointer data)
{
  const char *const *params = data;

  add_steps (f, params);
  walk_request (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_PLUGIN);
  g_assert_cmpuint (fake_step_count_calls (f->steps->pdata[2]), ==, 0);
}

static void
test_upstream (Fixture *f, gconstpointer data)
{
  static const char *const params[] = { "{\"name\":\"1\"}", "{\"name\":\"2\"}", NULL };
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "http://h.example/");

  add_steps (f, params);
  ccp_chain_walk_upstream_async (f->steps,
                                 f->exchange,
                                 request,
                                 f->cancellable,
                                 on_upstream,
                                 f);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_no_error (f->error);
  g_assert_cmpstr (ccp_headers_get (ccp_upstream_request_get_headers (request), "trace"),
                   ==,
                   "1 2");
}

static void
test_upstream_fails (Fixture *f, gconstpointer data)
{
  static const char *const params[] = {
    "{\"name\":\"1\",\"at\":\"upstream\",\"does\":\"fail\"}",
    NULL
  };
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "http://h.example/");

  add_steps (f, params);
  ccp_chain_walk_upstream_async (f->steps, f->exchange, request, NULL, on_upstream, f);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_PLUGIN);
}

static void
test_cancelled_before (Fixture *f, gconstpointer data)
{
  static const char *const params[] = { "{\"name\":\"1\"}", NULL };

  add_steps (f, params);
  g_cancellable_cancel (f->cancellable);
  walk_request (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fake_step_count_calls (f->steps->pdata[0]), ==, 0);
}

static void
test_cancelled_while_waiting (Fixture *f, gconstpointer data)
{
  static const char *const params[] = {
    "{\"name\":\"1\",\"at\":\"request\",\"does\":\"wait\"}",
    NULL
  };

  add_steps (f, params);
  walk_request (f);
  g_assert_cmpuint (f->n_results, ==, 0);
  g_cancellable_cancel (f->cancellable);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
#define FAILS "{\"name\":\"x\",\"at\":\"request\",\"does\":\"fail\"}"
  static const char *const slow_fails[] = { FAILS, "{}", "{}", NULL };
  static const char *const simple_fails[] = { "{\"name\":\"1\"}", FAILS, "{}", NULL };

  run_fixture_init (&argc, &argv);

#define ADD(path, data, function)                                                        \
  g_test_add ("/chain-walk/" path, Fixture, data, set_up, function, tear_down)
  ADD ("request/in-order", NULL, test_order);
  ADD ("request/no-steps", NULL, test_no_steps);
  ADD ("request/unable-are-passed-over", NULL, test_unable_are_passed_over);
  ADD ("request/slow-failure-ends-the-walk", slow_fails, test_failure_ends_the_walk);
  ADD ("request/simple-failure-ends-the-walk", simple_fails, test_failure_ends_the_walk);
  ADD ("response/as-events", NULL, test_response_as_events);
  ADD ("response/no-message-for-events", NULL, test_no_message_for_events);
  ADD ("upstream/in-order", NULL, test_upstream);
  ADD ("upstream/fails", NULL, test_upstream_fails);
  ADD ("cancel/before", NULL, test_cancelled_before);
  ADD ("cancel/while-waiting", NULL, test_cancelled_while_waiting);

  return g_test_run ();
}
