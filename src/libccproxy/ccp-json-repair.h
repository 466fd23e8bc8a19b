/* ccp-json-repair.h: makes an object of JSON that is nearly right
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

/**
 * CCP_JSON_RAW_ARGUMENTS:
 *
 * The only member of a tool's input that stands for arguments which are no JSON.
 */
#define CCP_JSON_RAW_ARGUMENTS "raw_arguments"

#define CCP_TYPE_JSON_REPAIR (ccp_json_repair_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_json_repair_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJsonRepair *ccp_json_repair_new (void);
CCP_AVAILABLE_IN_1_0
CcpJsonRepair *ccp_json_repair_ref (CcpJsonRepair *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_repair_unref (CcpJsonRepair *self);
CCP_AVAILABLE_IN_1_0
void
ccp_json_repair_feed (CcpJsonRepair *self, const char *text, gssize length, GString *out);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_repair_finish (CcpJsonRepair *self, GString *out);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_repair_get_complete (CcpJsonRepair *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_repair_text (const char *text, gssize length, gboolean *complete);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonRepair, ccp_json_repair_unref)

G_END_DECLS
