/* ccp-diagnostic-code.c: the kinds of things that may be wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-diagnostic-code"

#include "ccp-diagnostic-code.h"

#define RULE(code, name, severity, help)                                                 \
  [CCP_CODE_##code] = { name, CCP_SEVERITY_##severity, help }

static const CcpDiagnosticRule rules[] = {
  RULE (AMBIGUOUS_ID,
        "ambiguous-id",
        WARNING,
        "The id of a model reads as a model of another provider, which can no longer be "
        "named that way. Choose another id."),
  RULE (BAD_ADDRESS,
        "bad-address",
        ERROR,
        "An address to listen on is host:port, [ipv6]:port or unix:path; the host is an "
        "IP address or localhost."),
  RULE (BAD_ROUTING,
        "bad-routing",
        ERROR,
        "The router cannot work with this setting. The message says what it expects."),
  RULE (BAD_SECRET,
        "bad-secret",
        ERROR,
        "A key goes into a header as it is: it has no spaces around it, no control "
        "characters, and ASCII alone. Write ${NAME} to take it from the environment."),
  RULE (BAD_SETTING,
        "bad-setting",
        ERROR,
        "A plugin does not take this value. Its README says which values it takes."),
  RULE (BAD_URL,
        "bad-url",
        ERROR,
        "The URL of a provider starts with http:// or https://, and has a host but no "
        "user, password or fragment."),
  RULE (BAD_VALUE,
        "bad-value",
        ERROR,
        "The value is of the right type, but not one that can stand here."),
  RULE (BAD_VARIABLE,
        "bad-variable",
        ERROR,
        "A variable is written ${NAME} or ${NAME:-text}; a dollar that is meant as such "
        "is $$."),
  RULE (BROKEN_PLUGIN,
        "broken-plugin",
        ERROR,
        "The plugin was found but cannot be used. The message says why."),
  RULE (DOUBTFUL_ROUTING,
        "doubtful-routing",
        WARNING,
        "The router can work with this setting, but hardly as it is meant."),
  RULE (DUPLICATE_ADDRESS,
        "duplicate-address",
        ERROR,
        "Only one listener can have an address. Take one of the two out."),
  RULE (DUPLICATE_ENTRY,
        "duplicate-entry",
        WARNING,
        "The same thing is there twice, where once is enough."),
  RULE (DUPLICATE_ID,
        "duplicate-id",
        ERROR,
        "Names of providers and ids of models are unique, whatever the case of their "
        "letters. Rename one of the two."),
  RULE (DUPLICATE_KEY,
        "duplicate-key",
        ERROR,
        "A mapping has the same key twice, and nobody can tell which one is meant."),
  RULE (EXPOSED_ADDRESS,
        "exposed-address",
        ERROR,
        "Other machines can reach the address, so everybody there could use your keys. "
        "Set client_keys, or listen on 127.0.0.1."),
  RULE (FILE_MODE,
        "file-mode",
        WARNING,
        "Other users can read the file, or change it or what is in its folder. Whoever "
        "can change it can send your keys elsewhere. Use chmod 600 for the file and "
        "chmod go-w for the folder."),
  RULE (IMPOSSIBLE_LIMITS,
        "impossible-limits",
        WARNING,
        "What is said about the sizes of a model cannot all be true: the tokens of an "
        "answer are part of the context window."),
  RULE (LITERAL_SECRET,
        "literal-secret",
        WARNING,
        "A key is written out. Files are copied, shared and kept in version control; "
        "write ${NAME} and set the environment variable, or name a command that prints "
        "the key."),
  RULE (MISPLACED_CLASS,
        "misplaced-class",
        ERROR,
        "An entry of a list of transformers is the class alone, or {class: …, params: "
        "{…}}."),
  RULE (MISPLACED_TRANSFORMER,
        "misplaced-transformer",
        ERROR,
        "The transformer cannot work at this place: requests pass the anthropic side, "
        "the conversion and the upstream side, and answers the other way."),
  RULE (MISSING_FOLDER, "missing-folder", WARNING, "The folder does not exist."),
  RULE (MISSING_KEY, "missing-key", ERROR, "A key that must be there is not."),
  RULE (OUT_OF_RANGE,
        "out-of-range",
        ERROR,
        "The number is smaller or larger than it may be."),
  RULE (PLAIN_HTTP,
        "plain-http",
        WARNING,
        "The provider is reached without encryption, so everybody on the way can read "
        "prompts, answers and keys. Use https."),
  RULE (SYNTAX,
        "syntax",
        ERROR,
        "The file is not YAML. Most often an indentation, a colon or a quote is wrong."),
  RULE (TOO_LARGE,
        "too-large",
        ERROR,
        "The file is larger, deeper or longer than a configuration may be."),
  RULE (TRUNCATED,
        "truncated",
        ERROR,
        "There is more that is wrong than is shown. Mend what is shown and look again."),
  RULE (UNKNOWN_CLASS,
        "unknown-class",
        ERROR,
        "The plugin has nothing of that name. ccproxy transformers lists what there is."),
  RULE (UNKNOWN_DIALECT,
        "unknown-dialect",
        ERROR,
        "What the provider speaks cannot be told from its URL. Write its type."),
  RULE (UNKNOWN_KEY,
        "unknown-key",
        ERROR,
        "There is no such key here. Most often it is misspelt, or indented too little or "
        "too much."),
  RULE (UNKNOWN_MODEL,
        "unknown-model",
        ERROR,
        "A model is named by its id, as provider,model or as provider/model."),
  RULE (UNKNOWN_PIPELINE,
        "unknown-pipeline",
        ERROR,
        "pipelines has nothing of that name."),
  RULE (UNKNOWN_PLUGIN,
        "unknown-plugin",
        ERROR,
        "There is no plugin of that name in the folders that are searched. "
        "transformer_paths names further ones."),
  RULE (UNKNOWN_PRESET,
        "unknown-preset",
        ERROR,
        "There is no preset of that name. ccproxy presets lists them."),
  RULE (UNKNOWN_PROFILE, "unknown-profile", ERROR, "profiles has nothing of that name."),
  RULE (UNKNOWN_PROVIDER,
        "unknown-provider",
        ERROR,
        "No entry of providers has that name."),
  RULE (UNKNOWN_SETTING,
        "unknown-setting",
        ERROR,
        "The plugin has no such option or param. Its README says which it has."),
  RULE (UNLISTED_MODEL,
        "unlisted-model",
        WARNING,
        "The provider does not list the model, which is asked for as it is written. If "
        "it is right, add it to models of the provider."),
  RULE (UNREACHABLE_RULE,
        "unreachable-rule",
        WARNING,
        "What goes before it takes every request that it would get. Put it further up, "
        "or take it out."),
  RULE (UNREADABLE_FILE, "unreadable-file", ERROR, "The file cannot be read."),
  RULE (UNSET_VARIABLE,
        "unset-variable",
        ERROR,
        "The environment variable is not set. Set it where the daemon is started, or "
        "write ${NAME:-text} with what is to stand there without it."),
  RULE (UNSUPPORTED_YAML,
        "unsupported-yaml",
        ERROR,
        "Anchors, aliases, tags, merge keys and further documents are not supported. "
        "Write out what they stand for."),
  RULE (UNUSED_PIPELINE,
        "unused-pipeline",
        WARNING,
        "Neither a provider nor a model has the pipeline in its pipeline key."),
  RULE (UNUSED_PROFILE,
        "unused-profile",
        WARNING,
        "The profile has neither stages nor rules, so it changes nothing."),
  RULE (UNUSED_PROVIDER,
        "unused-provider",
        WARNING,
        "The provider has no models and nothing routes to it, so no client finds it. "
        "List its models, or take it out."),
  RULE (WRONG_CONVERSION,
        "wrong-conversion",
        ERROR,
        "The conversion belongs to another dialect than that of the provider."),
  RULE (WRONG_TYPE,
        "wrong-type",
        ERROR,
        "The value is of another type than what is expected: a text, a number, a list or "
        "a mapping. A number in quotes is a text."),
};

const CcpDiagnosticRule *
ccp_diagnostic_code_get_rule (CcpDiagnosticCode code)
{
  g_return_val_if_fail (code < G_N_ELEMENTS (rules), NULL);

  return &rules[code];
}

const CcpDiagnosticRule *
ccp_diagnostic_code_find_rule (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (g_str_equal (rules[i].name, name))
        return &rules[i];
    }
  return NULL;
}
