/* ccp-diagnostic-code.h: the kinds of things that may be wrong with a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_CODE_AMBIGUOUS_ID,
  CCP_CODE_BAD_ADDRESS,
  CCP_CODE_BAD_ROUTING,
  CCP_CODE_BAD_SECRET,
  CCP_CODE_BAD_SETTING,
  CCP_CODE_BAD_URL,
  CCP_CODE_BAD_VALUE,
  CCP_CODE_BAD_VARIABLE,
  CCP_CODE_BROKEN_PLUGIN,
  CCP_CODE_DOUBTFUL_ROUTING,
  CCP_CODE_DUPLICATE_ADDRESS,
  CCP_CODE_DUPLICATE_ENTRY,
  CCP_CODE_DUPLICATE_ID,
  CCP_CODE_DUPLICATE_KEY,
  CCP_CODE_EXPOSED_ADDRESS,
  CCP_CODE_FILE_MODE,
  CCP_CODE_IMPOSSIBLE_LIMITS,
  CCP_CODE_LITERAL_SECRET,
  CCP_CODE_MISPLACED_CLASS,
  CCP_CODE_MISPLACED_TRANSFORMER,
  CCP_CODE_MISSING_FOLDER,
  CCP_CODE_MISSING_KEY,
  CCP_CODE_OUT_OF_RANGE,
  CCP_CODE_PLAIN_HTTP,
  CCP_CODE_SYNTAX,
  CCP_CODE_TOO_LARGE,
  CCP_CODE_TRUNCATED,
  CCP_CODE_UNKNOWN_CLASS,
  CCP_CODE_UNKNOWN_DIALECT,
  CCP_CODE_UNKNOWN_KEY,
  CCP_CODE_UNKNOWN_MODEL,
  CCP_CODE_UNKNOWN_PIPELINE,
  CCP_CODE_UNKNOWN_PLUGIN,
  CCP_CODE_UNKNOWN_PRESET,
  CCP_CODE_UNKNOWN_PROVIDER,
  CCP_CODE_UNKNOWN_SETTING,
  CCP_CODE_UNREADABLE_FILE,
  CCP_CODE_UNSET_VARIABLE,
  CCP_CODE_UNSUPPORTED_YAML,
  CCP_CODE_UNUSED_PIPELINE,
  CCP_CODE_UNUSED_PROVIDER,
  CCP_CODE_WRONG_CONVERSION,
  CCP_CODE_WRONG_TYPE,
} CcpDiagnosticCode;

/* what there is to say about all that have the code */
typedef struct
{
  const char *name; /* as scripts know it; it never changes */
  CcpSeverity severity;
  const char *help;
} CcpDiagnosticRule;

const CcpDiagnosticRule *ccp_diagnostic_code_get_rule (CcpDiagnosticCode code);
/* Returns: (nullable): NULL for a name that only a plugin has */
const CcpDiagnosticRule *ccp_diagnostic_code_find_rule (const char *name);

G_END_DECLS
