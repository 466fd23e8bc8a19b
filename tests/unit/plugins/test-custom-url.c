/* test-custom-url.c: URLs with places for what is known later
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "custom-url.h"

typedef struct
{
  const char *template;
  const char *model;
  const char *expected;
} Case;

static const Case filled[] = {
  { "http://h/v1", "m", "http://h/v1" },
  { "http://h:80/v1/{model}/go", "m-1.5", "http://h:80/v1/m-1.5/go" },
  { "http://h/{model}", "org/name:free@2", "http://h/org/name:free@2" },
  { "http://h/{model}", "a b?c#d%é", "http://h/a%20b%3Fc%23d%25%C3%A9" },
  { "http://h/{model}:stream?m={model}", "o/n", "http://h/o/n:stream?m=o%2Fn" },
  { "http://h/?m={model}&s={stream}", "../x&y=1", "http://h/?m=..%2Fx%26y%3D1&s=true" },
  { "http://h/{stream}/{model}{model}", "m", "http://h/true/mm" },
  { "https://[::1]:8/{model}", "m", "https://[::1]:8/m" },
};

static const Case refused[] = {
  { "http://h/{model}", "..", NULL },   { "http://h/{model}", "a/../../b", NULL },
  { "http://h/{model}", "./a", NULL },  { "http://h/{model}", "a//b", NULL },
  { "http://h/{model}", "/etc", NULL }, { "http://h/{model}", "a/", NULL },
  { "http://h/{model}", "", NULL },
};

static const Case broken[] = {
  { "http://h/{modle}",
    NULL,
    "url: there is nothing for {modle}; did you mean \"model\"?" },
  { "http://h/{}", NULL, "url: there is nothing for {}; there are: {model}, {stream}" },
  { "http://h/{model", NULL, "url: expected { and } in pairs; write %7B and %7D" },
  { "http://h/model}", NULL, "url: expected { and } in pairs; write %7B and %7D" },
  { "http://h/{{model}}", NULL, "url: expected { and } in pairs; write %7B and %7D" },
  { "http://{model}.h/",
    NULL,
    "url: expected a URL without user, fragment (#), and { } in its host" },
  { "http://u:p@h/",
    NULL,
    "url: expected a URL without user, fragment (#), and { } in its host" },
  { "http://h/#f",
    NULL,
    "url: expected a URL without user, fragment (#), and { } in its host" },
  { "ftp://h/", NULL, "url: expected a URL that starts with http:// or https://" },
  { "h/v1", NULL, "url: expected a URL such as https://api.example.com/v1" },
};

static CcpExchange *
create_exchange (const char *model)
{
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"model\":\"asked\",\"stream\":true}", -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static void
test_fill (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (filled); i++)
    {
      g_autoptr (CcpExchange) exchange = create_exchange (filled[i].model);
      g_autoptr (GError) error = NULL;
      g_autoptr (CustomUrl) url = custom_url_new (filled[i].template, "url", &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = custom_url_fill (url, exchange, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, filled[i].expected);
    }
}

static void
test_refuse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (CcpExchange) exchange = create_exchange (refused[i].model);
      g_autoptr (GError) error = NULL;
      g_autoptr (CustomUrl) url = custom_url_new (refused[i].template, "url", NULL);

      g_assert_null (custom_url_fill (url, exchange, &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_INVALID_REQUEST);
    }
}

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (custom_url_new (broken[i].template, "url", &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_cmpstr (error->message, ==, broken[i].expected);
    }
}

static void
test_same_server (void)
{
  static const char *const others[] = { "https://h/", "http://i/", "http://h:81/" };
  g_autoptr (CustomUrl) url = custom_url_new ("http://h/a", "url", NULL);
  g_autoptr (CustomUrl) same = custom_url_new ("http://H/b?c", "url", NULL);

  g_assert_true (custom_url_has_same_server (url, same));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (CustomUrl) other = custom_url_new (others[i], "url", NULL);

      g_assert_false (custom_url_has_same_server (url, other));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/custom-url/fill/escapes", test_fill);
  g_test_add_func ("/custom-url/fill/refuses-what-leads-elsewhere", test_refuse);
  g_test_add_func ("/custom-url/new/refuses", test_broken);
  g_test_add_func ("/custom-url/has-same-server/compares-origins", test_same_server);
  return g_test_run ();
}
