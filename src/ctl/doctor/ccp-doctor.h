/* ccp-doctor.h: looks at everything that the proxy needs, at once
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-finding.h"
#include "ccp-patient.h"

G_BEGIN_DECLS

/* Runs the main loop of this thread until all is looked at.
 * Returns: (transfer full) (element-type CcpFinding) */
GPtrArray *ccp_doctor_examine (const CcpPatient *patient);

G_END_DECLS
