/* ccp-url-pattern.c: which URLs a plugin speaks to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-url-pattern"

#include "ccp-url-pattern.h"

#include <string.h>

/* Returns: @url with scheme and host in lower case, without query and slashes at the end
 */
static char *
normalize (const char *url)
{
  char *plain = g_strndup (url, strcspn (url, "?#"));
  const char *authority = strstr (plain, "://");
  gsize start = authority != NULL ? (gsize) (authority - plain) + strlen ("://") : 0;
  gsize host_end = start + strcspn (plain + start, "/");
  gsize length = strlen (plain);

  for (gsize i = 0; i < host_end; i++)
    plain[i] = g_ascii_tolower (plain[i]);
  while (length > host_end && plain[length - 1] == '/')
    plain[--length] = '\0';
  return plain;
}

static guint
count_literals (const char *pattern)
{
  guint n = 0;

  for (; *pattern != '\0'; pattern++)
    n += *pattern != '*' && *pattern != '?';
  return n;
}

guint
ccp_url_pattern_match (const char *pattern, const char *url)
{
  g_autofree char *plain = NULL;
  g_autofree char *with_slash = NULL;

  g_return_val_if_fail (pattern != NULL, 0);
  g_return_val_if_fail (url != NULL, 0);

  plain = normalize (url);
  with_slash = g_strconcat (plain, "/", NULL);
  if (!g_pattern_match_simple (pattern, plain) &&
      !g_pattern_match_simple (pattern, with_slash))
    return 0;
  return 1 + count_literals (pattern);
}
