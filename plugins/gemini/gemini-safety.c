/* gemini-safety.c: how strictly Google filters (protocol D.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-safety"

#include "gemini-safety.h"

#include <string.h>

#define PREFIX "HARM_CATEGORY_"
#define ALL "all"

static const char *const categories[] = {
  "HARASSMENT",        "HATE_SPEECH",     "SEXUALLY_EXPLICIT",
  "DANGEROUS_CONTENT", "CIVIC_INTEGRITY",
};

static const char *const thresholds[] = {
  "OFF", "BLOCK_NONE", "BLOCK_ONLY_HIGH", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_LOW_AND_ABOVE",
};

static void
write_setting (GeminiRequest *request, const char *category, const char *threshold)
{
  g_autofree char *full = g_strconcat (PREFIX, category, NULL);

  ccp_json_writer_begin_object (request->writer);
  ccp_json_writer_key (request->writer, "category");
  ccp_json_writer_string (request->writer, full);
  ccp_json_writer_key (request->writer, "threshold");
  ccp_json_writer_string (request->writer, threshold);
  ccp_json_writer_end_object (request->writer);
}

/* Returns: (transfer full) (nullable): what the configuration has for a category, under
 * its own name in whatever case, or for all */
static char *
find_threshold (const CcpJsonValue *safety, const char *category)
{
  g_autofree char *lower = g_ascii_strdown (category, -1);
  g_autofree char *full = g_strconcat (PREFIX, category, NULL);
  const char *const names[] = { category, lower, full, ALL };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CcpJsonValue value = ccp_json_value_member (safety, names[i]);
      g_autofree char *threshold = ccp_json_value_dup_string (&value, NULL);

      if (threshold != NULL)
        return g_ascii_strup (threshold, -1);
    }
  return NULL;
}

static gboolean
is_category (const CcpJsonValue *name)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);
  const char *bare = text;

  if (text == NULL || g_str_equal (text, ALL))
    return text != NULL;
  if (g_str_has_prefix (text, PREFIX))
    bare += strlen (PREFIX);
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_ascii_strcasecmp (bare, categories[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_threshold (const CcpJsonValue *value)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (thresholds) && text != NULL; i++)
    if (g_ascii_strcasecmp (text, thresholds[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
refuse (GError **error, const CcpJsonValue *name, const char *what)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);

  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "options.safety.%s: %s", text, what);
  return FALSE;
}

gboolean
gemini_safety_check (CcpJson *settings, GError **error)
{
  CcpJsonValue value;
  CcpJsonValue name;
  CcpJsonIter iter;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "options");
  value = ccp_json_value_member (&value, "safety");
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (!is_category (&name))
        return refuse (error,
                       &name,
                       "expected harassment, hate_speech, sexually_explicit, "
                       "dangerous_content, civic_integrity or all");
      if (!is_threshold (&value))
        return refuse (error,
                       &name,
                       "expected OFF, BLOCK_NONE, BLOCK_ONLY_HIGH, "
                       "BLOCK_MEDIUM_AND_ABOVE or BLOCK_LOW_AND_ABOVE");
    }
  return TRUE;
}

void
gemini_safety_write (GeminiRequest *request)
{
  const CcpJsonValue *safety = &request->settings.safety;

  if (ccp_json_value_get_length (safety) == 0 ||
      !gemini_request_begin (request, "safetySettings"))
    return;
  ccp_json_writer_begin_array (request->writer);
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autofree char *threshold = find_threshold (safety, categories[i]);

      if (threshold != NULL)
        write_setting (request, categories[i], threshold);
    }
  ccp_json_writer_end_array (request->writer);
}
