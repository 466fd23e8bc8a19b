/* ccp-json-members.c: members of objects that are written for programs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-json-members.h"

void
ccp_json_members_add_string (CcpJsonWriter *writer, const char *key, const char *text)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  ccp_json_writer_key (writer, key);
  if (text != NULL)
    ccp_json_writer_string (writer, text);
  else
    ccp_json_writer_null (writer);
}

void
ccp_json_members_add_strings (CcpJsonWriter *writer,
                              const char *key,
                              const char *const *list)
{
  g_return_if_fail (writer != NULL);
  g_return_if_fail (key != NULL);

  ccp_json_writer_key (writer, key);
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    ccp_json_writer_string (writer, list[i]);
  ccp_json_writer_end_array (writer);
}
