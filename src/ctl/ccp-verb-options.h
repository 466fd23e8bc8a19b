/* ccp-verb-options.h: the options that verbs have in common
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib/gi18n.h>

G_BEGIN_DECLS

/* the option that names another configuration; @place is a char ** */
#define CCP_VERB_CONFIG_ENTRY(place)                                                     \
  {                                                                                      \
    "config", 'c', 0, G_OPTION_ARG_FILENAME, (place),                                    \
        N_ ("Read this configuration, not the user's"), "FILE"                           \
  }

/* the option for output that is meant for programs; @place is a gboolean * */
#define CCP_VERB_JSON_ENTRY(place)                                                       \
  {                                                                                      \
    "json", 0, 0, G_OPTION_ARG_NONE, (place), N_ ("Print JSON"), NULL                    \
  }

typedef struct
{
  const char *verb;
  const char
      *parameter; /* (nullable): the name of one that takes the place of --config */
  const char *summary;
  const char *description;
  gboolean
      needs_no_config;    /* there is no --config, and the parameter is something else */
  gboolean takes_command; /* what follows the first that is no option is not its own */
} CcpVerbOptions;

/* The texts are marked for translation with N_ () where they stand: parse translates
 * them. Prints the help and ends, if that is asked for.
 * @config: (out) (transfer full) (nullable): the configuration to read, not the user's;
 * or the parameter
 * Returns: FALSE if the command line is wrong, as standard error says then */
gboolean
ccp_verb_options_parse (const CcpVerbOptions *self, int argc, char **argv, char **config);
/* @entries: (nullable): options that the verb has beside those */
gboolean ccp_verb_options_parse_with (const CcpVerbOptions *self,
                                      const GOptionEntry *entries,
                                      int argc,
                                      char **argv,
                                      char **config);

G_END_DECLS
