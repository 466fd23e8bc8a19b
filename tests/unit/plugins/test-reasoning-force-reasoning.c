/* test-reasoning-force-reasoning.c: a model is told to think between tags
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "reasoning-force-reasoning.h"

#include "reasoning-answer.h"
#include "transcript.h"

#define ADD_TABLE(path, table, func)                                                     \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, table[i].name, NULL);                   \
      g_test_add_data_func (name, &table[i], func);                                      \
    }

#define PARAMS(more)                                                                     \
  "{\"tag\":\"why\",\"instruction\":\"Use {open} and {close}.\"" more "}"
#define TOLD "{\"type\":\"text\",\"text\":\"Use <why> and </why>.\"}"
#define THOUGHT(text, signature)                                                         \
  "{\"type\":\"thinking\",\"thinking\":\"" text "\",\"signature\":\"" signature "\"}"
#define SAID(text) "{\"type\":\"text\",\"text\":\"" text "\"}"
#define SHOWN_AGAIN(text) SAID ("<why>\\n" text "\\n</why>")
#define ANSWER(content) "{\"role\":\"assistant\",\"content\":[" content "]}"
#define QUESTION "{\"role\":\"user\",\"content\":[" SAID ("q") "]}"
#define ASKED_QUESTION "{\"role\":\"user\",\"content\":[" SAID ("q") "," TOLD "]}"

typedef struct
{
  const char *name;
  const char *params;
  const char *asked; /* (nullable): NULL if it is the body */
  const char *body;
  const char *expected; /* (nullable): NULL if nothing changes */
} Case;

static const Case cases[] = {
  { "text",
    PARAMS (""),
    NULL,
    "{ \"messages\":[{\"role\":\"user\",\"content\":\"caf\\u00e9?\"}], \"max_tokens\":9}",
    "{ \"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
    "\"caf\\u00e9?\"}," TOLD "]}], \"max_tokens\":9}" },
  { "blocks",
    PARAMS (""),
    NULL,
    "{\"messages\":[" QUESTION "]}",
    "{\"messages\":[" ASKED_QUESTION "]}" },
  { "last-question",
    PARAMS (""),
    NULL,
    "{\"messages\":[" QUESTION "," ANSWER (SAID ("a")) "," QUESTION "]}",
    "{\"messages\":[" QUESTION "," ANSWER (SAID ("a")) "," ASKED_QUESTION "]}" },
  { "result-of-a-tool",
    PARAMS (""),
    NULL,
    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
    "\"tool_use_id\":\"t\"}]}]}",
    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
    "\"tool_use_id\":\"t\"}," TOLD "]}]}" },
  { "empty-content",
    PARAMS (""),
    NULL,
    "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}",
    "{\"messages\":[{\"role\":\"user\",\"content\":[" TOLD "]}]}" },
  { "before-a-system-message",
    PARAMS (""),
    NULL,
    "{\"messages\":[" QUESTION ",{\"role\":\"system\",\"content\":\"s\"}]}",
    "{\"messages\":[" ASKED_QUESTION ",{\"role\":\"system\",\"content\":\"s\"}]}" },
  { "not-where-the-answer-has-begun",
    PARAMS (""),
    NULL,
    "{\"messages\":[" QUESTION "," ANSWER (SAID ("{")) "]}",
    NULL },
  { "system",
    PARAMS (",\"place\":\"system\""),
    NULL,
    "{\"system\":\"Be brief.\",\"messages\":[" QUESTION "]}",
    "{\"system\":[" SAID ("Be brief.") "," TOLD "],\"messages\":[" QUESTION "]}" },
  { "system-blocks-behind-messages",
    PARAMS (",\"place\":\"system\""),
    NULL,
    "{\"messages\":[" QUESTION "],\"system\":[" SAID ("s") "]}",
    "{\"messages\":[" QUESTION "],\"system\":[" SAID ("s") "," TOLD "]}" },
  { "no-system",
    PARAMS (",\"place\":\"system\""),
    NULL,
    "{\"messages\":[" QUESTION "]}",
    "{\"system\":[" TOLD "],\"messages\":[" QUESTION "]}" },
  { "not-if-a-call-is-forced",
    PARAMS (""),
    NULL,
    "{\"tool_choice\":{\"type\":\"any\"},\"messages\":[" QUESTION "]}",
    NULL },
  { "not-if-a-schema-is-asked-for",
    PARAMS (""),
    NULL,
    "{\"output_config\":{\"format\":{\"type\":\"json_schema\"}},\"messages\":[" QUESTION
    "]}",
    NULL },
  { "only-if-asked-and-is-not",
    PARAMS (",\"when\":\"asked\""),
    "{}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"messages\":[" QUESTION "]}",
    NULL },
  { "only-if-asked-and-is",
    PARAMS (",\"when\":\"asked\""),
    "{\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"messages\":[" QUESTION "]}",
    "{\"messages\":[" ASKED_QUESTION "]}" },
  { "replays",
    PARAMS (",\"replay\":10"),
    NULL,
    "{\"messages\":[" QUESTION
    "," ANSWER (THOUGHT ("b\\\"", "ccp1:rc") "," SAID ("c")) "," QUESTION "]}",
    "{\"messages\":[" QUESTION
    "," ANSWER (SHOWN_AGAIN ("b\\\"") "," SAID ("c")) "," ASKED_QUESTION "]}" },
  { "replays-the-latest",
    PARAMS (",\"replay\":2"),
    NULL,
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:no") "," SAID ("A")) "," ANSWER (
        THOUGHT ("b", "") "," SAID (
            "B")) "," ANSWER (THOUGHT ("c", "EqQB") "," SAID ("C")) "," QUESTION "]}",
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:no") "," SAID ("A")) "," ANSWER (
        SHOWN_AGAIN ("b") "," SAID (
            "B")) "," ANSWER (SHOWN_AGAIN ("c") "," SAID ("C")) "," ASKED_QUESTION "]}" },
  { "replays-none",
    PARAMS (",\"replay\":0"),
    NULL,
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:rc") "," SAID ("A")) "," QUESTION "]}",
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:rc") "," SAID ("A")) "," ASKED_QUESTION
                                                                       "]}" },
  { "replays-also-where-nothing-is-forced",
    PARAMS (",\"replay\":10"),
    NULL,
    "{\"messages\":[" QUESTION "," ANSWER (THOUGHT ("a", "ccp1:rc")) "]}",
    "{\"messages\":[" QUESTION "," ANSWER (SHOWN_AGAIN ("a")) "]}" },
  { "leaves-what-carries-state",
    PARAMS (",\"replay\":10"),
    NULL,
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:gm:00000000:n:x") "," THOUGHT (
        "",
        "ccp1:rc") ","
                   "{\"type\":\"redacted_thinking\",\"data\":\"d\"}") "," QUESTION "]}",
    "{\"messages\":[" ANSWER (THOUGHT ("a", "ccp1:gm:00000000:n:x") "," THOUGHT (
        "",
        "ccp1:rc") ","
                   "{\"type\":\"redacted_thinking\",\"data\":\"d\"}") "," ASKED_QUESTION
                                                                      "]}" },
};

