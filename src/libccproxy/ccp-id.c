/* ccp-id.c: fresh ids in the form of the Anthropic Messages API
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-id"

#include "ccp-id.h"

#include <string.h>

#define ID_LENGTH 24

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * ccp_id_new:
 * @prefix: what the id begins with, such as `msg_`
 *
 * Makes an id that was never used before: clients merge answers that have the same id
 * (protocol A.3, fact 7).
 *
 * Returns: (transfer full): @prefix and 24 random letters and digits
 */
char *
ccp_id_new (const char *prefix)
{
  gsize length;
  char *id = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);

  length = strlen (prefix);
  id = g_malloc (length + ID_LENGTH + 1);
  memcpy (id, prefix, length);
  for (guint i = 0; i < ID_LENGTH; i++)
    id[length + i] = alphabet[g_random_int_range (0, sizeof alphabet - 1)];
  id[length + ID_LENGTH] = '\0';
  return id;
}
