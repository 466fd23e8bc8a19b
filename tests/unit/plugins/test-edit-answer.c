/* test-edit-answer.c: messages of answers in formats that params describe
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-answer.h"
#include "edit-fixture.h"
#include "transcript.h"

#define MAX_EVENTS 8

#define TEXT_AND_STOP                                                                    \
  "'text':'/t','stop':'/s','stop_reasons':{'len':'max_tokens','2':'refusal'}"
#define COUNTS "'input_tokens':'/u/i','output_tokens':'/u/o','cache_read_tokens':'/u/c'"
#define CALLS                                                                            \
  "'text':'/t','stop':'/s','calls':'/c/*','call':{'index':'/n','id':'/id','name':'/f/"   \
  "name','arguments':'/f/args'}"
#define CALLS_BY_ID                                                                      \
  "'calls':'/c/*','call':{'id':'/id','name':'/name','arguments':'/args'},'done':'/d'"

typedef struct
{
  const char *name;
  const char *params;
  const char *events[MAX_EVENTS]; /* what does not begin with { is text */
  const char *expected;
} Case;

/* in all of them an apostrophe stands for a quote */
static const Case streams[] = {
  { "text-and-stop",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'Hel'}", "{'t':'lo'}", "{'s':'len','u':{'i':9,'o':3,'c':2}}" },
    "text \"Hello\"; max_tokens 7 3" },
  { "other-word",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a'}", "{'s':'eos','u':{'i':1,'o':2}}" },
    "text \"a\"; end_turn 1 2" },
  { "our-word",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a','s':'refusal','u':{'i':1,'o':2}}" },
    "text \"a\"; refusal 1 2" },
  { "number-as-word",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a','s':2,'u':{'i':1,'o':2}}" },
    "text \"a\"; refusal 1 2" },
  { "counts-after-the-stop",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a'}", "{'s':'x'}", "{'u':{'i':5,'o':6}}" },
    "text \"a\"; end_turn 5 6" },
  { "more-cached-than-counted",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a','s':'x','u':{'i':5,'o':6,'c':9}}" },
    "text \"a\"; end_turn 0 6" },
  { "T74-cut-before-the-stop", TEXT_AND_STOP, { "{'t':'a'}" }, "text \"a\" ..." },
  { "T74-null-and-empty-are-no-stop",
    TEXT_AND_STOP,
    { "{'t':'a','s':null}", "{'s':''}" },
    "text \"a\" ..." },
  { "nothing-that-tells-the-end",
    "'text':'/t'," COUNTS,
    { "{'t':'a','u':{'i':1,'o':1}}" },
    "text \"a\"; end_turn 1 1" },
  { "nothing-at-all", "'text':'/t'", { "{'x':1}" }, "" },
  { "done-as-a-line",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'a','u':{'i':1,'o':1}}", "[DONE]", "{'t':'late'}" },
    "text \"a\"; end_turn 1 1" },
  { "done-true",
    "'text':'/t','done':'/d'," COUNTS,
    { "{'t':'a','d':false,'u':{'i':1,'o':1}}", "{'t':'b','d':true}", "{'t':'late'}" },
    "text \"ab\"; end_turn 1 1" },
  { "done-is-not-false-or-empty",
    "'text':'/t','done':'/d'",
    { "{'t':'a','d':false}", "{'d':''}", "{'d':null}" },
    "text \"a\" ..." },
  { "lines-that-are-not-json",
    TEXT_AND_STOP "," COUNTS,
    { "hello", "{'t':'a','s':'x','u':{'i':1,'o':1}}" },
    "text \"a\"; end_turn 1 1" },
  { "first-place-that-has-something",
    "'text':['/a','/b','/l/*'],'stop':'/s'," COUNTS,
    { "{'a':null,'b':'1','l':['x']}",
      "{'l':['2',{},'3']}",
      "{'s':'x','u':{'i':1,'o':1}}" },
    "text \"123\"; end_turn 1 1" },
  { "places-with-conditions",
    "'text':{'at':'/p','when':{'equals':{'/k':'say'}}},'thinking':{'at':'/p','unless':"
    "{'equals':{'/k':'say'}}},'stop':'/s'," COUNTS,
    { "{'k':'say','p':'a'}", "{'k':'say','p':'b'}", "{'s':'x','u':{'i':1,'o':1}}" },
    "text \"ab\"; end_turn 1 1" },
  { "text-that-is-no-text",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':5}", "{'t':{}}", "{'t':'a','s':'x','u':{'i':1,'o':1}}" },
    "text \"a\"; end_turn 1 1" },
  { "T82-escapes",
    TEXT_AND_STOP "," COUNTS,
    { "{'t':'\\u00e9\\ud83d\\ude00','s':'x','u':{'i':1,'o':1}}" },
    "text \"é😀\"; end_turn 1 1" },
  { "call-in-pieces",
    CALLS "," COUNTS,
    { "{'c':[{'n':0,'id':'c1','f':{'name':'Read','args':'{\\'a\\':'}}]}",
      "{'c':[{'n':0,'f':{'args':'1}'}}]}",
      "{'s':'x','u':{'i':1,'o':1}}" },
    "tool Read c1 {\"a\":1}; tool_use 1 1" },
  { "T76-calls-that-alternate",
    CALLS "," COUNTS,
    { "{'c':[{'n':0,'id':'c1','f':{'name':'A','args':'{\\'x\\':'}},{'n':1,'id':'c2','f':{"
      "'"
      "name':'B','args':'{\\'y\\':'}}]}",
      "{'c':[{'n':1,'f':{'args':'2}'}},{'n':0,'f':{'args':'1}'}}]}",
      "{'s':'x','u':{'i':1,'o':1}}" },
    "tool A c1 {\"x\":1}; tool B c2 {\"y\":2}; tool_use 1 1" },
  { "calls-by-id",
    CALLS_BY_ID "," COUNTS,
    { "{'c':[{'id':'c1','name':'A','args':{'x':1.0}}]}",
      "{'c':[{'id':'c2','name':'B','args':'{\\'y\\''}]}",
      "{'c':[{'id':'c2','args':':2'}]}",
      "{'c':[{'args':'}'}],'d':1,'u':{'i':1,'o':1}}" },
    "tool A c1 {\"x\":1.0}; tool B c2 {\"y\":2}; tool_use 1 1" },
  { "calls-without-ids",
    "'calls':'/c','call':{'name':'/name','arguments':'/args'},'done':'/d'," COUNTS,
    { "{'c':{'name':'A','args':{}}}",
      "{'c':{'name':'B','args':{}},'d':true,'u':{'i':1,'o':1}}" },
    "tool A new {}; tool B new {}; tool_use 1 1" },
  { "index-that-is-none",
    CALLS "," COUNTS,
    { "{'c':[{'n':-1,'id':'c1','f':{'name':'A','args':'{}'}},{'n':'x','id':'c2','f':{'"
      "name':"
      "'B','args':'{}'}}],'s':'x','u':{'i':1,'o':1}}" },
    "tool A c1 {}; tool B c2 {}; tool_use 1 1" },
  { "error-of-the-usual-form",
    TEXT_AND_STOP,
    { "{'error':{'message':'too bad','type':'server_error'}}" },
    "error api_error \"too bad (upstream groq-2)\"" },
  { "error-of-another-form",
    TEXT_AND_STOP ",'error':'/no'",
    { "{'no':'too bad'}" },
    "error api_error \"too bad (upstream groq-2)\"" },
  { "error-null-is-none",
    TEXT_AND_STOP ",'error':'/no'," COUNTS,
    { "{'no':null,'t':'a'}", "{'no':'','s':'x','u':{'i':1,'o':1}}" },
    "text \"a\"; end_turn 1 1" },
  { "error-after-the-stop",
    TEXT_AND_STOP ",'error':'/no'," COUNTS,
    { "{'t':'a','s':'x','u':{'i':1,'o':1}}", "{'no':'late'}" },
    "text \"a\"; end_turn 1 1" },
};