typedef struct
{
  const char *name;
  const char *params;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "no-instruction",
    "{\"tag\":\"why\",\"instruction\":\" \"}",
    "instruction: expected a text that tells the model to think, got \" \"" },
  { "no-name",
    "{\"tag\":\"<why>\",\"instruction\":\"x\"}",
    "tag: expected a name of letters, digits, - and _, got \"<why>\"" },
};

static void
test_request (gconstpointer data)
{
  const Case *wanted = data;

  reasoning_fixture_check (REASONING_TYPE_FORCE_REASONING,
                           wanted->params,
                           wanted->asked,
                           wanted->body,
                           wanted->expected);
}

static void
test_refuses (gconstpointer data)
{
  const Refusal *wanted = data;
  g_autofree char *message =
      reasoning_fixture_refuse (REASONING_TYPE_FORCE_REASONING, wanted->params);

  g_assert_cmpstr (message, ==, wanted->message);
}

static void
test_events (void)
{
  g_autoptr (CcpSimpleTransformer) transformer =
      reasoning_fixture_create (REASONING_TYPE_FORCE_REASONING, PARAMS (""));
  g_autoptr (CcpExchange) exchange = reasoning_fixture_exchange (
      "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\"}}");
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;
  g_autofree char *shown = NULL;

  reasoning_answer_begin (batch);
  reasoning_answer_add_block (batch,
                              0,
                              "text Sure. <why>\nso</why>\n\nHi <why>",
                              REASONING_CHARACTERS);
  reasoning_answer_add_block (batch, 1, "tool", REASONING_UNCUT);
  reasoning_answer_end (batch, "tool_use");
  out = ccp_simple_transformer_transform_events (transformer,
                                                 exchange,
                                                 batch,
                                                 CCP_TRANSFORM_END,
                                                 NULL);
  shown = transcript_render (out);

  g_assert_cmpstr (shown,
                   ==,
                   "text \"Sure. \"; thinking \"so\" [ccp1:rc]; text \"Hi <why>\"; "
                   "tool Read t1 {\"a\":1}; tool_use 3 7");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/reasoning-force-reasoning/request/", cases, test_request);
  ADD_TABLE ("/reasoning-force-reasoning/configure/refuses-", refusals, test_refuses);
  g_test_add_func ("/reasoning-force-reasoning/events/splits-the-tags", test_events);

  return g_test_run ();
}
