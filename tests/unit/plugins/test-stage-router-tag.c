/* test-stage-router-tag.c: models that a prompt names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-fixture.h"
#include "stage-router-tag.h"

#define OWN(value) "<CCPROXY-MODEL>" value "</CCPROXY-MODEL>"
#define CCR(value) "<CCR-SUBAGENT-MODEL>" value "</CCR-SUBAGENT-MODEL>"
#define CCM(value) "<CCM-SUBAGENT-MODEL>" value "</CCM-SUBAGENT-MODEL>"
#define TEXT(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define SYSTEM(blocks) "{\"system\":[" blocks "],\"messages\":[]}"
#define USER(content) "{\"messages\":[{\"role\":\"user\",\"content\":" content "}]}"
#define ANSWERED(text)                                                                   \
  "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\","        \
  "\"content\":\"b\"},{\"role\":\"user\",\"content\":\"" text "\"}]}"

typedef struct
{
  const char *name;
  const char *body;
  const char *route;
  const char *kept; /* (nullable): what is sent, if it is not the body */
} Case;

static const Case cases[] = {
  { "T118-own",
    SYSTEM (TEXT (OWN ("m") " Help.")),
    "explicit m",
    SYSTEM (TEXT (" Help.")) },
  { "T118-third-block",
    SYSTEM (TEXT ("a") "," TEXT ("b") "," TEXT (CCR ("Acme,m") "\\nHelp.")),
    "explicit m",
    SYSTEM (TEXT ("a") "," TEXT ("b") "," TEXT ("Help.")) },
  { "T118-system-that-is-a-string",
    "{\"system\":\"Help.\\n" CCM ("m") "\\nNow.\"}",
    "explicit m",
    "{\"system\":\"Help.\\nNow.\"}" },
  { "T118-first-message",
    USER ("\"" CCR ("Acme,m") "Please.\""),
    "explicit m",
    USER ("\"Please.\"") },
  { "T118-block-of-the-first-message",
    USER ("[" TEXT ("a") "," TEXT ("Do " OWN ("m") " it.") "]"),
    "explicit m",
    USER ("[" TEXT ("a") "," TEXT ("Do  it.") "]") },
  { "T118-second-message-before-an-answer",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":"
    "\"" OWN ("m") "b\"}]}",
    "explicit m",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":"
    "\"b\"}]}" },
  { "T118-before-the-model",
    "{\"model\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"" OWN ("m") "b\"}]}",
    "explicit m",
    "{\"model\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}" },
  { "T118-alias",
    SYSTEM (TEXT (OWN (" claude-via-m ") "a")),
    "explicit m",
    SYSTEM (TEXT ("a")) },
  { "T120-long",
    SYSTEM (TEXT (OWN ("m[1m]") "a")),
    "explicit m[1m]",
    SYSTEM (TEXT ("a")) },
  { "T118-escaped",
    SYSTEM (TEXT ("\\u003cCCPROXY-MODEL\\u003em\\u003c\\/CCPROXY-MODEL\\u003e\\u00e4")),
    "explicit m",
    SYSTEM (TEXT ("\xc3\xa4")) },
  { "T118-two",
    SYSTEM (TEXT (OWN ("nobody") CCR ("m") "a")),
    "explicit m",
    SYSTEM (TEXT ("a")) },
  { "T118-unknown",
    SYSTEM (TEXT (OWN ("nobody") "a")),
    "default main",
    SYSTEM (TEXT ("a")) },
  { "T118-block-that-becomes-empty",
    USER ("[" TEXT (OWN ("m") "\\n") "," TEXT ("b") "]"),
    "explicit m",
    USER ("[" TEXT ("b") "]") },
  { "T118-blocks-that-all-become-empty",
    USER ("[" TEXT (OWN ("m")) "," TEXT (OWN ("r")) "]"),
    "explicit m",
    USER ("[" TEXT ("(empty)") "]") },
  { "T118-message-that-becomes-empty",
    USER ("\"" OWN ("m") "\""),
    "explicit m",
    USER ("\"(empty)\"") },
  { "T118-messages-before-the-system-prompt",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"" OWN (
        "m") "b\"}],\"system\":\"" OWN ("r") "c\"}",
    "explicit m",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"b\"}],\"system\":\"c\"}" },

  { "T118-later-message", ANSWERED (OWN ("m") "x"), "default main", NULL },
  { "T118-code", SYSTEM (TEXT ("Write `" OWN ("m") "`.")), "default main", NULL },
  { "T118-block-of-code",
    SYSTEM (TEXT ("Write\\n```\\n" OWN ("m") "\\n```\\nor so.")),
    "default main",
    NULL },
  { "T118-behind-a-block-of-code",
    SYSTEM (TEXT ("```\\na\\n```\\n" OWN ("m") "\\nb")),
    "explicit m",
    SYSTEM (TEXT ("```\\na\\n```\\nb")) },
  { "T118-notes-of-a-project",
    USER ("[" TEXT ("<system-reminder>\\n" OWN ("m") "\\n</system-reminder>") "]"),
    "default main",
    NULL },
  { "T118-notes-behind-a-text",
    USER ("\"Go.\\n<system-reminder>\\n" OWN ("m") "\\n</system-reminder>\""),
    "default main",
    NULL },
  { "T118-notes-that-are-not-closed",
    USER ("\"<system-reminder>\\n" OWN ("m") "Go.\""),
    "default main",
    NULL },
  { "T118-second-notes",
    USER ("\"<system-reminder>a</system-reminder><system-reminder>" OWN (
        "m") "</system-reminder>\""),
    "default main",
    NULL },
  { "T118-behind-notes",
    USER ("\"<system-reminder>a</system-reminder>\\n" OWN ("m") "\\nGo.\""),
    "explicit m",
    USER ("\"<system-reminder>a</system-reminder>\\nGo.\"") },
  { "T118-on-lines-of-their-own",
    SYSTEM (TEXT ("<CCPROXY-MODEL>\\n  m\\n</CCPROXY-MODEL>\\nHelp.")),
    "explicit m",
    SYSTEM (TEXT ("Help.")) },
  { "T118-not-closed", SYSTEM (TEXT ("<CCPROXY-MODEL>m")), "default main", NULL },
  { "T118-closed-by-another",
    SYSTEM (TEXT ("<CCPROXY-MODEL>m</CCR-SUBAGENT-MODEL>")),
    "default main",
    NULL },
  { "T118-nothing-in-it", SYSTEM (TEXT (OWN (" ") "a")), "default main", NULL },
  { "T118-more-than-a-line", SYSTEM (TEXT (OWN ("a\\nb") "c")), "default main", NULL },
};

