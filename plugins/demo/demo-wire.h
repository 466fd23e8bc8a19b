/* demo-wire.h: writes answers as the OpenAI Chat format has them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "demo-answer.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the body of an answer in one piece, or of an error */
CcpJson *demo_wire_write_body (const DemoAnswer *answer);
/* Returns: (transfer full) (element-type GBytes): server-sent events, to be sent apart */
GPtrArray *demo_wire_write_events (const DemoAnswer *answer);
/* Returns: (transfer full): the list of models */
CcpJson *demo_wire_write_models (void);

G_END_DECLS
