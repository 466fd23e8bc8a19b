/* fuzz-http-date.c: any text as the date of an answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib.h>

#include "ccp-http-date.h"
#include "fuzz-target.h"

/* the end of the year 9999 */
#define LAST G_GINT64_CONSTANT (253402300799)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  gint64 seconds = 0;

  if (ccp_http_date_parse (text, &seconds))
    g_assert (seconds <= LAST && g_str_has_suffix (text, " GMT"));
  return 0;
}
