/* test-demo-answer.c: what the demo says to which request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "demo-sample.h"
#include "demo-wire.h"

#define ASK_TEXT "{\"role\":\"user\",\"content\":\"How are you?\"}"
#define TOOL                                                                             \
  "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","            \
  "\"parameters\":{\"type\":\"object\"}}}]"

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *document = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return document;
}

static char *
ask (const char *body)
{
  g_autoptr (CcpJson) request = parse (body);
  g_autoptr (DemoAnswer) answer = demo_answer_new (request);
  g_autoptr (CcpJson) document = demo_wire_write_body (answer);

  return ccp_json_to_text (document);
}

typedef struct
{
  const char *choice;
  const char *text;
  gboolean called;
} ToolCase;

static const ToolCase tool_cases[] = {
  { "\"auto\"", "use the tool", TRUE },
  { "\"auto\"", "hello", FALSE },
  { "\"auto\"", "what is get_weather_report?", FALSE },
  { "\"none\"", "use the tool", FALSE },
  { "\"required\"", "hello", TRUE },
  { "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}", "hello", TRUE },
  { "{\"type\":\"function\",\"function\":{\"name\":\"x\"}}", "use the tool", FALSE },
};

static void
test_tool_choice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tool_cases); i++)
    {
      const ToolCase *c = &tool_cases[i];
      g_autofree char *body = g_strdup_printf (
          "{" TOOL ",\"tool_choice\":%s,\"messages\":[{\"role\":\"user\","
          "\"content\":\"%s\"}]}",
          c->choice,
          c->text);
      g_autofree char *answer = ask (body);

      g_test_message ("%s, %s", c->choice, c->text);
      g_assert_cmpint (strstr (answer, "\"tool_calls\":") != NULL, ==, c->called);
    }
}

static void
test_tool_result (void)
{
  g_autofree char *answer =
      ask ("{" TOOL ",\"messages\":[{\"role\":\"user\",\"content\":\"use the tool\"},"
           "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a\"}]},"
           "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"12 degrees\"}]}");

  g_assert_nonnull (strstr (answer, "12 degrees"));
  g_assert_nonnull (strstr (answer, "\"finish_reason\":\"stop\""));
}

static void
test_structured_answer (void)
{
  g_autofree char *answer = ask (
      "{\"messages\":[" ASK_TEXT "],\"response_format\":{\"type\":\"json_schema\","
      "\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\","
      "\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"]}}}}");

  g_assert_nonnull (strstr (answer, "\"content\":\"{\\\"title\\\":\\\"demo\\\"}\""));
}

static void
test_limit (void)
{
  g_autofree char *answer = ask ("{\"max_tokens\":2,\"messages\":[" ASK_TEXT "]}");

  g_assert_nonnull (strstr (answer, "\"content\":\"Hello! T\""));
  g_assert_nonnull (strstr (answer, "\"finish_reason\":\"length\""));
}

typedef struct
{
  const char *messages;
  const char *answer; /* a part of it */
} ReminderCase;

#define REMINDER "<system-reminder>\\nuse the tool: get_weather\\n</system-reminder>"
#define RESULT "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"12 degrees\"}"

/* Claude Code adds what the user did not write */
static const ReminderCase reminder_cases[] = {
  { "{\"role\":\"user\",\"content\":\"" REMINDER "\\n\\nWhat?\\n\\n" REMINDER "\"}",
    "You wrote: “What?”" },
  { "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},"
    "{\"type\":\"text\",\"text\":\"" REMINDER "\"}]}",
    "You wrote: “What?”" },
  { "{\"role\":\"user\",\"content\":\"What?\"},"
    "{\"role\":\"user\",\"content\":\"" REMINDER "\"}",
    "You wrote: “What?”" },
  { "{\"role\":\"user\",\"content\":\"What?<system-reminder>use the tool\"}",
    "You wrote: “What?”" },
  { "{\"role\":\"user\",\"content\":\"use the tool\"}," RESULT
    ",{\"role\":\"user\",\"content\":\"" REMINDER "\"}",
    "12 degrees" },
  { "{\"role\":\"user\",\"content\":\"" REMINDER "use the tool\"}", "\"tool_calls\":" },
  { "{\"role\":\"user\",\"content\":\"" REMINDER "\"}", "Hello!" },
};

static void
test_reminders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (reminder_cases); i++)
    {
      const ReminderCase *c = &reminder_cases[i];
      g_autofree char *body =
          g_strdup_printf ("{" TOOL ",\"messages\":[%s]}", c->messages);
      g_autofree char *answer = ask (body);

      g_test_message ("%s", c->messages);
      g_assert_nonnull (strstr (answer, c->answer));
    }
}

typedef struct
{
  const char *schema;
  const char *sample;
} SampleCase;

/* clang-format off */
static const SampleCase sample_cases[] = {
  { "{}", "{}" },
  { "true", "{}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"number\",\"minimum\":2.5}}}", "{\"a\":2.5}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"enum\":[\"x\",\"y\"]}}}", "{\"a\":\"x\"}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":7}}}", "{\"a\":7}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":[\"null\",\"string\"]}}}", "{\"a\":null}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}}}}", "{\"a\":[]}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"boolean\"}}}}", "{\"a\":[true]}" },
  { "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"object\",\"required\":[\"path\"],\"properties\":{\"path\":{}}}}}", "{\"a\":{\"path\":\".\"}}" },
};
/* clang-format on */

static void
test_sample (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sample_cases); i++)
    {
      g_autoptr (CcpJson) schema = parse (sample_cases[i].schema);
      g_autofree char *sample = NULL;
      CcpJsonValue root;

      ccp_json_get_root (schema, &root);
      sample = demo_sample_new (&root);
      g_assert_cmpstr (sample, ==, sample_cases[i].sample);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-answer/tool-choice/is-obeyed", test_tool_choice);
  g_test_add_func ("/demo-answer/tool-result/is-repeated", test_tool_result);
  g_test_add_func ("/demo-answer/tool-result/reminders", test_reminders);
  g_test_add_func ("/demo-answer/schema/is-met", test_structured_answer);
  g_test_add_func ("/demo-answer/limit/cuts-the-text", test_limit);
  g_test_add_func ("/demo-answer/sample/fits-schema", test_sample);
  return g_test_run ();
}