static const Case answers[] = {
  { "text",
    "'text':['/delta','/out/*/t'],'stop':'/s'," COUNTS,
    { "{'out':[{'t':'a'},{'t':'b'}],'s':'max_tokens','u':{'i':1,'o':2}}" },
    "text \"ab\"; max_tokens 1 2" },
  { "calls",
    CALLS_BY_ID ",'text':'/t'," COUNTS,
    { "{'t':'a','c':[{'id':'c1','name':'A','args':{'x':1}},{'id':'c2','name':'B','args':'"
      "{}'}],'u':{'i':1,'o':2}}" },
    "text \"a\"; tool A c1 {\"x\":1}; tool B c2 {}; tool_use 1 2" },
  { "nothing-but-a-stop",
    TEXT_AND_STOP "," COUNTS,
    { "{'s':'len','u':{'i':1,'o':0}}" },
    "max_tokens 1 0" },
};

static char *
quote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static CcpSimpleTransformer *
create_answer (const char *text)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", text);
  g_autofree char *params = quote (braced);
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (GError) error = NULL;
  CcpSimpleTransformer *answer = g_object_new (EDIT_TYPE_ANSWER, NULL);

  ccp_transformer_configure (CCP_TRANSFORMER (answer), json, &error);
  g_assert_no_error (error);
  return answer;
}

