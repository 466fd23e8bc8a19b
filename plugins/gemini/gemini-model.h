/* gemini-model.h: what the name of a model tells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* Generations, so that later ones are greater. */
#define GEMINI_GENERATION(major, minor) ((major) *100 + (minor))
#define GEMINI_2_5 GEMINI_GENERATION (2, 5)
#define GEMINI_3 GEMINI_GENERATION (3, 0)

typedef struct
{
  guint generation;
  gboolean thinks;     /* it takes thinkingConfig */
  gboolean minimal;    /* it takes the thinking level MINIMAL */
  gboolean medium;     /* it takes the thinking level MEDIUM */
  gint64 least_budget; /* of thinking, where that is counted in tokens */
  gint64 most_budget;
  gboolean can_stop; /* a budget of 0 is taken */
} GeminiModel;

/* @generation: (nullable): such as "2.5", where the name does not tell it */
GeminiModel gemini_model_parse (const char *name, const char *generation);

G_END_DECLS
