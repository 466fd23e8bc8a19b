/* ccp-json-parser.c: checks a JSON text and indexes it, in one pass from front to back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json"

#include "ccp-error.h"
#include "private/ccp-json-scan.h"
#include "private/ccp-json-tape.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef enum
{
  STEP_VALUE,
  STEP_FIRST_ELEMENT,
  STEP_FIRST_MEMBER,
  STEP_MEMBER,
  STEP_AFTER,
  STEP_DONE,
} Step;

typedef struct
{
  const char *text;
  const char *end;
  CcpJsonTape *tape;
  guint capacity;
  guint max_depth;
  guint depth;
  guint open; /* the container that is being filled; its `next` is its parent meanwhile */
  Step step;
  const char *fault;
  const char *fault_at;
} Parser;

/* Returns: NULL, as all functions that go forward do when they cannot */
static const char *
fail (Parser *self, const char *at, const char *fault)
{
  self->fault = fault;
  self->fault_at = at;
  return NULL;
}

static gsize
get_tape_size (guint capacity)
{
  return sizeof (CcpJsonTape) + capacity * sizeof (CcpJsonNode);
}

static gboolean
grow_tape (Parser *self)
{
  if (self->capacity >= CCP_JSON_MAX_NODES)
    return FALSE;

  self->capacity = MIN (self->capacity * 2, CCP_JSON_MAX_NODES);
  self->tape = g_realloc (self->tape, get_tape_size (self->capacity));
  return TRUE;
}

/* Returns: end, or NULL */
static inline const char *
add_node (Parser *self,
          CcpJsonKind kind,
          const char *start,
          const char *end,
          gboolean escaped)
{
  CcpJsonTape *tape = self->tape;

  if (G_UNLIKELY (tape->n_nodes == self->capacity))
    {
      if (!grow_tape (self))
        return fail (self, start, "too many values and names");
      tape = self->tape;
    }

  tape->nodes[tape->n_nodes] = (CcpJsonNode){
    .start = (guint32) (start - self->text),
    .end = (guint32) (end - self->text),
    .next = tape->n_nodes + 1,
    .kind = kind,
    .escaped = escaped,
  };
  tape->n_nodes++;
  return end;
}

static const char *
parse_unicode_escape (Parser *self, const char *p)
{
  for (guint i = 0; i < 4; i++, p++)
    if (p == self->end || !g_ascii_isxdigit (*p))
      return fail (self, p, "expected four hexadecimal digits after \\u");
  return p;
}

static inline const char *
parse_escape (Parser *self, const char *p)
{
  if (G_UNLIKELY (self->end - p < 2))
    return fail (self, self->end, "a string is not closed");

  switch (p[1])
    {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return p + 2;
    case 'u':
      return parse_unicode_escape (self, p + 2);
    default:
      return fail (self, p + 1, "there is no such escape");
    }
}

static const char *
parse_wide_text (Parser *self, const char *p)
{
  while (p < self->end && (guint8) *p >= 0x80)
    {
      const char *next = ccp_json_scan_code_point (p, self->end);

      if (next == NULL)
        return fail (self, p, "a string is not UTF-8");
      p = next;
    }
  return p;
}

static inline const char *
parse_string (Parser *self, const char *start)
{
  const char *p = start + 1;
  gboolean escaped = FALSE;

  for (;;)
    {
      p = ccp_json_scan_plain (p, self->end);
      if (G_UNLIKELY (p == self->end))
        return fail (self, p, "a string is not closed");
      if (*p == '"')
        return add_node (self, CCP_JSON_STRING, start, p + 1, escaped);
      if (*p == '\\')
        {
          escaped = TRUE;
          p = parse_escape (self, p);
        }
      else if ((guint8) *p >= 0x80)
        p = parse_wide_text (self, p);
      else
        return fail (self, p, "a control character in a string is not escaped");
      if (p == NULL)
        return NULL;
    }
}

