/* ccp-token-media.h: how many tokens images and PDF documents have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-value.h"

G_BEGIN_DECLS

/* What an image of unknown size, and a page of a PDF document, are worth. */
#define CCP_TOKEN_MEDIA_IMAGE 1500
#define CCP_TOKEN_MEDIA_PAGE 2000

gint64 ccp_token_media_count_image (const CcpJsonValue *base64);
gint64 ccp_token_media_count_pdf (const CcpJsonValue *base64);

G_END_DECLS
