/* test-local-kind.c: what kinds of model servers run on people's machines
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-local-kind.h"

typedef struct
{
  const char *name;
  const char *answer;
  const char *kind; /* (nullable) */
} Case;

static const Case by_models[] = {
  { "llama-cpp",
    "{\"models\":[],\"object\":\"list\",\"data\":[{\"id\":\"/m/"
    "q.gguf\",\"object\":\"model\","
    "\"created\":1,\"owned_by\":\"llamacpp\",\"meta\":{}}]}",
    "llama-cpp" },
  { "vllm",
    "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"object\":\"model\",\"owned_by\":"
    "\"vllm\"},"
    "{\"id\":\"b\",\"object\":\"model\",\"owned_by\":\"vllm\"}]}",
    "vllm" },
  { "sglang", "{\"data\":[{\"id\":\"a\",\"owned_by\":\"sglang\"}]}", "sglang" },
  { "koboldcpp", "{\"data\":[{\"id\":\"a\",\"owned_by\":\"koboldcpp\"}]}", "koboldcpp" },
  { "not-all-of-them",
    "{\"data\":[{\"id\":\"a\",\"owned_by\":\"vllm\"},{\"id\":\"b\",\"owned_by\":\"me\"}]"
    "}",
    NULL },
  { "without-owner", "{\"data\":[{\"id\":\"a\"}]}", NULL },
  { "empty", "{\"data\":[]}", NULL },
  { "no-list", "{\"data\":{\"owned_by\":\"vllm\"}}", NULL },
};

static const Case by_answer[] = {
  { "lmstudio",
    "{\"data\":[{\"id\":\"a\",\"type\":\"llm\",\"state\":\"loaded\"}],\"object\":"
    "\"list\"}",
    "lmstudio" },
  { "lmstudio-is-no-plain-list", "{\"data\":[{\"id\":\"a\"}]}", NULL },
  { "localai", "{\"backends\":[\"llama-cpp\"],\"loaded_models\":[]}", "localai" },
  { "localai-needs-both", "{\"backends\":[\"llama-cpp\"]}", NULL },
  { "text-generation-webui",
    "{\"model_name\":\"a\",\"lora_names\":[],\"loader\":\"llama.cpp\"}",
    "text-generation-webui" },
  { "ollama",
    "{\"models\":[{\"name\":\"qwen3:8b\",\"size\":1,\"digest\":\"00\"}]}",
    "ollama" },
  { "ollama-without-models", "{\"models\":[]}", "ollama" },
  { "ollama-is-no-other-list", "{\"models\":[{\"name\":\"qwen3:8b\"}]}", NULL },
};

static CcpJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_find (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) json = parse (test->answer);
  const CcpLocalKind *kind = ccp_local_kind_find (json);

  g_assert_cmpstr (kind != NULL ? kind->name : NULL, ==, test->kind);
}

/* it fits its kind, and no other that is asked */
static void
test_fits (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpJson) json = parse (test->answer);
  const CcpLocalKind *kind = NULL;

  for (guint i = 0; (kind = ccp_local_kind_get (i)) != NULL; i++)
    if (kind->path != NULL)
      g_assert_cmpint (ccp_local_kind_fits (kind, json),
                       ==,
                       g_strcmp0 (kind->name, test->kind) == 0);
}

static void
test_models (void)
{
  g_autoptr (CcpJson) json =
      parse ("{\"data\":[{\"id\":\"a\"},{\"id\":\"text-embedding-b\"},{\"id\":7},{},"
             "{\"id\":\"\"},{\"id\":\"c\"}]}");
  g_auto (GStrv) models = ccp_local_kind_list_models (json);

  g_assert_cmpuint (g_strv_length (models), ==, 2);
  g_assert_cmpstr (models[0], ==, "a");
  g_assert_cmpstr (models[1], ==, "c");
}

static void
test_no_models (void)
{
  g_autoptr (CcpJson) other = parse ("{\"data\":\"text\"}");
  g_autoptr (CcpJson) anthropic =
      parse ("{\"data\":[{\"type\":\"model\",\"id\":\"a\"}],\"has_more\":false}");

  g_assert_null (ccp_local_kind_list_models (other));
  g_assert_null (ccp_local_kind_list_models (anthropic));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (by_models); i++)
    {
      g_autofree char *path = g_strconcat ("/local-kind/find/", by_models[i].name, NULL);

      g_test_add_data_func (path, &by_models[i], test_find);
    }
  for (guint i = 0; i < G_N_ELEMENTS (by_answer); i++)
    {
      g_autofree char *path = g_strconcat ("/local-kind/fits/", by_answer[i].name, NULL);

      g_test_add_data_func (path, &by_answer[i], test_fits);
    }
  g_test_add_func ("/local-kind/list-models/those-that-chat", test_models);
  g_test_add_func ("/local-kind/list-models/other-lists", test_no_models);
  return g_test_run ();
}