static const char *
skip_digits (Parser *self, const char *p)
{
  if (p == self->end || !g_ascii_isdigit (*p))
    return fail (self, p, "expected a digit");
  while (p < self->end && g_ascii_isdigit (*p))
    p++;
  return p;
}

static const char *
parse_number (Parser *self, const char *start)
{
  const char *p = start;

  if (*p == '-')
    p++;
  if (p < self->end && *p == '0')
    p++;
  else if ((p = skip_digits (self, p)) == NULL)
    return NULL;

  if (p < self->end && *p == '.' && (p = skip_digits (self, p + 1)) == NULL)
    return NULL;

  if (p < self->end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < self->end && (*p == '+' || *p == '-'))
        p++;
      if ((p = skip_digits (self, p)) == NULL)
        return NULL;
    }
  return add_node (self, CCP_JSON_NUMBER, start, p, FALSE);
}

static const char *
parse_literal (Parser *self, const char *start, const char *literal, CcpJsonKind kind)
{
  const char *p = start;

  for (; *literal != '\0'; literal++, p++)
    if (p == self->end || *p != *literal)
      return fail (self, p, "expected true, false or null");
  return add_node (self, kind, start, p, FALSE);
}

static const char *
open_container (Parser *self, const char *p, CcpJsonKind kind, Step first)
{
  guint parent = self->open;

  if (self->depth == self->max_depth)
    return fail (self, p, "too many nested arrays and objects");

  self->open = self->tape->n_nodes;
  if (add_node (self, kind, p, p + 1, FALSE) == NULL)
    return NULL;

  self->tape->nodes[self->open].next = parent;
  self->depth++;
  self->tape->depth = MAX (self->tape->depth, self->depth);
  self->step = first;
  return p + 1;
}

static const char *
close_container (Parser *self, const char *p)
{
  CcpJsonNode *node = &self->tape->nodes[self->open];

  self->open = node->next;
  node->next = self->tape->n_nodes;
  node->end = (guint32) (p + 1 - self->text);
  self->depth--;
  self->step = self->depth > 0 ? STEP_AFTER : STEP_DONE;
  return p + 1;
}

static inline const char *
parse_value (Parser *self, const char *p)
{
  if (G_UNLIKELY (p == self->end))
    return fail (self, p, "expected a value");

  self->step = self->depth > 0 ? STEP_AFTER : STEP_DONE;
  switch (*p)
    {
    case '"':
      return parse_string (self, p);
    case '{':
      return open_container (self, p, CCP_JSON_OBJECT, STEP_FIRST_MEMBER);
    case '[':
      return open_container (self, p, CCP_JSON_ARRAY, STEP_FIRST_ELEMENT);
    case 't':
      return parse_literal (self, p, "true", CCP_JSON_BOOLEAN);
    case 'f':
      return parse_literal (self, p, "false", CCP_JSON_BOOLEAN);
    case 'n':
      return parse_literal (self, p, "null", CCP_JSON_NULL);
    default:
      if (*p == '-' || g_ascii_isdigit (*p))
        return parse_number (self, p);
      return fail (self, p, "expected a value");
    }
}

static inline const char *
parse_name (Parser *self, const char *p)
{
  if (G_UNLIKELY (p == self->end || *p != '"'))
    return fail (self, p, "expected a member name in double quotes");

  p = parse_string (self, p);
  if (p == NULL)
    return NULL;

  p = ccp_json_scan_space (p, self->end);
  if (G_UNLIKELY (p == self->end || *p != ':'))
    return fail (self, p, "expected a colon after a member name");

  self->step = STEP_VALUE;
  return p + 1;
}

