/* test-quirk.c: what a provider that refuses a request teaches
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

static CcpUpstreamError *
create_error (const char *message, const char *param)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "message");
  ccp_json_writer_string (writer, message);
  if (param != NULL)
    {
      ccp_json_writer_key (writer, "param");
      ccp_json_writer_string (writer, param);
    }
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  return ccp_upstream_error_new (400, NULL, NULL, json);
}

static CcpExchange *
create_exchange (const char *options_text)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static void
assert_setting (CcpJson *setting, const char *expected)
{
  g_autofree char *text = setting != NULL ? ccp_json_to_text (setting) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  const char *path;
  const char *message;
  const char *param; /* (nullable) */
  const char *name;
  gboolean is_about;
} About;

static const About abouts[] = {
  { "param-names-it", "Unsupported parameter", "top_p", "top_p", TRUE },
  { "param-names-another", "top_p is not supported with x", "x", "top_p", FALSE },
  { "message-names-it", "Unrecognized argument: top_p", NULL, "top_p", TRUE },
  { "in-other-letters", "Unrecognized argument: TOP_P", NULL, "top_p", TRUE },
  { "part-of-a-name", "Unrecognized argument: xtop_p2", NULL, "top_p", FALSE },
  { "word-as-a-name", "Not supported: 'stop'", NULL, "stop", TRUE },
  { "word-as-a-word", "Not supported, please stop this", NULL, "stop", FALSE },
};

static void
test_about (gconstpointer data)
{
  const About *test = data;
  g_autoptr (CcpUpstreamError) error = create_error (test->message, test->param);

  g_assert_cmpint (ccp_quirk_is_about (error, test->name), ==, test->is_about);
}

static void
test_support (void)
{
  g_autoptr (CcpUpstreamError) unsupported = create_error ("Unknown parameter: x", NULL);
  g_autoptr (CcpUpstreamError) wrong = create_error ("x must be less than 2", NULL);

  g_assert_true (ccp_quirk_is_about_support (unsupported));
  g_assert_false (ccp_quirk_is_about_support (wrong));
}

static void
test_drop (void)
{
  g_autoptr (CcpExchange) first = create_exchange ("{}");
  g_autoptr (CcpExchange) later = create_exchange ("{\"drop_params\":[\"top_p\"]}");
  g_autoptr (CcpJson) one = ccp_quirk_learn_drop (first, "top_p");
  g_autoptr (CcpJson) two = ccp_quirk_learn_drop (later, "user");

  assert_setting (one, "{\"drop_params\":[\"top_p\"]}");
  assert_setting (two, "{\"drop_params\":[\"top_p\",\"user\"]}");
  g_assert_null (ccp_quirk_learn_drop (later, "top_p"));
}

static void
test_word (void)
{
  g_autoptr (CcpExchange) exchange = create_exchange ("{\"mid_system\":\"user\"}");
  g_autoptr (CcpJson) setting = ccp_quirk_learn_word (exchange, "mid_system", "system");

  assert_setting (setting, "{\"mid_system\":\"system\"}");
  g_assert_null (ccp_quirk_learn_word (exchange, "mid_system", "user"));
}

static void
test_off (void)
{
  g_autoptr (CcpExchange) first = create_exchange ("{}");
  g_autoptr (CcpExchange) later = create_exchange ("{\"stop\":false}");
  g_autoptr (CcpJson) setting = ccp_quirk_learn_off (first, "stop");

  assert_setting (setting, "{\"stop\":false}");
  g_assert_null (ccp_quirk_learn_off (later, "stop"));
}

typedef struct
{
  const char *path;
  const char *options;
  const char *message;
  const char *expected; /* (nullable) */
} Limit;

static const Limit limits[] = {
  { "chat",
    "{}",
    "This model supports at most 16,384 completion tokens",
    "{\"max_output\":16384}" },
  { "responses",
    "{}",
    "Invalid 'max_output_tokens': integer above maximum value. Expected a value <= "
    "32768, "
    "but got 64000 instead.",
    "{\"max_output\":32768}" },
  { "known",
    "{\"max_output\":8192}",
    "the valid range of max_tokens is [1, 8192]",
    NULL },
  { "smaller",
    "{\"max_output\":8192}",
    "the valid range of max_tokens is [1, 4096]",
    "{\"max_output\":4096}" },
  { "none", "{}", "max_tokens is too large", NULL },
};

static void
test_limit (gconstpointer data)
{
  const Limit *test = data;
  g_autoptr (CcpExchange) exchange = create_exchange (test->options);
  g_autoptr (CcpUpstreamError) error = create_error (test->message, NULL);
  g_autoptr (CcpJson) setting = ccp_quirk_learn_output_limit (exchange, error);

  assert_setting (setting, test->expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *path = g_strconcat ("/quirk/is-about/", abouts[i].path, NULL);

      g_test_add_data_func (path, &abouts[i], test_about);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path =
          g_strconcat ("/quirk/learn-output-limit/", limits[i].path, NULL);

      g_test_add_data_func (path, &limits[i], test_limit);
    }
  g_test_add_func ("/quirk/is-about-support/unknown-is-not-wrong", test_support);
  g_test_add_func ("/quirk/learn-drop/adds-to-what-was-dropped", test_drop);
  g_test_add_func ("/quirk/learn-word/only-once", test_word);
  g_test_add_func ("/quirk/learn-off/only-once", test_off);

  return g_test_run ();
}
