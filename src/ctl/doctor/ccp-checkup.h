/* ccp-checkup.h: one look of the doctor, which may take a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-finding.h"
#include "ccp-patient.h"

G_BEGIN_DECLS

typedef struct _CcpCheckup CcpCheckup;

/* Looks at one thing. What it cannot say at once it begins with ccp_checkup_hold () and
 * ends with ccp_checkup_release (). */
typedef void (*CcpCheckupFunc) (CcpCheckup *checkup);
typedef void (*CcpCheckupDone) (gpointer user_data);

/* @name: of the check; static */
CcpCheckup *ccp_checkup_new (const char *name, const CcpPatient *patient);
void ccp_checkup_free (CcpCheckup *self);
/* @milliseconds: then its cancellable fires, and what is held must soon be released
 * @done: is called once, when nothing is held any more, maybe before this returns */
void ccp_checkup_run (CcpCheckup *self,
                      CcpCheckupFunc check,
                      guint milliseconds,
                      CcpCheckupDone done,
                      gpointer user_data);

const CcpPatient *ccp_checkup_get_patient (CcpCheckup *self);
GCancellable *ccp_checkup_get_cancellable (CcpCheckup *self);
/* @text: (transfer full)
 * @mend: (transfer full) (nullable) */
void ccp_checkup_add (CcpCheckup *self, CcpFindingState state, char *text, char *mend);
/* Returns: @self, for the callback of what is begun */
CcpCheckup *ccp_checkup_hold (CcpCheckup *self);
void ccp_checkup_release (CcpCheckup *self);
/* (element-type CcpFinding): in the order in which they were added */
GPtrArray *ccp_checkup_get_findings (CcpCheckup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpCheckup, ccp_checkup_free)

G_END_DECLS
