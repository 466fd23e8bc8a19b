/* ccp-config-schema.c: the keys of the configuration file, in tables
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-schema"

#include "ccp-config-schema.h"

#define SECTION(table)                                                                   \
  {                                                                                      \
    table, G_N_ELEMENTS (table)                                                          \
  }

static const char *const on_error_values[] = { "fail", "skip", NULL };

static const CcpConfigKey transformer_keys[] = {
  { .name = "class",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "module.ClassName: the plugin's name and what it registered; or an "
                   "alias, which has no dot" },
  { .name = "params",
    .type = CCP_CONFIG_OBJECT,
    .description = "what the transformer takes; see the plugin's documentation" },
  { .name = "on_error",
    .type = CCP_CONFIG_STRING,
    .values = on_error_values,
    .maximum = 1,
    .description = "what comes of a request when the transformer fails: it fails, or "
                   "goes on without it" },
};

const CcpConfigSection ccp_config_section_transformer = SECTION (transformer_keys);

static const CcpConfigKey transformers_keys[] = {
  { .name = "request",
    .type = CCP_CONFIG_TRANSFORMERS,
    .section = &ccp_config_section_transformer,
    .description = "applied to requests, in this order" },
  { .name = "response",
    .type = CCP_CONFIG_TRANSFORMERS,
    .section = &ccp_config_section_transformer,
    .description = "applied to answers, in this order" },
};

const CcpConfigSection ccp_config_section_transformers = SECTION (transformers_keys);

/* pipelines and transformers of whom they are for */
#define TRANSFORMERS(whom)                                                               \
  { .name = "pipeline",                                                                  \
    .type = CCP_CONFIG_STRINGS,                                                          \
    .description = "names of pipelines " whom ", before the transformers" },             \
  {                                                                                      \
    .name = "transformers", .type = CCP_CONFIG_SECTION,                                  \
    .section = &ccp_config_section_transformers, .description = whom                     \
  }

#define PRICE(key, what)                                                                 \
  {                                                                                      \
    .name = key, .type = CCP_CONFIG_NUMBER, .minimum = 0, .maximum = 100000,             \
    .description = "US dollars for a million tokens " what                               \
  }

static const CcpConfigKey price_keys[] = {
  PRICE ("input", "of the prompt"),
  PRICE ("output", "of the answer"),
  PRICE ("cache_read", "of the prompt that the provider has in its cache"),
  PRICE ("cache_write", "of the prompt that the provider puts into its cache"),
};

const CcpConfigSection ccp_config_section_price = SECTION (price_keys);

/* what may be known about a model */
#define FACTS                                                                            \
  { .name = "context_window",                                                            \
    .type = CCP_CONFIG_INTEGER,                                                          \
    .minimum = 0,                                                                        \
    .maximum = 100000000,                                                                \
    .description = "tokens of a conversation and its answer; 0 if it is not known" },    \
      { .name = "max_output",                                                            \
        .type = CCP_CONFIG_INTEGER,                                                      \
        .minimum = 0,                                                                    \
        .maximum = 100000000,                                                            \
        .description = "tokens of an answer; 0 if it is not known" },                    \
      { .name = "modalities",                                                            \
        .type = CCP_CONFIG_STRINGS,                                                      \
        .description = "what it reads: text, image, pdf, audio, video" },                \
  {                                                                                      \
    .name = "price", .type = CCP_CONFIG_SECTION, .section = &ccp_config_section_price,   \
    .description = "what it costs"                                                       \
  }

static const CcpConfigKey listed_model_keys[] = {
  { .name = "id",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "the name that the provider knows it by" },
  FACTS,
  { .name = "options",
    .type = CCP_CONFIG_OBJECT,
    .description = "settings of the dialect for this model" },
  TRANSFORMERS ("for requests to this model, after those of the provider"),
};

const CcpConfigSection ccp_config_section_listed_model = SECTION (listed_model_keys);

