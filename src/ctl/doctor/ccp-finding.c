/* ccp-finding.c: one thing that the doctor has to say
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-finding"

#include "ccp-finding.h"

static const char *const names[] = {
  [CCP_FINDING_OK] = "ok",
  [CCP_FINDING_WARNING] = "warning",
  [CCP_FINDING_PROBLEM] = "problem",
};

/* Returns: (transfer full) (nullable): @text in one line */
static char *
join_lines (char *text)
{
  return text != NULL ? g_strdelimit (g_strchomp (text), "\r\n", ' ') : NULL;
}

CcpFinding *
ccp_finding_new (const char *check, CcpFindingState state, char *text, char *mend)
{
  CcpFinding *self = NULL;

  g_return_val_if_fail (check != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CcpFinding, 1);
  self->check = check;
  self->state = state;
  self->text = join_lines (text);
  self->mend = join_lines (mend);
  return self;
}

void
ccp_finding_free (CcpFinding *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->mend, g_free);
  g_free (self);
}

const char *
ccp_finding_get_state_name (const CcpFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return names[self->state];
}
