/* body-format.h: the format of a provider's request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  BODY_FORMAT_OTHER, /* of a plugin or configuration that is not known here */
  BODY_FORMAT_ANTHROPIC,
  BODY_FORMAT_CHAT,
  BODY_FORMAT_RESPONSES,
  BODY_FORMAT_GEMINI,
} BodyFormat;

BodyFormat body_format_find (CcpExchange *exchange);

G_END_DECLS
