/* test-prompt-strip-images.c: requests without their images
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "prompt-fixture.h"
#include "prompt-strip-images.h"

#define PARAMS(more) "{'marker':'[i]','document_marker':'[d]'" more "}"
#define IMAGE                                                                            \
  "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AA'}}"
#define PDF                                                                              \
  "{'type':'document','source':{'type':'base64','media_type':'application/"              \
  "pdf','data':'AA'}}"
#define I "{'type':'text','text':'[i]'}"
#define D "{'type':'text','text':'[d]'}"
#define USER(content) "{'role':'user','content':" content "}"
#define RESULT(content) "{'type':'tool_result','tool_use_id':'t','content':" content "}"
#define BODY(messages) "{'x':1.0,'messages':[" messages "]}"

/* some of each kind, from the oldest to the newest: i1 d1 i2 i3 */
#define FIRST(i1, d1) USER ("[{'type':'text','text':'a'}," i1 "," d1 "]")
#define SECOND(i2, i3) USER ("[" RESULT ("[" i2 "]") "," i3 "]")

static const PromptCase cases[] = {
  { "no-messages", PARAMS (""), "{'x':1.0}", NULL },
  { "nothing-to-strip",
    PARAMS (""),
    BODY (USER ("'a'") "," USER ("[" RESULT ("'b'") "," RESULT ("[]") "]")),
    NULL },
  { "T07-images",
    PARAMS (""),
    BODY (FIRST (IMAGE, PDF) "," SECOND (IMAGE, IMAGE)),
    BODY (FIRST (I, PDF) "," SECOND (I, I)) },
  { "documents-as-well",
    PARAMS (",'documents':true"),
    BODY (FIRST (IMAGE, PDF) "," SECOND (IMAGE, IMAGE)),
    BODY (FIRST (I, D) "," SECOND (I, I)) },
  { "document-in-a-result",
    PARAMS (",'documents':true"),
    BODY (USER ("[" RESULT ("[" PDF "]") "]")),
    BODY (USER ("[" RESULT ("[" D "]") "]")) },
  { "documents-that-are-text-stay",
    PARAMS (",'documents':true"),
    BODY (USER ("[{'type':'document','source':{'type':'text','data':'x'}}]")),
    NULL },
  { "keep-one",
    PARAMS (",'keep':1"),
    BODY (FIRST (IMAGE, PDF) "," SECOND (IMAGE, IMAGE)),
    BODY (FIRST (I, PDF) "," SECOND (I, IMAGE)) },
  { "keep-of-both-kinds",
    PARAMS (",'keep':2,'documents':true"),
    BODY (FIRST (IMAGE, PDF) "," SECOND (IMAGE, IMAGE)),
    BODY (FIRST (I, D) "," SECOND (IMAGE, IMAGE)) },
  { "keep-more-than-there-are",
    PARAMS (",'keep':9"),
    BODY (FIRST (IMAGE, PDF) "," SECOND (IMAGE, IMAGE)),
    NULL },
  { "mark-of-the-cache-stays",
    PARAMS (""),
    BODY (USER ("[{'type':'image','cache_control':{'type':'ephemeral'},'source':{}}]")),
    BODY (USER ("[{'type':'text','text':'[i]','cache_control':{'type':'ephemeral'}}]")) },
};

/* what the model is known to read */
typedef struct
{
  const char *name;
  CcpModalities modalities;
  PromptCase wanted;
} Unread;

#define UNREAD PARAMS (",'when':'unread','documents':true")

static const Unread unread[] = {
  { "nothing-is-known",
    CCP_MODALITY_UNKNOWN,
    { NULL, UNREAD, BODY (FIRST (IMAGE, PDF)), NULL } },
  { "T07-text",
    CCP_MODALITY_TEXT,
    { NULL, UNREAD, BODY (FIRST (IMAGE, PDF)), BODY (FIRST (I, D)) } },
  { "images",
    CCP_MODALITY_TEXT | CCP_MODALITY_IMAGE,
    { NULL, UNREAD, BODY (FIRST (IMAGE, PDF)), BODY (FIRST (IMAGE, D)) } },
  { "all",
    CCP_MODALITY_TEXT | CCP_MODALITY_IMAGE | CCP_MODALITY_PDF,
    { NULL, UNREAD, BODY (FIRST (IMAGE, PDF)), NULL } },
};

static const PromptFault faults[] = {
  { "marker",
    "{'marker':'','document_marker':'d'}",
    "marker: expected a text, for a block without one is refused" },
  { "document-marker",
    "{'marker':'i','document_marker':''}",
    "document_marker: expected a text, for a block without one is refused" },
};

static void
test_case (gconstpointer data)
{
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();

  prompt_fixture_run (PROMPT_TYPE_STRIP_IMAGES, exchange, data);
}

static void
test_unread (gconstpointer data)
{
  const Unread *wanted = data;
  g_autoptr (CcpExchange) exchange = prompt_fixture_create_exchange ();
  CcpModelFacts facts = CCP_MODEL_FACTS_UNKNOWN;

  facts.modalities = wanted->modalities;
  ccp_exchange_set_facts (exchange, &facts);

  prompt_fixture_run (PROMPT_TYPE_STRIP_IMAGES, exchange, &wanted->wanted);
}

static void
test_fault (gconstpointer data)
{
  prompt_fixture_refuse (PROMPT_TYPE_STRIP_IMAGES, data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/prompt-strip-images/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unread); i++)
    {
      g_autofree char *path =
          g_strconcat ("/prompt-strip-images/unread/", unread[i].name, NULL);

      g_test_add_data_func (path, &unread[i], test_unread);
    }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path =
          g_strconcat ("/prompt-strip-images/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }

  return g_test_run ();
}
