/* ccp-import-finish.h: checks, writes and reports what an import made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* how a title begins, for editors; config.h has where the schema is */
#define CCP_IMPORT_FINISH_SCHEMA_LINE                                                    \
  "yaml-language-server: $schema=file://" CCP_SCHEMA_FILE "\n"

typedef struct
{
  const char *verb;
  const char *title;  /* the first lines of the file */
  const char *output; /* (nullable): a file, else standard output */
  gboolean replace;   /* a file that is there */
  gboolean as_json;   /* the report */
} CcpImportFinish;

/* The report goes to standard error; as JSON to standard output, if that is free.
 * Returns: an exit status */
int ccp_import_finish_run (const CcpImportFinish *self, CcpDraft *draft);

G_END_DECLS
