/* ccp-finding.h: one thing that the doctor has to say
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_FINDING_OK,
  CCP_FINDING_WARNING,
  CCP_FINDING_PROBLEM,
} CcpFindingState;

typedef struct
{
  const char *check; /* its name */
  CcpFindingState state;
  char *text;
  char *mend; /* (nullable): what to do */
} CcpFinding;

/* @text: (transfer full): a line
 * @mend: (transfer full) (nullable) */
CcpFinding *
ccp_finding_new (const char *check, CcpFindingState state, char *text, char *mend);
void ccp_finding_free (CcpFinding *self);
/* Returns: for programs: "ok", "warning", "problem" */
const char *ccp_finding_get_state_name (const CcpFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpFinding, ccp_finding_free)

G_END_DECLS
