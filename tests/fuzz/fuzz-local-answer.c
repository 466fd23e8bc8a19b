/* fuzz-local-answer.c: any JSON as the answer of a model server on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-local-kind.h"
#include "fuzz-target.h"

static void
check_models (CcpJson *answer)
{
  g_auto (GStrv) models = ccp_local_kind_list_models (answer);

  for (guint i = 0; models != NULL && models[i] != NULL; i++)
    g_assert (*models[i] != '\0' && g_utf8_validate (models[i], -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CcpJson) answer =
      ccp_json_new_from_text ((const char *) data, (gssize) size, NULL);
  const CcpLocalKind *kind = NULL;

  if (answer == NULL)
    return 0;
  check_models (answer);
  ccp_local_kind_find (answer);
  for (guint i = 0; (kind = ccp_local_kind_get (i)) != NULL; i++)
    ccp_local_kind_fits (kind, answer);
  return 0;
}