static CcpEvent *
create_event (const char *text)
{
  g_autofree char *quoted = quote (text);
  g_autoptr (CcpJson) json = *text == '{' ? edit_fixture_parse (quoted) : NULL;

  return json != NULL ? ccp_event_new ("", json) : ccp_event_new_text ("", text, -1);
}

static void
append_all (CcpEventBatch *batch, CcpEventBatch *more)
{
  for (guint i = 0; i < ccp_event_batch_get_length (more); i++)
    ccp_event_batch_append (batch, ccp_event_batch_get (more, i));
}

/* each event in a batch of its own */
static void
test_stream (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpSimpleTransformer) answer = create_answer (c->params);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (TRUE);
  g_autoptr (CcpEventBatch) all = ccp_event_batch_new ();
  g_autofree char *shown = NULL;

  for (guint i = 0; i <= MAX_EVENTS; i++)
    {
      gboolean is_end = i == MAX_EVENTS || c->events[i] == NULL;
      g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
      g_autoptr (CcpEventBatch) out = NULL;

      if (!is_end)
        ccp_event_batch_take (batch, create_event (c->events[i]));
      out = ccp_simple_transformer_transform_events (answer,
                                                     exchange,
                                                     batch,
                                                     is_end ? CCP_TRANSFORM_END
                                                            : CCP_TRANSFORM_NONE,
                                                     NULL);
      g_assert_nonnull (out);
      append_all (all, out);
      if (is_end)
        break;
    }

  shown = transcript_render (all);
  g_assert_cmpstr (shown, ==, c->expected);
}

static void
test_cut (void)
{
  g_autoptr (CcpSimpleTransformer) answer = create_answer ("'text':'/t'");
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (TRUE);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) out = NULL;
  g_autofree char *shown = NULL;

  ccp_event_batch_take (batch, create_event ("{'t':'half'}"));
  out = ccp_simple_transformer_transform_events (answer,
                                                 exchange,
                                                 batch,
                                                 CCP_TRANSFORM_END | CCP_TRANSFORM_CUT,
                                                 NULL);

  shown = transcript_render (out);
  g_assert_cmpstr (shown, ==, "text \"half\" ...");
}

/* one that goes on after the end does not keep the client waiting */
static void
test_deadline (void)
{
  g_autoptr (CcpSimpleTransformer) answer = create_answer (TEXT_AND_STOP "," COUNTS);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (TRUE);
  g_autoptr (CcpEventBatch) batch = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) nothing = ccp_event_batch_new ();
  g_autoptr (CcpEventBatch) first = NULL;
  g_autoptr (CcpEventBatch) last = NULL;
  g_autofree char *shown = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpint (ccp_transformer_get_deadline (CCP_TRANSFORMER (answer)), ==, 0);
  ccp_event_batch_take (batch, create_event ("{'t':'a','s':'x','u':{'i':1,'o':1}}"));
  first = ccp_simple_transformer_transform_events (answer,
                                                   exchange,
                                                   batch,
                                                   CCP_TRANSFORM_NONE,
                                                   NULL);
  g_assert_cmpint (ccp_transformer_get_deadline (CCP_TRANSFORMER (answer)), >, start);
  last = ccp_simple_transformer_transform_events (answer,
                                                  exchange,
                                                  nothing,
                                                  CCP_TRANSFORM_TICK,
                                                  NULL);

  append_all (first, last);
  shown = transcript_render (first);
  g_assert_cmpstr (shown, ==, "text \"a\"; end_turn 1 1");
  g_assert_cmpint (ccp_transformer_get_deadline (CCP_TRANSFORMER (answer)), ==, 0);
}

