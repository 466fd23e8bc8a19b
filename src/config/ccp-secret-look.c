/* ccp-secret-look.c: what looks like a secret, for those who show or judge a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-secret-look"

#include "ccp-secret-look.h"

#include <string.h>

static const char *const parts[] = {
  "apikey", "authorization", "cookie", "credential", "passw", "secret",
};

static const char *const endings[] = { "key", "keys", "token" };

/* how keys of known providers begin */
static const char *const prefixes[] = {
  "AIza", "eyJ", "fw_", "ghp_", "gsk_", "hf_", "nvapi-", "pplx-", "sk-", "sk_", "xai-",
};

#define MIN_LENGTH 12        /* of a key with a prefix */
#define MIN_RANDOM_LENGTH 24 /* of one without, or of its longest part */

/* Returns: the name in lower case, without what only separates its words */
static char *
simplify (const char *name)
{
  GString *simple = g_string_new (NULL);

  for (; *name != '\0'; name++)
    {
      if (strchr ("-_ \t\"'", *name) == NULL)
        g_string_append_c (simple, g_ascii_tolower (*name));
    }
  return g_string_free (simple, FALSE);
}

static gboolean
has_prefix (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      if (g_str_has_prefix (text, prefixes[i]))
        return TRUE;
    }
  return FALSE;
}

/* names of models are long as well, but of short parts; a key is one mix of letters and
 * digits */
static gboolean
is_random (const char *text, gsize length)
{
  guint n_digits = 0;
  guint n_letters = 0;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_digit = g_ascii_isdigit (text[i]);
      gboolean is_letter = g_ascii_isalpha (text[i]);

      n_digits = is_digit || is_letter ? n_digits + is_digit : 0;
      n_letters = is_digit || is_letter ? n_letters + is_letter : 0;
      if (n_digits + n_letters >= MIN_RANDOM_LENGTH && n_digits >= 4 && n_letters >= 4)
        return TRUE;
    }
  return FALSE;
}

/* what numbers sessions and accounts; a key that looks so has a name that tells it */
static gboolean
is_uuid (const char *text, gsize length)
{
  g_autofree char *word = g_strndup (text, length);

  return g_uuid_string_is_valid (word);
}

gboolean
ccp_secret_look_is_name (const char *name)
{
  g_autofree char *simple = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  simple = simplify (name);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strstr (simple, parts[i]) != NULL)
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (simple, endings[i]))
        return TRUE;
    }
  return FALSE;
}

gsize
ccp_secret_look_measure (const char *text)
{
  gsize length = 0;

  g_return_val_if_fail (text != NULL, 0);

  while (g_ascii_isalnum (text[length]) ||
         (text[length] != '\0' && strchr ("_-.+=", text[length]) != NULL))
    length++;
  if (length >= MIN_LENGTH && has_prefix (text))
    return length;
  return is_random (text, length) && !is_uuid (text, length) ? length : 0;
}
