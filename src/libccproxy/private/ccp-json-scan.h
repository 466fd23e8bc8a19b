/* ccp-json-scan.h: goes over the bytes of JSON text, many at a time
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

#define CCP_JSON_EACH_BYTE(value) (G_GUINT64_CONSTANT (0x0101010101010101) * (value))

/* Whether a byte is neither end of string, escape, control character nor non-ASCII. */
static inline gboolean
ccp_json_scan_is_plain (char byte)
{
  return (guint8) byte >= 0x20 && (guint8) byte < 0x80 && byte != '"' && byte != '\\';
}

static inline gboolean
ccp_json_scan_is_space (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

#ifdef __SSE2__
static inline __m128i
ccp_json_scan_load (const char *p)
{
  return _mm_loadu_si128 ((const __m128i *) (const void *) p);
}

/* As signed bytes, control characters and non-ASCII are both below the space. */
static inline guint
ccp_json_scan_odd_bytes (const char *p)
{
  __m128i chunk = ccp_json_scan_load (p);
  __m128i odd = _mm_cmplt_epi8 (chunk, _mm_set1_epi8 (0x20));

  odd = _mm_or_si128 (odd, _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 ('"')));
  odd = _mm_or_si128 (odd, _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 ('\\')));
  return (guint) _mm_movemask_epi8 (odd);
}

static inline guint
ccp_json_scan_space_bytes (const char *p)
{
  __m128i chunk = ccp_json_scan_load (p);
  __m128i space = _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 (' '));

  space = _mm_or_si128 (space, _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 ('\n')));
  space = _mm_or_si128 (space, _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 ('\r')));
  space = _mm_or_si128 (space, _mm_cmpeq_epi8 (chunk, _mm_set1_epi8 ('\t')));
  return (guint) _mm_movemask_epi8 (space);
}
#endif

/* Whether the eight bytes at p are all plain; a borrow can only turn a yes into a no. */
static inline gboolean
ccp_json_scan_eight_plain (const char *p)
{
  guint64 chunk;
  guint64 odd;

  memcpy (&chunk, p, sizeof chunk);
  odd = chunk | (chunk - CCP_JSON_EACH_BYTE (0x20));
  odd |= (chunk ^ CCP_JSON_EACH_BYTE ('"')) - CCP_JSON_EACH_BYTE (1);
  odd |= (chunk ^ CCP_JSON_EACH_BYTE ('\\')) - CCP_JSON_EACH_BYTE (1);
  return (odd & CCP_JSON_EACH_BYTE (0x80)) == 0;
}

/* The first byte from p on that is not plain, or end. */
static inline const char *
ccp_json_scan_plain (const char *p, const char *end)
{
#ifdef __SSE2__
  for (; end - p >= 16; p += 16)
    {
      guint odd = ccp_json_scan_odd_bytes (p);

      if (odd != 0)
        return p + __builtin_ctz (odd);
    }
#endif
  while (end - p >= 8 && ccp_json_scan_eight_plain (p))
    p += 8;
  while (p < end && ccp_json_scan_is_plain (*p))
    p++;
  return p;
}

/* The first byte from p on that is not white space, or end. */
static inline const char *
ccp_json_scan_space (const char *p, const char *end)
{
  if (G_LIKELY (p < end && (guint8) *p > ' '))
    return p;
#ifdef __SSE2__
  for (; end - p >= 16; p += 16)
    {
      guint space = ccp_json_scan_space_bytes (p);

      if (space != 0xffff)
        return p + __builtin_ctz (~space);
    }
#endif
  while (p < end && ccp_json_scan_is_space (*p))
    p++;
  return p;
}

static inline gboolean
ccp_json_scan_is_tail (guint8 byte)
{
  return (byte & 0xc0) == 0x80;
}

/* The byte after the non-ASCII code point at p, or NULL when it is not UTF-8 (RFC 3629).
 */
static inline const char *
ccp_json_scan_code_point (const char *p, const char *end)
{
  const guint8 *bytes = (const guint8 *) p;
  gsize left = end - p;

  if (bytes[0] < 0xe0)
    return bytes[0] >= 0xc2 && left >= 2 && ccp_json_scan_is_tail (bytes[1]) ? p + 2
                                                                             : NULL;
  if (left < 3 || !ccp_json_scan_is_tail (bytes[1]) || !ccp_json_scan_is_tail (bytes[2]))
    return NULL;
  if (bytes[0] == 0xe0)
    return bytes[1] >= 0xa0 ? p + 3 : NULL;
  if (bytes[0] == 0xed)
    return bytes[1] < 0xa0 ? p + 3 : NULL;
  if (bytes[0] < 0xf0)
    return p + 3;
  if (left < 4 || !ccp_json_scan_is_tail (bytes[3]))
    return NULL;
  if (bytes[0] == 0xf0)
    return bytes[1] >= 0x90 ? p + 4 : NULL;
  if (bytes[0] == 0xf4)
    return bytes[1] < 0x90 ? p + 4 : NULL;
  return bytes[0] < 0xf4 ? p + 4 : NULL;
}

G_END_DECLS
