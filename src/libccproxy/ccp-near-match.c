/* ccp-near-match.c: finds what somebody probably meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-near-match"

#include "ccp-near-match.h"

#include <string.h>

/* longer words are cut: the table below is on the stack */
#define MAX_LENGTH 64

/* what stands around a candidate at the end of a message */
#define OPENING "; did you mean \""
#define CLOSING "\"?"

static guint
min3 (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* Levenshtein's distance, without regard to case */
static guint
measure_distance (const char *a, const char *b)
{
  gsize a_length = MIN (strlen (a), MAX_LENGTH);
  gsize b_length = MIN (strlen (b), MAX_LENGTH);
  guint row[MAX_LENGTH + 1];

  for (guint j = 0; j <= b_length; j++)
    row[j] = j;
  for (guint i = 1; i <= a_length; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= b_length; j++)
        {
          guint above = row[j];
          gboolean same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          row[j] = min3 (above + 1, row[j - 1] + 1, diagonal + (same ? 0 : 1));
          diagonal = above;
        }
    }
  return row[b_length];
}

/**
 * ccp_near_match_find:
 * @word: a word that is not among @candidates
 * @candidates: (array zero-terminated=1): words that would be right
 *
 * Finds the candidate that is most like @word.
 *
 * Returns: (transfer none) (nullable): a candidate, or %NULL if none is like @word
 */
const char *
ccp_near_match_find (const char *word, const char *const *candidates)
{
  const char *best = NULL;
  guint best_distance = G_MAXUINT;
  guint limit = 0;

  g_return_val_if_fail (word != NULL, NULL);
  g_return_val_if_fail (candidates != NULL, NULL);

  limit = 1 + (guint) MIN (strlen (word), MAX_LENGTH) / 3;
  for (guint i = 0; candidates[i] != NULL; i++)
    {
      guint distance = measure_distance (word, candidates[i]);

      if (distance <= limit && distance < best_distance)
        {
          best = candidates[i];
          best_distance = distance;
        }
    }
  return best;
}

/**
 * ccp_near_match_describe:
 * @word: a word that is not among @candidates
 * @candidates: (array zero-terminated=1): words that would be right
 *
 * Writes the end of an error message that says what was probably meant.
 *
 * Returns: (transfer full): `; did you mean "…"?`, or an empty text
 */
char *
ccp_near_match_describe (const char *word, const char *const *candidates)
{
  const char *best = ccp_near_match_find (word, candidates);

  return best != NULL ? g_strconcat (OPENING, best, CLOSING, NULL) : g_strdup ("");
}

/**
 * ccp_near_match_split:
 * @message: an error message
 * @candidate: (out) (transfer full) (nullable): what it says was probably meant, or %NULL
 *   if it says nothing of that kind
 *
 * Takes a message apart whose end ccp_near_match_describe() may have written, for those
 * who show the two at different places.
 *
 * Returns: (transfer full): the start of @message, without that end
 */
char *
ccp_near_match_split (const char *message, char **candidate)
{
  const char *opening = NULL;
  const char *start = NULL;

  g_return_val_if_fail (message != NULL, NULL);
  g_return_val_if_fail (candidate != NULL, NULL);

  *candidate = NULL;
  opening = g_strrstr (message, OPENING);
  if (opening == NULL || !g_str_has_suffix (opening, CLOSING) ||
      strlen (opening) < strlen (OPENING CLOSING))
    return g_strdup (message);
  start = opening + strlen (OPENING);
  *candidate = g_strndup (start, strlen (start) - strlen (CLOSING));
  return g_strndup (message, (gsize) (opening - message));
}
