/* ccp-token-runs.c: counts the tokens of ASCII text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-token-estimate"

#include "private/ccp-token-runs.h"

/* Runs of letters, digits and so on are short, and where each ends cannot be guessed. So
 * no branch depends on it, and no byte waits for more than the place of the last start.
 */

typedef enum
{
  KIND_NONE, /* before the text */
  KIND_LOWER,
  KIND_UPPER,
  KIND_DIGIT,
  KIND_SIGN,
  KIND_SPACE,
  KIND_NEWLINE,
  N_KINDS = 8,
} Kind;

/* how the bytes of a run are paid for by their places in it */
typedef enum
{
  RATE_FREE,
  RATE_WORD,   /* the first, the ninth, and each fifth after that */
  RATE_TRIPLE, /* each third */
  RATE_SECOND, /* the second */
  N_RATES,
} Rate;

#define START 0x80

/* A run that is longer goes on as if it had so many bytes less, which is a whole number
 * of what each rate pays for. */
#define PERIOD 60
#define LONGEST 128

#define WORD_PLACES(n)                                                                   \
  [(n) + 8] = 1, [(n) + 13] = 1, [(n) + 18] = 1, [(n) + 23] = 1, [(n) + 28] = 1,         \
         [(n) + 33] = 1
#define TRIPLES(n) [(n)] = 1, [(n) + 3] = 1, [(n) + 6] = 1, [(n) + 9] = 1, [(n) + 12] = 1

static const guint8 rates[N_RATES][LONGEST] = {
  [RATE_WORD] = { [0] = 1,
                  WORD_PLACES (0),
                  WORD_PLACES (30),
                  WORD_PLACES (60),
                  [98] = 1,
                  [103] = 1,
                  [108] = 1,
                  [113] = 1,
                  [118] = 1,
                  [123] = 1 },
  [RATE_TRIPLE] = { TRIPLES (0),
                    TRIPLES (15),
                    TRIPLES (30),
                    TRIPLES (45),
                    TRIPLES (60),
                    TRIPLES (75),
                    TRIPLES (90),
                    TRIPLES (105),
                    [120] = 1,
                    [123] = 1,
                    [126] = 1 },
  [RATE_SECOND] = { [1] = 1 },
};

#define NEW_WORD (START | RATE_WORD)
#define NEW_TRIPLE (START | RATE_TRIPLE)
#define NEW_SPACE (START | RATE_FREE)

/* A line end is a token by itself: it is paid for as the first letter of a word is. */
#define NEW_LINE (START | RATE_WORD)

/* What a byte is after another one. A word ends before a capital that follows a small
 * letter; more than one space is a token, if that has not begun with a line end. */
static const guint8 steps[N_KINDS][N_KINDS] = {
  [KIND_NONE] = { 0, NEW_WORD, NEW_WORD, NEW_TRIPLE, NEW_TRIPLE, NEW_SPACE, NEW_LINE },
  [KIND_LOWER] = { 0, RATE_WORD, NEW_WORD, NEW_TRIPLE, NEW_TRIPLE, NEW_SPACE, NEW_LINE },
  [KIND_UPPER] = { 0, RATE_WORD, RATE_WORD, NEW_TRIPLE, NEW_TRIPLE, NEW_SPACE, NEW_LINE },
  [KIND_DIGIT] = { 0, NEW_WORD, NEW_WORD, RATE_TRIPLE, NEW_TRIPLE, NEW_SPACE, NEW_LINE },
  [KIND_SIGN] = { 0, NEW_WORD, NEW_WORD, NEW_TRIPLE, RATE_TRIPLE, NEW_SPACE, NEW_LINE },
  [KIND_SPACE] = { 0,
                   NEW_WORD,
                   NEW_WORD,
                   NEW_TRIPLE,
                   NEW_TRIPLE,
                   RATE_SECOND,
                   RATE_SECOND },
  [KIND_NEWLINE] = { 0,
                     NEW_WORD,
                     NEW_WORD,
                     NEW_TRIPLE,
                     NEW_TRIPLE,
                     RATE_FREE,
                     RATE_FREE },
};

#define L KIND_LOWER
#define U KIND_UPPER
#define D KIND_DIGIT
#define P KIND_SIGN
#define S KIND_SPACE
#define N KIND_NEWLINE

static const guint8 kinds[128] = {
  P, P, P, P, P, P, P, P, P, S, N, S, S, S, P, P, P, P, P, P, P, P, P, P, P, P,
  P, P, P, P, P, P, S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, D, D, D, D,
  D, D, D, D, D, D, P, P, P, P, P, P, P, U, U, U, U, U, U, U, U, U, U, U, U, U,
  U, U, U, U, U, U, U, U, U, U, U, U, U, P, P, P, P, P, P, L, L, L, L, L, L, L,
  L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, P,
};

#undef L
#undef U
#undef D
#undef P
#undef S
#undef N

/*
 * ccp_token_runs_count:
 * @text: a text
 * @end: its end
 * @tokens: (inout): what the tokens are added to
 *
 * Counts the tokens of the text up to where it is ASCII no more.
 *
 * Returns: that place, or @end
 */
const char *
ccp_token_runs_count (const char *text, const char *end, gint64 *tokens)
{
  const char *start = text;
  guint last = KIND_NONE;
  gint64 found = 0;

  for (; text < end && (guint8) *text < G_N_ELEMENTS (kinds); text++)
    {
      guint kind = kinds[(guint8) *text];
      guint step = steps[last][kind];

      start = (step & START) != 0 ? text : start;
      if (G_UNLIKELY (text - start >= LONGEST))
        start += PERIOD;
      found += rates[step & (N_RATES - 1)][text - start];
      last = kind;
    }
  *tokens += found;
  return text;
}