/* what a stream of the same would say */
static char *
describe_message (CcpJson *message)
{
  GString *shown = g_string_new (NULL);
  g_autofree char *text = NULL;
  CcpJsonValue root;
  CcpJsonValue usage;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (message, &root);
  value = ccp_json_value_member (&root, "content");
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      CcpJsonValue block_text = ccp_json_value_member (&value, "text");
      CcpJsonValue name = ccp_json_value_member (&value, "name");
      CcpJsonValue id = ccp_json_value_member (&value, "id");
      CcpJsonValue input = ccp_json_value_member (&value, "input");
      g_autofree char *words = ccp_json_value_dup_string (&block_text, NULL);
      g_autofree char *tool = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *call = ccp_json_value_dup_string (&id, NULL);
      gsize length = 0;
      const char *raw = ccp_json_value_peek_raw (&input, &length);

      if (words != NULL)
        g_string_append_printf (shown, "text \"%s\"; ", words);
      else
        g_string_append_printf (shown,
                                "tool %s %s %.*s; ",
                                tool,
                                call,
                                (int) length,
                                raw);
    }
  value = ccp_json_value_member (&root, "stop_reason");
  text = ccp_json_value_dup_string (&value, NULL);
  g_string_append (shown, text);
  usage = ccp_json_value_member (&root, "usage");
  for (guint i = 0; i < 2; i++)
    {
      gint64 tokens = -1;

      value = ccp_json_value_member (&usage, i == 0 ? "input_tokens" : "output_tokens");
      ccp_json_value_get_int (&value, &tokens);
      g_string_append_printf (shown, " %" G_GINT64_FORMAT, tokens);
    }
  return g_string_free (shown, FALSE);
}

static void
test_whole (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpSimpleTransformer) answer = create_answer (c->params);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (FALSE);
  g_autofree char *quoted = quote (c->events[0]);
  g_autoptr (CcpJson) body = edit_fixture_parse (quoted);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) message = NULL;
  g_autofree char *shown = NULL;

  message = ccp_simple_transformer_transform_response (answer, exchange, body, &error);

  g_assert_no_error (error);
  shown = describe_message (message);
  g_assert_cmpstr (shown, ==, c->expected);
}

static void
assert_refused (const char *text, const char *expected)
{
  g_autoptr (CcpSimpleTransformer) answer =
      create_answer (TEXT_AND_STOP ",'error':'/no'");
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (FALSE);
  g_autofree char *quoted = quote (text);
  g_autoptr (CcpJson) body = edit_fixture_parse (quoted);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ccp_simple_transformer_transform_response (answer, exchange, body, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_refused (void)
{
  assert_refused ("{'x':1}",
                  "the upstream's answer has nothing where edit.Answer looks for it: "
                  "check its params (upstream groq-2)");
  assert_refused ("{'no':{'message':'too bad'}}", "too bad (upstream groq-2)");
}

static void
assert_params_refused (const char *params, const char *expected)
{
  g_autoptr (CcpTransformer) answer = g_object_new (EDIT_TYPE_ANSWER, NULL);
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_transformer_configure (answer, json, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_params_refused (void)
{
  assert_params_refused ("{\"text\":\"/a\",\"call\":[1]}",
                         "call: expected a mapping, got a list");
  assert_params_refused ("{\"text\":\"/a\",\"stop_reasons\":[1]}",
                         "stop_reasons: expected a mapping, got a list");
}

static void
add_cases (const char *prefix, const Case *cases, gsize n_cases, GTestDataFunc test)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("/edit-answer/stream/", streams, G_N_ELEMENTS (streams), test_stream);
  add_cases ("/edit-answer/whole/", answers, G_N_ELEMENTS (answers), test_whole);
  g_test_add_func ("/edit-answer/stream/T74-connection-broke", test_cut);
  g_test_add_func ("/edit-answer/stream/does-not-wait-for-ever", test_deadline);
  g_test_add_func ("/edit-answer/whole/refused", test_refused);
  g_test_add_func ("/edit-answer/configure/refuses", test_params_refused);
  return g_test_run ();
}
