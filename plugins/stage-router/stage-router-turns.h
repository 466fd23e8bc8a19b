/* stage-router-turns.h: what the messages of a request say about it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_prompts;      /* messages of the user that the user wrote something in */
  guint n_user;         /* messages of the user, with those that have only results */
  guint n_assistant;    /* messages of the model */
  guint n_media;        /* images and documents, wherever they are */
  guint n_images;       /* images, wherever they are */
  gboolean is_planning; /* plan mode was entered and not left again */
  gboolean has_images;  /* since the user last wrote something, or with it */
  gboolean is_deep;     /* the user asked for deep thought, then or with it */
} StageRouterTurns;

/* One pass over @messages, which may be anything. */
void stage_router_turns_read (StageRouterTurns *self, const CcpJsonValue *messages);

G_END_DECLS
