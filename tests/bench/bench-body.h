/* bench-body.h: a request like those of a coding assistant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

CcpJson *bench_body_make (void);
