/* test-simple-transformer.c: tests of ccp-simple-transformer.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

#define FIXTURE_TYPE_TRANSFORMER (fixture_transformer_get_type ())
G_DECLARE_FINAL_TYPE (FixtureTransformer,
                      fixture_transformer,
                      FIXTURE,
                      TRANSFORMER,
                      CcpSimpleTransformer)

struct _FixtureTransformer
{
  CcpSimpleTransformer parent_instance;
};

G_DEFINE_FINAL_TYPE (FixtureTransformer, fixture_transformer, CCP_TYPE_SIMPLE_TRANSFORMER)

/* as an exception in some bindings looks from here: nothing, and no error either */
static CcpJson *
fixture_transform_request (CcpSimpleTransformer *self,
                           CcpExchange *exchange,
                           CcpJson *body,
                           GError **error)
{
  return NULL;
}

static void
fixture_transformer_class_init (FixtureTransformerClass *klass)
{
  CCP_SIMPLE_TRANSFORMER_CLASS (klass)->transform_request = fixture_transform_request;
}

static void
fixture_transformer_init (FixtureTransformer *self)
{
}

typedef struct
{
  CcpSimpleTransformer *transformer;
  CcpJson *body;
  CcpExchange *exchange;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->transformer = g_object_new (FIXTURE_TYPE_TRANSFORMER, NULL);
  fixture->body = ccp_json_new_from_text ("{}", -1, NULL);
  fixture->exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, fixture->body);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->transformer);
  g_clear_pointer (&fixture->body, ccp_json_unref);
  g_clear_object (&fixture->exchange);
}

static void
test_abilities (Fixture *fixture, gconstpointer data)
{
  CcpTransformer *transformer = CCP_TRANSFORMER (fixture->transformer);

  g_assert_cmpint (ccp_transformer_get_abilities (transformer),
                   ==,
                   CCP_TRANSFORM_CAN_REQUEST);
  g_assert_cmpint (ccp_transformer_get_side (transformer), ==, CCP_SIDE_ANTHROPIC);
  g_assert_cmpint (ccp_transformer_get_deadline (transformer), ==, 0);
}

static void
test_nothing_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (fixture->transformer,
                                                fixture->exchange,
                                                fixture->body,
                                                &error);

  g_assert_null (changed);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
}

static void
test_leaves_what_it_cannot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) same =
      ccp_simple_transformer_transform_response (fixture->transformer,
                                                 fixture->exchange,
                                                 fixture->body,
                                                 &error);

  g_assert_no_error (error);
  g_assert_true (same == fixture->body);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean *called = data;

  g_assert_null (ccp_transformer_transform_request_finish (CCP_TRANSFORMER (object),
                                                           result,
                                                           &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_PLUGIN);
  *called = TRUE;
}

static void
test_asynchronous_form (Fixture *fixture, gconstpointer data)
{
  gboolean called = FALSE;

  ccp_transformer_transform_request_async (CCP_TRANSFORMER (fixture->transformer),
                                           fixture->exchange,
                                           fixture->body,
                                           NULL,
                                           on_done,
                                           &called);
  while (!called)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                              \
  g_test_add ("/simple-transformer/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("abilities/what-the-class-fills-in", test_abilities);
  ADD ("transform/nothing-is-an-error", test_nothing_is_an_error);
  ADD ("transform/leaves-what-it-cannot", test_leaves_what_it_cannot);
  ADD ("transform/asynchronous-form", test_asynchronous_form);
  return g_test_run ();
}
