/* fuzz-json-repair.c: any text, whole and in pieces. What comes out must be an object,
 * and the same object, and an object that went in must come out as it was.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

#include "fuzz-target.h"

#define MAX_SIZE 65536

/* deeper ones are cut off */
#define MAX_DEPTH 200

/* Returns: (nullable): NULL if there is no object in it */
static char *
repair_pieces (const char *text, gsize size, gsize step)
{
  g_autoptr (CcpJsonRepair) repair = ccp_json_repair_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize at = 0; at < size; at += step)
    ccp_json_repair_feed (repair, text + at, (gssize) MIN (step, size - at), out);
  if (!ccp_json_repair_finish (repair, out))
    {
      g_assert (out->len == 0);
      return NULL;
    }
  g_assert (strlen (out->str) == out->len);
  return g_strdup (out->str);
}

static gboolean
is_object (const char *text, gsize length)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, (gssize) length, NULL);
  CcpJsonValue root = CCP_JSON_VALUE_NONE;

  if (json != NULL)
    ccp_json_get_root (json, &root);
  return ccp_json_value_is_object (&root);
}

static gboolean
is_deep (const char *text, gsize size)
{
  gsize n_brackets = 0;

  for (gsize i = 0; i < size; i++)
    n_brackets += text[i] == '{' || text[i] == '[' ? 1 : 0;
  return n_brackets > MAX_DEPTH;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *thirds = NULL;

  if (size > MAX_SIZE)
    return 0;
  text = g_utf8_make_valid ((const char *) data, (gssize) size);
  size = strlen (text);
  whole = repair_pieces (text, size, MAX (size, 1));
  bytes = repair_pieces (text, size, 1);
  thirds = repair_pieces (text, size, 3);

  g_assert (g_strcmp0 (whole, bytes) == 0 && g_strcmp0 (whole, thirds) == 0);
  g_assert (whole == NULL || is_object (whole, strlen (whole)));
  if (is_object (text, size) && !is_deep (text, size))
    g_assert (g_strcmp0 (whole, text) == 0);
  return 0;
}
