/* ccp.h: everything that a plugin needs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-enum-types.h"
#include "ccp-enums.h"
#include "ccp-error.h"
#include "ccp-json-handle.h"
#include "ccp-json-value.h"
#include "ccp-json-writer.h"
#include "ccp-json.h"
#include "ccp-types.h"
#include "ccp-version-macros.h"
