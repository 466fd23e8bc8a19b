/* gemini-safety.c: how strictly Google filters (protocol D.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-safety"

#include "gemini-safety.h"

#define PREFIX "HARM_CATEGORY_"
#define ALL "all"

static const char *const categories[] = {
  "HARASSMENT",        "HATE_SPEECH",     "SEXUALLY_EXPLICIT",
  "DANGEROUS_CONTENT", "CIVIC_INTEGRITY",
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
