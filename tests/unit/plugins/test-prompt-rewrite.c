/* test-prompt-rewrite.c: system prompts that are replaced, or parts of them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "prompt-fixture.h"
#include "prompt-rewrite.h"

#define ALL "{'text':'New.'}"
#define UNTIL "{'text':'New. ','until':'<env>'}"
#define MARK ",'cache_control':{'type':'ephemeral'}"
#define BILLING "{'type':'text','text':'x-anthropic-billing-header: v;'}"

static const PromptCase cases[] = {
  { "all/none", ALL, "{'model':'m'}", "{'system':'New.','model':'m'}" },
  { "all/string", ALL, "{'system':'Old.','x':1.0}", "{'system':'New.','x':1.0}" },
  { "all/no-blocks", ALL, "{'system':[]}", "{'system':'New.'}" },
  { "all/same", ALL, "{'system':'New.'}", NULL },
  { "all/one-block",
    ALL,
    "{'system':[{'type':'text','text':'Old.'" MARK "}]}",
    "{'system':[{'type':'text','text':'New.'" MARK "}]}" },
  { "all/blocks",
    ALL,
    "{'system':[" BILLING ",{'type':'text','text':'a'},{'type':'text','text':'b'" MARK
    "},{'type':'text','text':'c'}]}",
    "{'system':[" BILLING ",{'cache_control':{'type':'ephemeral'},'type':'text','text':"
    "'New.'}]}" },
  { "all/mark-of-its-own",
    ALL,
    "{'system':[{'type':'text','text':'a'" MARK "},{'type':'text','text':'b','cache_"
    "control':{'type':'ephemeral','ttl':'1h'}}]}",
    "{'system':[{'type':'text','text':'New.'" MARK "}]}" },
  { "all/removed",
    "{'text':''}",
    "{'system':[{'type':'text','text':'a'}]}",
    "{'system':[]}" },
  { "all/nothing-to-remove", "{'text':''}", "{'model':'m'}", NULL },

  { "block/that-one",
    "{'text':'New.','block':1}",
    "{'system':[{'text':'a'},{'text':'b'" MARK "},{'text':'c'}]}",
    "{'system':[{'text':'a'},{'text':'New.'" MARK "},{'text':'c'}]}" },
  { "block/not-there", "{'text':'New.','block':1}", "{'system':[{'text':'a'}]}", NULL },
  { "block/string", "{'text':'New.','block':1}", "{'system':'a'}", NULL },
  { "block/none", "{'text':'New.','block':0}", "{'model':'m'}", NULL },

  { "until/none", UNTIL, "{'model':'m'}", NULL },
  { "until/string",
    UNTIL,
    "{'system':'Old. <env>x<env>'}",
    "{'system':'New. <env>x<env>'}" },
  { "until/not-in-it", UNTIL, "{'system':'Old.'}", NULL },
  { "until/block",
    UNTIL,
    "{'system':[{'text':'a'" MARK "},{'text':'Old <env>b'" MARK "},{'text':'<env>c'}]}",
    "{'system':[{'text':'a'" MARK "},{'text':'New. <env>b'" MARK
    "},{'text':'<env>c'}]}" },
  { "until/block-that-is-named",
    "{'text':'New. ','until':'<env>','block':1}",
    "{'system':[{'text':'<env>a'},{'text':'<env>b'}]}",
    "{'system':[{'text':'<env>a'},{'text':'New. <env>b'}]}" },
  { "until/several",
    "{'text':'New. ','until':['<env>','# Environment']}",
    "{'system':[{'text':'Old.\\n# Environment\\nx'}]}",
    "{'system':[{'text':'New. # Environment\\nx'}]}" },

  { "pattern/every-place",
    "{'text':'B','pattern':'a+'}",
    "{'system':[{'text':'aa x a'" MARK "},{'text':'y'},{'text':'a'}]}",
    "{'system':[{'text':'B x B'" MARK "},{'text':'y'},{'text':'B'}]}" },
  { "pattern/groups",
    "{'text':'\\\\2 \\\\g<first>','pattern':'(?<first>one) (two)'}",
    "{'system':'one two'}",
    "{'system':'two one'}" },
  { "pattern/not-in-it", "{'text':'B','pattern':'a'}", "{'system':'x'}", NULL },
  { "pattern/block",
    "{'text':'B','pattern':'a','block':1}",
    "{'system':[{'text':'a'}]}",
    NULL },
  { "pattern/none", "{'text':'B','pattern':'a'}", "{'model':'m'}", NULL },
  { "pattern/no-text",
    "{'text':'B','pattern':'a'}",
    "{'system':[{'type':'other'}]}",
    NULL },
  { "pattern/removes-a-block",
    "{'text':'','pattern':'(?s)^Do not.*'}",
    "{'system':[{'text':'a'},{'text':'Do not\\nb'" MARK "},{'text':'c'}]}",
    "{'system':[{'cache_control':{'type':'ephemeral'},'text':'a'},{'text':'c'}]}" },
};

static const PromptFault faults[] = {
  { "no-text",
    "{'until':'x'}",
    "expected a text, either as \"text\" or in a \"file\"; there is none" },
  { "until-and-pattern",
    "{'text':'a','until':'x','pattern':'y'}",
    "pattern: cannot go together with \"until\"" },
  { "empty-until",
    "{'text':'a','until':''}",
    "until: expected a text such as \"<env>\"" },
  { "empty-until-in-a-list",
    "{'text':'a','until':['x','']}",
    "until: expected a text such as \"<env>\"" },
  { "empty-pattern",
    "{'text':'a','pattern':''}",
    "pattern: expected a regular expression" },
  { "wrong-pattern",
    "{'text':'a','pattern':'('}",
    "pattern: Error while compiling regular expression" },
  { "wrong-replacement",
    "{'text':'\\\\g<','pattern':'a'}",
    "text: Error while parsing replacement text" },
};

static void
test_case (gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();

  prompt_fixture_run (PROMPT_TYPE_REWRITE, exchange, data);
}

static void
test_fault (gconstpointer data)
{
  prompt_fixture_refuse (PROMPT_TYPE_REWRITE, data);
}

/* a pattern that needs more steps than there are */
static void
test_endless_pattern (void)
{
  g_autofree char *a = g_strnfill (64, 'a');
  g_autofree char *text = g_strdup_printf ("{'system':'%s!'}", a);
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();
  g_autoptr (CcpSimpleTransformer) transformer =
      prompt_fixture_create (PROMPT_TYPE_REWRITE,
                             "{'text':'b','pattern':'^(([a-z])+.)+[A-Z]([a-z])+$'}");
  g_autoptr (CcpJson) body = prompt_fixture_parse (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (transformer, exchange, body, &error);

  g_assert_null (changed);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_INTERNAL);
  g_assert_null (strstr (error->message, a));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/prompt-rewrite/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path =
          g_strconcat ("/prompt-rewrite/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/prompt-rewrite/pattern/endless", test_endless_pattern);

  return g_test_run ();
}
