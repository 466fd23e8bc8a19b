/* reasoning-tags.c: the tags that thinking stands between
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-tags"

#include "reasoning-tags.h"

#include <string.h>

/* looked for again and again in every answer */
#define MAX_TAGS 16
#define MAX_LENGTH 64

static gboolean
is_name (const char *text)
{
  if (!g_ascii_isalpha (*text) || strlen (text) > MAX_LENGTH)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-' && *text != '_')
      return FALSE;
  return TRUE;
}

static gboolean
add_name (GStrvBuilder *pairs, const CcpJsonValue *value)
{
  g_autofree char *name = ccp_json_value_dup_string (value, NULL);
  g_autofree char *opening = NULL;
  g_autofree char *closing = NULL;

  if (name == NULL || !is_name (name))
    return FALSE;
  opening = g_strdup_printf ("<%s>", name);
  closing = g_strdup_printf ("</%s>", name);
  g_strv_builder_add_many (pairs, opening, closing, NULL);
  return TRUE;
}

static gboolean
add_tag (GStrvBuilder *pairs, const CcpJsonValue *value)
{
  gsize length = 0;
  g_autofree char *tag = ccp_json_value_dup_string (value, &length);

  if (tag == NULL || length == 0 || length > MAX_LENGTH || strlen (tag) != length)
    return FALSE;
  g_strv_builder_add (pairs, tag);
  return TRUE;
}

static gboolean
add_entry (GStrvBuilder *pairs, const CcpJsonValue *entry)
{
  CcpJsonValue opening = ccp_json_value_element (entry, 0);
  CcpJsonValue closing = ccp_json_value_element (entry, 1);

  if (ccp_json_value_is_string (entry))
    return add_name (pairs, entry);
  return ccp_json_value_is_array (entry) && ccp_json_value_get_length (entry) == 2 &&
         add_tag (pairs, &opening) && add_tag (pairs, &closing);
}

char **
reasoning_tags_read (const CcpJsonValue *value, GError **error)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  guint count = ccp_json_value_get_length (value);

  if (count == 0 || count > MAX_TAGS)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "tags: expected 1 to %d tags, got %u",
                   MAX_TAGS,
                   count);
      return NULL;
    }
  for (guint i = 0; i < count; i++)
    {
      CcpJsonValue entry = ccp_json_value_element (value, i);

      if (add_entry (pairs, &entry))
        continue;
      g_set_error (
          error,
          CCP_ERROR,
          CCP_ERROR_CONFIG,
          "tags[%u]: expected a name such as think, or a list of the opening and "
          "the closing tag, each of at most %d bytes",
          i,
          MAX_LENGTH);
      return NULL;
    }
  return g_strv_builder_end (pairs);
}

char **
reasoning_tags_read_name (const CcpJsonValue *value, GError **error)
{
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  g_autofree char *name = ccp_json_value_dup_string (value, NULL);

  if (add_name (pairs, value))
    return g_strv_builder_end (pairs);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "tag: expected a name of letters, digits, - and _, got \"%s\"",
               name != NULL ? name : "");
  return NULL;
}
