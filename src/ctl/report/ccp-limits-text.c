/* ccp-limits-text.c: what headers of a provider say of its limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-limits-text"

#include "ccp-limits-text.h"

#include <string.h>

#include "ccp-units.h"

#define REMAINING "remaining"
#define LIMIT "limit"

/* anthropic-ratelimit-tokens-remaining, x-ratelimit-remaining-tokens */
static const char *const prefixes[] = { "anthropic-ratelimit-",
                                        "x-ratelimit-",
                                        "ratelimit-" };

/* Returns: @name with @word in the place of "remaining" */
static char *
replace_remaining (const char *name, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (name, REMAINING, 2);

  return g_strjoinv (word, parts);
}

/* Returns: what is limited: "tokens"; empty if the header does not say */
static char *
find_subject (const char *name)
{
  g_autofree char *rest = replace_remaining (name, "");
  const char *start = rest;
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (start, prefixes[i]))
      start += strlen (prefixes[i]);
  while (*start == '-')
    start++;
  length = strlen (start);
  while (length > 0 && start[length - 1] == '-')
    length--;
  return g_strndup (start, length);
}

/* Returns: a number as people read it, any other text as it is */
static char *
format_value (const char *value)
{
  guint64 number = 0;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &number, NULL))
    return ccp_units_format_count (number);
  return g_strdup (value);
}

static char *
format_one (GVariant *headers, const char *name, const char *value)
{
  g_autofree char *limit_name = replace_remaining (name, LIMIT);
  g_autofree char *subject = find_subject (name);
  g_autofree char *left = format_value (value);
  g_autofree char *all = NULL;
  const char *limit = NULL;

  if (g_variant_lookup (headers, limit_name, "&s", &limit))
    all = format_value (limit);
  return g_strconcat (subject,
                      *subject != '\0' ? " " : "",
                      left,
                      all != NULL ? "/" : NULL,
                      all,
                      NULL);
}

static int
compare (gconstpointer left, gconstpointer right)
{
  return strcmp (*(const char *const *) left, *(const char *const *) right);
}

char *
ccp_limits_text_format (GVariant *headers)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *name = NULL;
  const char *value = NULL;

  g_return_val_if_fail (g_variant_is_of_type (headers, G_VARIANT_TYPE ("a{ss}")), NULL);

  g_variant_iter_init (&iter, headers);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (strstr (name, REMAINING) != NULL)
      g_ptr_array_add (found, format_one (headers, name, value));
  g_ptr_array_sort (found, compare);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (", ", (char **) found->pdata);
}