static const CcpConfigKey key_command_keys[] = {
  { .name = "command",
    .type = CCP_CONFIG_STRINGS,
    .required = TRUE,
    .description = "a program and its arguments, which prints the key or a JSON object "
                   "with it; no shell is used" },
  { .name = "timeout",
    .type = CCP_CONFIG_INTEGER,
    .minimum = 1,
    .maximum = 300,
    .fallback = 30,
    .description = "seconds that the program may take" },
  { .name = "lifetime",
    .type = CCP_CONFIG_INTEGER,
    .minimum = 1,
    .maximum = 86400,
    .fallback = 1800,
    .description = "seconds that a key is used for when the program does not tell" },
};

const CcpConfigSection ccp_config_section_key_command = SECTION (key_command_keys);

static const CcpConfigKey provider_keys[] = {
  { .name = "name",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "letters, digits, dot, underscore and dash" },
  { .name = "preset",
    .type = CCP_CONFIG_STRING,
    .description =
        "what is known about a provider: its keys, but for those written here" },
  { .name = "type",
    .type = CCP_CONFIG_STRING,
    .description = "the plugin that speaks the provider's dialect; found by the URL "
                   "when absent" },
  { .name = "url",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "http or https; the base, or the full URL of the endpoint" },
  { .name = "api_key",
    .type = CCP_CONFIG_SECRET,
    .section = &ccp_config_section_key_command,
    .description = "sent to the provider: the key itself, or a program that makes it" },
  { .name = "models",
    .type = CCP_CONFIG_MODELS,
    .section = &ccp_config_section_listed_model,
    .description = "what the provider knows: names, or mappings with what is known" },
  { .name = "timeout",
    .type = CCP_CONFIG_INTEGER,
    .minimum = 1,
    .maximum = 3600,
    .fallback = 600,
    .description = "seconds until an answer starts, and between two pieces of it" },
  { .name = "options",
    .type = CCP_CONFIG_OBJECT,
    .description = "settings of the dialect; see the plugin's documentation" },
  TRANSFORMERS ("for every request to this provider"),
};

const CcpConfigSection ccp_config_section_provider = SECTION (provider_keys);

static const CcpConfigKey model_keys[] = {
  { .name = "id",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "the name that clients and routing use" },
  { .name = "provider",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "the name of one of the providers" },
  { .name = "upstream",
    .type = CCP_CONFIG_STRING,
    .description = "the name that the provider knows it by; the id when absent" },
  FACTS,
  { .name = "options",
    .type = CCP_CONFIG_OBJECT,
    .description = "settings of the dialect, before those of the provider" },
  TRANSFORMERS ("for requests to this model, after those of the provider"),
};

const CcpConfigSection ccp_config_section_model = SECTION (model_keys);

static const CcpConfigKey limits_keys[] = {
  { .name = "max_body",
    .type = CCP_CONFIG_SIZE,
    .minimum = 1024,
    .maximum = 256u << 20,
    .fallback = 32u << 20,
    .description = "how large a request may be" },
  { .name = "max_connections",
    .type = CCP_CONFIG_INTEGER,
    .minimum = 1,
    .maximum = 65535,
    .fallback = 2048,
    .description = "how many clients may be connected" },
  { .name = "header_timeout",
    .type = CCP_CONFIG_SECONDS,
    .minimum = 0.1,
    .maximum = 3600,
    .fallback = 10,
    .description = "seconds that a client has to send the head of a request" },
};

const CcpConfigSection ccp_config_section_limits = SECTION (limits_keys);

static const CcpConfigKey desktop_keys[] = {
  { .name = "notifications",
    .type = CCP_CONFIG_BOOLEAN,
    .fallback = TRUE,
    .description = "whether a person is told of what needs one" },
  { .name = "inhibit_suspend",
    .type = CCP_CONFIG_BOOLEAN,
    .fallback = TRUE,
    .description = "whether the computer stays awake while an answer is under way" },
  { .name = "prefer_local_offline",
    .type = CCP_CONFIG_BOOLEAN,
    .fallback = TRUE,
    .description = "whether, without a network, providers that need one are left alone" },
};

const CcpConfigSection ccp_config_section_desktop = SECTION (desktop_keys);

