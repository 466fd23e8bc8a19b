/* golden-dialect.h: the golden cases of one dialect, each a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* What a plugin registers, and what its cases call it. */
typedef struct
{
  const char *name;  /* what stands in "from" and "to", and in front of the tests */
  const char *url;   /* of a provider, whose paths are compared */
  const char *model; /* of the provider, where a file names none */
  GType provider_type;
  GType transformer_type;
} GoldenDialect;

/* Adds a test for each file of the folder golden that is about the dialect. Returns: how
 * many there are */
guint golden_dialect_add_tests (const GoldenDialect *dialect);

G_END_DECLS
