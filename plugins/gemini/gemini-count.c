/* gemini-count.c: asks how many tokens a request has (protocol F)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-count"

#include "gemini-count.h"

/* What is counted; the rest of a request is refused here. */
static const char *const counted[] = { "contents", "systemInstruction", "tools" };

static void
write_counted (CcpJsonWriter *writer, CcpJson *body)
{
  CcpJsonValue root;

  ccp_json_get_root (body, &root);
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      CcpJsonValue value = ccp_json_value_member (&root, counted[i]);

      if (!ccp_json_value_exists (&value))
        continue;
      ccp_json_writer_key (writer, counted[i]);
      ccp_json_writer_value (writer, &value);
    }
}

CcpJson *
gemini_count_make_request (CcpJson *body, const char *model, gboolean vertex)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autofree char *name = g_strconcat ("models/", model, NULL);

  ccp_json_writer_begin_object (writer);
  if (vertex)
    write_counted (writer, body);
  else
    {
      ccp_json_writer_key (writer, "generateContentRequest");
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_key (writer, "model");
      ccp_json_writer_string (writer, name);
      write_counted (writer, body);
      ccp_json_writer_end_object (writer);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

CcpJson *
gemini_count_convert (CcpJson *body, GError **error)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue total;
  gint64 number;

  ccp_json_get_root (body, &total);
  total = ccp_json_value_member (&total, "totalTokens");
  if (!ccp_json_value_get_int (&total, &number))
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_UPSTREAM,
                           "the upstream's answer has no \"totalTokens\"");
      return NULL;
    }
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "input_tokens");
  ccp_json_writer_int (writer, number);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}
