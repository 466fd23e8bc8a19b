/* ccp-shell-words.h: variables in the words of a shell
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-client-environment.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_SHELL_WORDS_SH,
  CCP_SHELL_WORDS_FISH,
  CCP_SHELL_WORDS_ENVIRONMENT_D, /* cannot unset anything */
  CCP_SHELL_WORDS_JSON,          /* null is to be unset */
} CcpShellWordsForm;

/* @name: "sh" or one of its kind, "fish", "environment.d" */
gboolean ccp_shell_words_parse_form (const char *name, CcpShellWordsForm *form);
char *ccp_shell_words_format (const CcpClientEnvironment *variables,
                              CcpShellWordsForm form);

G_END_DECLS
