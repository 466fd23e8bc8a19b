/* reasoning-wish.h: what a request says about thinking, written anew
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean on;
  gboolean is_new;    /* the client did not ask for it */
  gboolean keeps;     /* the effort stays as it is */
  const char *effort; /* (nullable) */
  gint64 budget;      /* 0 for none */
} ReasoningWish;

/* Returns: (transfer full) (nullable): @body itself if it says that already */
CcpJson *reasoning_wish_write (const ReasoningWish *self, CcpJson *body);

G_END_DECLS