static void
test_take (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpRouter) router =
      stage_router_fixture_create ("{\"default\":\"main\"}", NULL);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, NULL, c->body);
  g_autoptr (CcpRoute) route = NULL;
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;

  route = stage_router_fixture_route (router, exchange);

  found = stage_router_fixture_describe (route);
  kept = ccp_json_to_text (ccp_exchange_get_body (exchange));
  g_assert_cmpstr (found, ==, c->route);
  g_assert_cmpstr (kept, ==, c->kept != NULL ? c->kept : c->body);
}

static void
test_trace (gconstpointer data)
{
  const char *const *c = data;
  g_autofree char *body = g_strdup_printf ("{\"system\":\"%s a\",\"messages\":[]}", c[0]);
  g_autoptr (CcpRouter) router =
      stage_router_fixture_create ("{\"default\":\"main\"}", NULL);
  g_autoptr (CcpExchange) exchange =
      stage_router_fixture_create_exchange (CCP_OPERATION_MESSAGES, NULL, body);
  g_autoptr (CcpRoute) route = stage_router_fixture_route (router, exchange);
  g_autofree char *trace = stage_router_fixture_trace (route);

  g_assert_true (g_str_has_prefix (trace, c[1]));
}

/* Texts in which looking for one tag after the other would take minutes if each search
 * went through the whole of it. */
static void
test_large (gconstpointer data)
{
  const char *const *c = data;
  g_autoptr (GString) body = g_string_new ("{\"messages\":[],\"system\":\"");
  g_autoptr (CcpJson) json = NULL;
  g_autoptr (CcpJson) kept = NULL;

  g_string_append (body, c[0]);
  for (guint i = 0; i < 100000; i++)
    g_string_append (body, c[1]);
  g_string_append (body, "\"}");
  json = ccp_json_new_from_text (body->str, -1, NULL);

  g_assert_null (stage_router_tag_take (json, &kept));
}

static const char *const unclosed[] = { "", "<CCPROXY-MODEL>" };
static const char *const fenced[] = { "```", OWN ("m") };
static const char *const known[] = { OWN ("m"), "tag + the prompt names the model" };
static const char *const unknown[] = {
  OWN ("nobody"),
  "tag ~ ignored: no model is called as the tag in the prompt says; "
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router-tag/take/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_take);
    }
  g_test_add_data_func ("/stage-router-tag/large/unclosed", unclosed, test_large);
  g_test_add_data_func ("/stage-router-tag/large/fenced", fenced, test_large);
  g_test_add_data_func ("/stage-router-tag/trace/T118-known", known, test_trace);
  g_test_add_data_func ("/stage-router-tag/trace/T118-ignored", unknown, test_trace);

  return g_test_run ();
}
