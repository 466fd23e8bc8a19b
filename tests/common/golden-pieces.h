/* golden-pieces.h: what the parts of a golden file stand for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

CcpJson *golden_pieces_make_document (JsonNode *node);
JsonNode *golden_pieces_make_node (CcpJson *document);
CcpHeaders *golden_pieces_make_headers (JsonObject *object);
/* Returns: (transfer full): the HTTP answer that a client gets for a verdict */
JsonNode *golden_pieces_make_error_answer (CcpExchange *exchange, CcpVerdict *verdict);

G_END_DECLS
