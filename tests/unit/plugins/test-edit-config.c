/* test-edit-config.c: what the configuration's author is told about edits, and where
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-config-check.h"

#define HEAD                                                                             \
  "providers:\n"                                                                         \
  "  - name: p\n"                                                                        \
  "    type: openai-chat\n"                                                              \
  "    url: http://127.0.0.1:9/v1\n"                                                     \
  "    transformers:\n"                                                                  \
  "      request:\n"
/* line 9 is one operation, which begins in column 15 */
#define DO(operation)                                                                    \
  HEAD "        - class: edit.Body\n"                                                    \
       "          params:\n"                                                             \
       "            do: [" operation "]\n"
#define PARAMS "providers[0].transformers.request[0].params"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *expected;
} Case;

static const Case cases[] = {
  { "good",
    HEAD "        - class: edit.Body\n"
         "          params:\n"
         "            side: upstream\n"
         "            do:\n"
         "              - {set: /temperature, to: 0.2, when: {model: [m, \"n*\"]}}\n"
         "              - {cap: /max_tokens, max: 8192}\n"
         "              - remove: [/metadata, $..cache_control]\n"
         "                unless: {provider: groq*, stream: true}\n"
         "              - {move: /messages/*/content, to: /messages/*/text}\n",
    "" },
  { "one-operation-stands-alone",
    HEAD "        - {class: edit.Body, params: {do: {remove: /a}}}\n",
    "" },
  { "no-operations",
    HEAD "        - edit.Body\n",
    "7:11: providers[0].transformers.request[0]: \"do\" is missing: The operations, such "
    "as {remove: /metadata}, in their order" },
  { "empty-list", DO (""), "9:17: " PARAMS ".do: expected at least one operation" },
  { "misspelt-operation",
    DO ("{remvoe: /a}"),
    "9:19: " PARAMS ".do[0].remvoe: unknown operation; did you mean \"remove\"?" },
  { "misspelt-operation-alone",
    HEAD "        - {class: edit.Body, params: {do: {remvoe: /a}}}\n",
    "7:44: " PARAMS ".do.remvoe: unknown operation; did you mean \"remove\"?" },
  { "unknown-operation",
    DO ("{remove: /a}, {frobnicate: /a}"),
    "9:33: " PARAMS ".do[1].frobnicate: unknown operation; there are: set, default, "
    "remove, keep, rename, move, copy, map, cap, join, encode, decode" },
  { "no-operation",
    DO ("{to: 1}"),
    "9:18: " PARAMS ".do[0]: expected an operation, one of set, default, remove, keep, "
    "rename, move, copy, map, cap, join, encode, decode" },
  { "two-operations",
    DO ("{set: /a, to: 1, remove: /b}"),
    "9:18: " PARAMS ".do[0]: expected one operation, got set and remove" },
  { "not-a-mapping",
    DO ("remove"),
    "9:18: " PARAMS ".do[0]: expected an operation such as {set: /a/b, to: 1}, got "
    "\"remove\"" },
  { "misspelt-key",
    DO ("{cap: /a, mx: 1}"),
    "9:28: " PARAMS ".do[0].mx: unknown key of cap; did you mean \"max\"?" },
  { "key-of-another-operation",
    DO ("{remove: /a, values: {}}"),
    "9:31: " PARAMS ".do[0].values: unknown key of remove; known here: remove, when, "
    "unless" },
  { "wrong-path",
    DO ("{remove: metadata}"),
    "9:27: " PARAMS ".do[0].remove: expected a path such as /a/b or $.a.b, got "
    "\"metadata\"" },
  { "wrong-path-of-many",
    DO ("{remove: [/a, /b~x]}"),
    "9:32: " PARAMS ".do[0].remove[1]: expected 0 or 1 after ~ (~0 is ~, and ~1 is /), "
    "got \"~x\"" },
  { "path-is-a-number",
    DO ("{remove: 5}"),
    "9:27: " PARAMS ".do[0].remove: expected a path such as /a/b, got 5" },
  { "path-is-the-document",
    DO ("{remove: $}"),
    "9:27: " PARAMS ".do[0].remove: expected a path to something in the document, got "
    "\"$\"" },
  { "path-of-many-is-the-document",
    DO ("{remove: [/a, $]}"),
    "9:32: " PARAMS ".do[0].remove[1]: expected a path to something in the document, got "
    "\"$\"" },
  { "missing-value",
    DO ("{set: /a}"),
    "9:18: " PARAMS ".do[0]: \"to\" is missing: a value" },
  { "unknown-fact",
    DO ("{set: /a, from: nowhere}"),
    "9:34: " PARAMS
    ".do[0].from: expected one of model, asked, provider, stage, session, "
    "got \"nowhere\"" },
  { "value-and-fact",
    DO ("{set: /a, from: model, to: 1}"),
    "9:34: " PARAMS ".do[0].from: expected either to or from, got \"model\"" },
  { "default-of-each",
    DO ("{default: /a/*, to: 1}"),
    "9:28: " PARAMS ".do[0].default: expected a path that ends with a name, got "
    "\"/a/*\"" },
  { "rename-to-path",
    DO ("{rename: /a, to: /b}"),
    "9:35: " PARAMS ".do[0].to: expected the new name, which is not a path; use move to "
    "move it, got \"/b\"" },
  { "move-to-too-many",
    DO ("{move: /a/*/b, to: /c/*/b}"),
    "9:37: " PARAMS ".do[0].to: expected a path in which * stands only where both paths "
    "begin in the same way, got \"/c/*/b\"" },
  { "move-many-to-one",
    DO ("{move: /a/*/b, to: /b}"),
    "9:37: " PARAMS ".do[0].to: several values have room only at the end of a list: "
    "expected a path that ends with /-, got \"/b\"" },
  { "move-into-itself",
    DO ("{move: /a/b, to: /a/b/c}"),
    "9:35: " PARAMS ".do[0].to: expected a path to somewhere else, not into the same "
    "value, got \"/a/b/c\"" },
  { "keep-in-two-places",
    DO ("{keep: [/a/b, /c/d]}"),
    "9:25: " PARAMS ".do[0].keep: expected paths that differ in their last name only, "
    "got a list" },
  { "cap-without-bounds",
    DO ("{cap: /a}"),
    "9:18: " PARAMS ".do[0]: \"max\" is missing: a number, or min" },
  { "cap-with-text",
    DO ("{cap: /a, max: many}"),
    "9:33: " PARAMS ".do[0].max: expected a number, got \"many\"" },
  { "cap-upside-down",
    DO ("{cap: /a, min: 5, max: 4}"),
    "9:41: " PARAMS ".do[0].max: expected a number that is not less than min, got 4" },
  { "map-without-values",
    DO ("{map: /a, values: [x]}"),
    "9:36: " PARAMS ".do[0].values: expected a mapping of old values to new ones, got a "
    "list" },
  { "misspelt-condition",
    DO ("{remove: /a, when: {modle: x}}"),
    "9:38: " PARAMS ".do[0].when.modle: unknown condition; did you mean \"model\"?" },
  { "condition-is-no-mapping",
    DO ("{remove: /a, when: groq}"),
    "9:37: " PARAMS ".do[0].when: expected a mapping such as {model: \"gpt-*\"}, got "
    "\"groq\"" },
  { "condition-with-list-in-list",
    DO ("{remove: /a, unless: {model: [a, [b]]}}"),
    "9:51: " PARAMS ".do[0].unless.model[1]: expected a name, which may have * in it, "
    "got a list" },
  { "condition-stream",
    DO ("{remove: /a, when: {stream: maybe}}"),
    "9:46: " PARAMS ".do[0].when.stream: expected true or false" },
  { "condition-equals-path",
    DO ("{remove: /a, when: {equals: {/a.b: 1, /x: 1, 'c.d: e': 2}}}"),
    "9:73: " PARAMS ".do[0].when.equals.c.d: e: expected a path such as /a/b or $.a.b, "
    "got \"c.d: e\"" },
  { "condition-equals-list",
    DO ("{remove: /a, when: {equals: {/a: [1]}}}"),
    "9:51: " PARAMS ".do[0].when.equals./a: expected a single value" },
  { "condition-of-all",
    HEAD "        - class: edit.Body\n"
         "          params:\n"
         "            when: {has: x}\n"
         "            do: {remove: /a}\n",
    "9:25: " PARAMS ".when.has: expected a path such as /a/b or $.a.b, got \"x\"" },
  { "environment-is-not-shown",
    DO ("{remove: '${KEY}'}"),
    "9:27: " PARAMS ".do[0].remove: what \"${KEY}\" stands for cannot be used here" },
  { "wrong-side",
    HEAD "        - {class: edit.Body, params: {side: left, do: {remove: /a}}}\n",
    "7:45: " PARAMS ".side: expected one of anthropic, upstream, got \"left\"" },
  { "side-after-conversion",
    HEAD "        - openai-chat.AnthropicToOpenAI\n"
         "        - {class: edit.Body, params: {do: {remove: /a}}}\n",
    "8:19: providers[0].transformers.request[1].class: it works on the anthropic side; "
    "write it before the conversion" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *lines = edit_config_check (c->yaml);

  g_assert_cmpstr (lines, ==, c->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/edit-config/check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