static const CcpConfigKey root_keys[] = {
  { .name = "listen",
    .type = CCP_CONFIG_STRINGS,
    .description = "host:port, [ipv6]:port or unix:path" },
  { .name = "client_keys",
    .type = CCP_CONFIG_SECRETS,
    .description = "one of these must come with every request" },
  { .name = "allowed_hosts",
    .type = CCP_CONFIG_STRINGS,
    .description = "host names that clients may use, beside those of this machine" },
  { .name = "transformer_paths",
    .type = CCP_CONFIG_STRINGS,
    .description = "further folders with plugins" },
  { .name = "providers",
    .type = CCP_CONFIG_SECTIONS,
    .required = TRUE,
    .section = &ccp_config_section_provider,
    .description = "who answers" },
  { .name = "models",
    .type = CCP_CONFIG_SECTIONS,
    .section = &ccp_config_section_model,
    .description = "which models clients see; those of the providers when absent" },
  { .name = "pipelines",
    .type = CCP_CONFIG_NAMED,
    .section = &ccp_config_section_transformers,
    .description = "lists of transformers by names, for providers and models to use" },
  { .name = "routing",
    .type = CCP_CONFIG_OBJECT,
    .description = "which model serves what: default, and what else the router knows" },
  { .name = "start_hold",
    .type = CCP_CONFIG_SECONDS,
    .minimum = 0,
    .maximum = 3600,
    .fallback = 15,
    .description = "seconds to wait for the first event before a stream is started" },
  { .name = "ping_interval",
    .type = CCP_CONFIG_SECONDS,
    .minimum = 0.01,
    .maximum = 3600,
    .fallback = 10,
    .description = "seconds of silence in a stream after which a ping is sent" },
  { .name = "drain_timeout",
    .type = CCP_CONFIG_SECONDS,
    .minimum = 0,
    .maximum = 3600,
    .fallback = 30,
    .description = "seconds that requests under way have when the daemon is to end" },
  { .name = "watch_config",
    .type = CCP_CONFIG_BOOLEAN,
    .description = "whether this file is read again when it has changed" },
  { .name = "limits",
    .type = CCP_CONFIG_SECTION,
    .section = &ccp_config_section_limits,
    .description = "what clients may use up" },
  { .name = "desktop",
    .type = CCP_CONFIG_SECTION,
    .section = &ccp_config_section_desktop,
    .description = "what is asked of the desktop, and told it" },
};

const CcpConfigSection ccp_config_section_root = SECTION (root_keys);

static const CcpConfigKey preset_keys[] = {
  { .name = "description",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "who the provider is, in a line" },
  { .name = "type",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "the plugin that speaks the provider's dialect" },
  { .name = "url",
    .type = CCP_CONFIG_STRING,
    .required = TRUE,
    .description = "as in a provider" },
  { .name = "api_key",
    .type = CCP_CONFIG_SECRET,
    .section = &ccp_config_section_key_command,
    .description = "as in a provider" },
  { .name = "timeout",
    .type = CCP_CONFIG_INTEGER,
    .minimum = 1,
    .maximum = 3600,
    .fallback = 600,
    .description = "as in a provider" },
  { .name = "options",
    .type = CCP_CONFIG_OBJECT,
    .description = "settings of the dialect" },
  { .name = "models",
    .type = CCP_CONFIG_MODELS,
    .section = &ccp_config_section_listed_model,
    .description = "as in a provider" },
};

const CcpConfigSection ccp_config_section_preset = SECTION (preset_keys);

const CcpConfigKey *
ccp_config_section_find (const CcpConfigSection *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->n_keys; i++)
    {
      if (g_str_equal (self->keys[i].name, name))
        return &self->keys[i];
    }
  return NULL;
}

GPtrArray *
ccp_config_section_get_names (const CcpConfigSection *self)
{
  GPtrArray *names = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, names);

  for (guint i = 0; i < self->n_keys; i++)
    g_ptr_array_add (names, (gpointer) self->keys[i].name);
  g_ptr_array_add (names, NULL);
  return names;
}
