/* fuzz-log-entry.c: any text as a line of the journal
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-log-entry.h"
#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) entry = ccp_log_entry_read (line, &error);
  g_autoptr (CcpJson) again = NULL;
  g_autofree char *text = NULL;

  g_assert ((entry == NULL) == (error != NULL));
  if (entry == NULL)
    return 0;
  text = ccp_json_to_text (entry);
  again = ccp_json_new_from_text (text, -1, &error);
  g_assert_no_error (error);
  return 0;
}
