/* ccp-json-number.c: between the digits of a JSON number and the types of C
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "private/ccp-json-number.h"

#include <math.h>
#include <string.h>

/* No power of ten beyond it changes an answer, and adding to it cannot overflow. */
#define MAX_EXPONENT (G_GINT64_CONSTANT (1) << 40)

/* This many digits fit into 64 bits, whatever they are. */
#define MAX_DIGITS 19

/* A number as digits, of which none at either end is zero, times a power of ten. */
typedef struct
{
  gboolean negative;
  guint64 digits;
  gint64 n_digits;
  gint64 exponent;
} Decimal;

static void
add_digit (Decimal *self, guint digit, gint64 *zeros)
{
  if (digit == 0)
    {
      *zeros += self->n_digits > 0;
      return;
    }

  /* zeros between digits count only once another digit comes after them */
  self->n_digits += *zeros + 1;
  if (self->n_digits <= MAX_DIGITS)
    {
      for (; *zeros > 0; (*zeros)--)
        self->digits *= 10;
      self->digits = self->digits * 10 + digit;
    }
  *zeros = 0;
}

static gint64
read_exponent (const char *p, const char *end)
{
  gboolean negative = *p == '-';
  gint64 exponent = 0;

  if (*p == '-' || *p == '+')
    p++;
  for (; p < end; p++)
    exponent = MIN (exponent * 10 + g_ascii_digit_value (*p), MAX_EXPONENT);
  return negative ? -exponent : exponent;
}

static Decimal
read_decimal (const char *p, const char *end)
{
  Decimal self = { 0 };
  gboolean in_fraction = FALSE;
  gint64 zeros = 0;

  self.negative = *p == '-';
  for (p += self.negative; p < end && *p != 'e' && *p != 'E'; p++)
    {
      if (*p == '.')
        {
          in_fraction = TRUE;
          continue;
        }
      self.exponent -= in_fraction;
      add_digit (&self, (guint) g_ascii_digit_value (*p), &zeros);
    }
  self.exponent += zeros;
  if (p < end)
    self.exponent += read_exponent (p + 1, end);
  return self;
}

/*
 * ccp_json_number_to_int:
 * @raw: a valid JSON number
 * @length: how many bytes it has
 * @value: (out): what it is
 *
 * Reads a number without rounding: `1.0` and `1e3` are integers, `1.5` is not.
 *
 * Returns: whether it is an integer of 64 bits
 */
gboolean
ccp_json_number_to_int (const char *raw, gsize length, gint64 *value)
{
  Decimal decimal = read_decimal (raw, raw + length);
  guint64 limit = (guint64) G_MAXINT64 + decimal.negative;

  if (decimal.n_digits == 0)
    {
      *value = 0;
      return TRUE;
    }
  if (decimal.exponent < 0 || decimal.n_digits + decimal.exponent > MAX_DIGITS)
    return FALSE;

  for (; decimal.exponent > 0; decimal.exponent--)
    decimal.digits *= 10;
  if (decimal.digits > limit)
    return FALSE;

  *value = (gint64) (decimal.negative ? -decimal.digits : decimal.digits);
  return TRUE;
}

/*
 * ccp_json_number_to_double:
 * @raw: a valid JSON number
 * @length: how many bytes it has
 * @value: (out): the nearest double
 *
 * Reads a number and rounds it.
 *
 * Returns: whether it is in the range of a double
 */
gboolean
ccp_json_number_to_double (const char *raw, gsize length, double *value)
{
  char buffer[64];
  g_autofree char *copy = NULL;
  double number;

  if (length < sizeof buffer)
    {
      memcpy (buffer, raw, length);
      buffer[length] = '\0';
    }
  else
    copy = g_strndup (raw, length);

  number = g_ascii_strtod (copy != NULL ? copy : buffer, NULL);
  if (!isfinite (number))
    return FALSE;

  *value = number;
  return TRUE;
}

/*
 * ccp_json_number_is_integer:
 * @raw: a valid JSON number
 * @length: how many bytes it has
 *
 * Tells how the number is written, not what it is.
 *
 * Returns: whether it has neither a fraction nor an exponent
 */
gboolean
ccp_json_number_is_integer (const char *raw, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (raw[i] == '.' || raw[i] == 'e' || raw[i] == 'E')
      return FALSE;
  return TRUE;
}

/*
 * ccp_json_number_print:
 * @value: a finite number
 * @buffer: (out caller-allocates): where to put it
 *
 * Writes a number with as few digits as give the same number again, and so that it can be
 * told from an integer.
 *
 * Returns: how many bytes it has
 */
gsize
ccp_json_number_print (double value, char buffer[CCP_JSON_NUMBER_SIZE])
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  g_assert (isfinite (value));

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, CCP_JSON_NUMBER_SIZE, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  if (strpbrk (buffer, ".e") == NULL)
    g_strlcat (buffer, ".0", CCP_JSON_NUMBER_SIZE);
  return strlen (buffer);
}
