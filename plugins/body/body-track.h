/* body-track.h: how far several paths lead into a document on a walk through it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* what is known at one place of the walk: for each path, as bits, the steps that may come
 * next */
typedef struct
{
  GPtrArray *paths; /* (element-type CcpJsonPath) */
  guint32 *steps;
} BodyTrack;

typedef enum
{
  BODY_TRACK_LOST,  /* no path leads any further */
  BODY_TRACK_GOES,  /* one does */
  BODY_TRACK_ENDED, /* one has come to its end */
} BodyTrackState;

/* at the root */
void body_track_init (BodyTrack *self, GPtrArray *paths);
/* at a member of @parent's place, or, if there is no @name, at an element of it
 * @index: of the element, from 0
 * @length: how many there are */
BodyTrackState body_track_init_child (BodyTrack *self,
                                      const BodyTrack *parent,
                                      const CcpJsonValue *name,
                                      guint index,
                                      guint length);
void body_track_clear (BodyTrack *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BodyTrack, body_track_clear)

G_END_DECLS
