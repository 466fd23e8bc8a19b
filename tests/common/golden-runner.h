/* golden-runner.h: runs the golden cases of a dialect, each as a test of its name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  const char *dialect; /* as golden files call it */
  const char *model;   /* of the provider, where a file names none */
  GType transformer;   /* a CcpSimpleTransformer */
  GType provider;      /* a CcpSimpleProvider */
} GoldenDialect;

/* Adds the tests. @dialect is used until they have run. */
void golden_runner_add_tests (const GoldenDialect *dialect);

G_END_DECLS
