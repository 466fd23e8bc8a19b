/* ccp-json-mender-place.h: where in an object or array a mender is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-mender.h"

G_BEGIN_DECLS

GString *ccp_json_mender_place_sink (CcpJsonMender *self);
void ccp_json_mender_place_blank (CcpJsonMender *self, char c);
void ccp_json_mender_place_comma (CcpJsonMender *self);
void ccp_json_mender_place_colon (CcpJsonMender *self);
void ccp_json_mender_place_begin (CcpJsonMender *self);
void ccp_json_mender_place_end (CcpJsonMender *self);
void ccp_json_mender_place_open (CcpJsonMender *self, char bracket);
void ccp_json_mender_place_close (CcpJsonMender *self, char bracket);
void ccp_json_mender_place_close_all (CcpJsonMender *self);

G_END_DECLS
