/* body-track.c: how far several paths lead into a document on a walk through it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-track"

#include "body-track.h"

/* a path has at most as many steps as there are bits, and its end is one more */
G_STATIC_ASSERT (CCP_JSON_PATH_MAX_STEPS <= 32);

static gboolean
fits_element (const CcpJsonStep *step, guint index, guint length)
{
  gint64 wanted = step->index < 0 ? step->index + (gint64) length : step->index;

  return step->is_each || (step->has_index && wanted == (gint64) index);
}

static gboolean
fits (const CcpJsonStep *step, const CcpJsonValue *name, guint index, guint length)
{
  if (name == NULL)
    return fits_element (step, index, length);
  return step->is_each ||
         (step->name != NULL && ccp_json_value_equals_string (name, step->name));
}

static BodyTrackState
advance (const CcpJsonPath *path,
         guint32 before,
         guint32 *after,
         const CcpJsonValue *name,
         guint index,
         guint length)
{
  guint n_steps = ccp_json_path_get_length (path);

  for (guint i = 0; i < n_steps; i++)
    {
      const CcpJsonStep *step = ccp_json_path_get_step (path, i);

      if ((before & (1u << i)) == 0)
        continue;
      if (step->descends)
        *after |= 1u << i;
      if (!fits (step, name, index, length))
        continue;
      if (i + 1 == n_steps)
        return BODY_TRACK_ENDED;
      *after |= 1u << (i + 1);
    }
  return *after != 0 ? BODY_TRACK_GOES : BODY_TRACK_LOST;
}

void
body_track_init (BodyTrack *self, GPtrArray *paths)
{
  self->paths = paths;
  self->steps = g_new (guint32, paths->len);
  for (guint i = 0; i < paths->len; i++)
    self->steps[i] = 1;
}

BodyTrackState
body_track_init_child (BodyTrack *self,
                       const BodyTrack *parent,
                       const CcpJsonValue *name,
                       guint index,
                       guint length)
{
  BodyTrackState state = BODY_TRACK_LOST;

  self->paths = parent->paths;
  self->steps = g_new0 (guint32, parent->paths->len);
  for (guint i = 0; i < parent->paths->len; i++)
    state = MAX (state,
                 advance (g_ptr_array_index (parent->paths, i),
                          parent->steps[i],
                          &self->steps[i],
                          name,
                          index,
                          length));
  return state;
}

void
body_track_clear (BodyTrack *self)
{
  g_clear_pointer (&self->steps, g_free);
}
