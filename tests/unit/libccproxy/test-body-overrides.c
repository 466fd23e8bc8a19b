/* test-body-overrides.c: tests of ccp-body-overrides.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "emitter-fixture.h"

static CcpExchange *
create_exchange_with (const char *options)
{
  CcpExchange *exchange = create_exchange ("{}");
  g_autoptr (CcpJson) json = ccp_json_new_from_text (options, -1, NULL);

  g_assert_nonnull (json);
  ccp_exchange_set_options (exchange, json);
  return exchange;
}

static char *
write_body (const CcpBodyOverrides *overrides, const char *const *reserved)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;
  gsize length;
  const char *text;

  ccp_json_writer_begin_object (writer);
  ccp_body_overrides_write (overrides, writer, reserved);
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  text = ccp_json_peek (json, &length);
  return g_strndup (text, length);
}

static void
test_has (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with (
      "{\"drop_params\":[\"top_p\",1],\"extra_body\":{\"seed\":null}}");
  CcpBodyOverrides overrides;

  ccp_body_overrides_init (&overrides, exchange);

  g_assert_true (ccp_body_overrides_has (&overrides, "top_p"));
  g_assert_true (ccp_body_overrides_has (&overrides, "seed"));
  g_assert_false (ccp_body_overrides_has (&overrides, "top_k"));
}

static void
test_write (void)
{
  static const char *const reserved[] = { "messages", NULL };
  g_autoptr (CcpExchange) exchange = create_exchange_with (
      "{\"extra_body\":{\"a\":0.10,\"messages\":[],\"b\":{\"c\":1}}}");
  CcpBodyOverrides overrides;
  g_autofree char *body = NULL;
  g_autofree char *whole = NULL;

  ccp_body_overrides_init (&overrides, exchange);
  body = write_body (&overrides, reserved);
  whole = write_body (&overrides, NULL);

  g_assert_cmpstr (body, ==, "{\"a\":0.10,\"b\":{\"c\":1}}");
  g_assert_cmpstr (whole, ==, "{\"a\":0.10,\"messages\":[],\"b\":{\"c\":1}}");
}

static void
test_none (gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = create_exchange_with (data);
  CcpBodyOverrides overrides;
  g_autofree char *body = NULL;

  ccp_body_overrides_init (&overrides, exchange);
  body = write_body (&overrides, NULL);

  g_assert_false (ccp_body_overrides_has (&overrides, "a"));
  g_assert_cmpstr (body, ==, "{}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body-overrides/has/dropped-and-replaced", test_has);
  g_test_add_func ("/body-overrides/write/all-but-the-reserved", test_write);
  g_test_add_data_func ("/body-overrides/init/nothing-set", "{}", test_none);
  g_test_add_data_func ("/body-overrides/init/other-types",
                        "{\"drop_params\":{\"a\":1},\"extra_body\":[\"a\"]}",
                        test_none);

  return g_test_run ();
}