/* Each member and element comes by here once, so that this is where they are counted. */
static inline const char *
parse_after (Parser *self, const char *p)
{
  CcpJsonNode *node = &self->tape->nodes[self->open];
  gboolean is_object = node->kind == CCP_JSON_OBJECT;

  if (G_UNLIKELY (p == self->end))
    return fail (self,
                 p,
                 is_object ? "an object is not closed" : "an array is not closed");

  node->count++;
  if (*p == ',')
    {
      self->step = is_object ? STEP_MEMBER : STEP_VALUE;
      return p + 1;
    }
  if (*p == (is_object ? '}' : ']'))
    return close_container (self, p);
  return fail (self,
               p,
               is_object ? "expected a comma or the end of an object"
                         : "expected a comma or the end of an array");
}

static const char *
parse_step (Parser *self, const char *p)
{
  switch (self->step)
    {
    case STEP_FIRST_ELEMENT:
      if (p < self->end && *p == ']')
        return close_container (self, p);
      return parse_value (self, p);
    case STEP_VALUE:
      return parse_value (self, p);
    case STEP_FIRST_MEMBER:
      if (p < self->end && *p == '}')
        return close_container (self, p);
      return parse_name (self, p);
    case STEP_MEMBER:
      return parse_name (self, p);
    case STEP_AFTER:
      return parse_after (self, p);
    case STEP_DONE:
      if (p < self->end)
        return fail (self, p, "there is more after the value");
      return p;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
parse_text (Parser *self)
{
  const char *p = self->text;

  if (self->end - p >= 3 && memcmp (p, BYTE_ORDER_MARK, 3) == 0)
    return fail (self, p, "JSON may not begin with a byte order mark") != NULL;

  while (p != NULL && (self->step != STEP_DONE || p < self->end))
    p = parse_step (self, ccp_json_scan_space (p, self->end));
  return p != NULL;
}

/* Quotes one byte of the text at most: it is somebody's prompt. */
static void
set_error (Parser *self, GError **error)
{
  gsize offset = self->fault_at - self->text;
  char found[16];

  if (self->fault_at == self->end)
    g_strlcpy (found, "the end", sizeof found);
  else if (g_ascii_isgraph (*self->fault_at))
    g_snprintf (found, sizeof found, "'%c'", *self->fault_at);
  else
    g_snprintf (found, sizeof found, "byte 0x%02x", (guint8) *self->fault_at);

  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_JSON,
               "not JSON at byte %" G_GSIZE_FORMAT ": %s, found %s",
               offset,
               self->fault,
               found);
}

/* A body of a request has a value for every 20 bytes or so, an event for every 8. */
static guint
guess_n_nodes (gsize length)
{
  return (guint) MIN (length / 16 + 16, CCP_JSON_MAX_NODES);
}

/*
 * ccp_json_parser_run:
 * @text: a text that need not end with a NUL
 * @length: how many bytes @text has
 * @max_depth: how deep arrays and objects may be nested
 * @error: return location for a %CCP_ERROR_JSON or %CCP_ERROR_TOO_LARGE
 *
 * Checks that @text is JSON as RFC 8259 defines it, in UTF-8, and indexes it.
 *
 * Returns: the index, to be freed with g_free(), or %NULL
 */
const CcpJsonTape *
ccp_json_parser_run (const char *text, gsize length, guint max_depth, GError **error)
{
  Parser parser = { .text = text, .end = text + length, .max_depth = max_depth };

  g_assert (text != NULL || length == 0);

  if (length > CCP_JSON_MAX_SIZE)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_TOO_LARGE,
                   "JSON of %" G_GSIZE_FORMAT " bytes, expected at most %u",
                   length,
                   CCP_JSON_MAX_SIZE);
      return NULL;
    }

  parser.capacity = guess_n_nodes (length);
  parser.tape = g_malloc (get_tape_size (parser.capacity));
  parser.tape->n_nodes = 0;
  parser.tape->depth = 0;

  if (!parse_text (&parser))
    {
      set_error (&parser, error);
      g_free (parser.tape);
      return NULL;
    }

  if (parser.capacity - parser.tape->n_nodes > 1024)
    parser.tape = g_realloc (parser.tape, get_tape_size (parser.tape->n_nodes));
  return parser.tape;
}
