/* ccp-json-path.c: an address in a JSON document, such as /messages/0 or $..text
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-path"

#include "ccp-json-path.h"

#include <string.h>

#include "ccp-error.h"

/* more elements than any document has */
#define MAX_INDEX_DIGITS 9

struct _CcpJsonPath
{
  GArray *steps; /* (element-type CcpJsonStep) */
};

static void
clear_step (gpointer data)
{
  CcpJsonStep *step = data;

  g_clear_pointer (&step->name, g_free);
}

static gboolean
refuse (GError **error, const char *message, const char *rest)
{
  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "%s, got \"%s\"", message, rest);
  return FALSE;
}

static gboolean
add_step (CcpJsonPath *self, CcpJsonStep step, GError **error)
{
  if (self->steps->len < CCP_JSON_PATH_MAX_STEPS)
    {
      g_array_append_val (self->steps, step);
      return TRUE;
    }
  clear_step (&step);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "expected a path of at most %d steps",
               CCP_JSON_PATH_MAX_STEPS);
  return FALSE;
}

/* RFC 6901, 4: no leading zeros */
static gboolean
parse_index (const char *text, gsize length, gint64 *index)
{
  if (length == 0 || length > MAX_INDEX_DIGITS || (*text == '0' && length > 1))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  *index = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/* Returns: (nullable): a token of a pointer without its escapes */
static char *
unescape_token (const char *token, gsize length, GError **error)
{
  GString *name = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (token[i] != '~')
        g_string_append_c (name, token[i]);
      else if (token[i + 1] == '0' || token[i + 1] == '1')
        g_string_append_c (name, token[++i] == '0' ? '~' : '/');
      else
        {
          g_string_free (name, TRUE);
          refuse (error, "expected 0 or 1 after ~ (~0 is ~, and ~1 is /)", token + i);
          return NULL;
        }
    }
  return g_string_free (name, FALSE);
}

static gboolean
add_token (CcpJsonPath *self, const char *token, gsize length, GError **error)
{
  CcpJsonStep step = { 0 };

  if (length == 1 && *token == '*')
    {
      step.is_each = TRUE;
      return add_step (self, step, error);
    }
  step.is_append = length == 1 && *token == '-';
  step.has_index = parse_index (token, length, &step.index);
  step.name = unescape_token (token, length, error);
  return step.name != NULL && add_step (self, step, error);
}

static gboolean
parse_pointer (CcpJsonPath *self, const char *text, GError **error)
{
  while (*text == '/')
    {
      gsize length = strcspn (text + 1, "/");

      if (!add_token (self, text + 1, length, error))
        return FALSE;
      text += 1 + length;
    }
  return TRUE;
}

static gboolean
is_name_character (char c, gboolean is_first)
{
  return c == '_' || (c & 0x80) != 0 ||
         (is_first ? g_ascii_isalpha (c) : g_ascii_isalnum (c));
}

/* @text: behind the dots */
static gboolean
parse_shorthand (const char **text, CcpJsonStep *step, GError **error)
{
  const char *end = *text;

  if (*end == '*' && !step->descends)
    {
      step->is_each = TRUE;
      (*text)++;
      return TRUE;
    }
  while (is_name_character (*end, end == *text))
    end++;
  if (end == *text)
    return refuse (error,
                   step->descends
                       ? "expected a name after .."
                       : "expected a name or * after the dot; other names go into ['']",
                   *text);
  step->name = g_strndup (*text, (gsize) (end - *text));
  *text = end;
  return TRUE;
}

/* @text: at the quote */
static gboolean
parse_quoted (const char **text, CcpJsonStep *step, GError **error)
{
  const char quote = **text;
  const char *start = *text;
  g_autoptr (GString) name = g_string_new (NULL);

  for ((*text)++; **text != '\0' && **text != quote; (*text)++)
    {
      if (**text == '\\' && strchr ("\\'\"/", (*text)[1]) == NULL)
        return refuse (error, "expected a quote or \\ after \\", *text);
      if (**text == '\\' && *++(*text) == '\0')
        break;
      g_string_append_c (name, **text);
    }
  if (**text != quote)
    return refuse (error, "expected a closing quote", start);
  (*text)++;
  step->name = g_string_free (g_steal_pointer (&name), FALSE);
  return TRUE;
}

/* @text: behind the bracket */
static gboolean
parse_selector (const char **text, CcpJsonStep *step, GError **error)
{
  gboolean is_negative = **text == '-';
  gsize length = strspn (*text + is_negative, "0123456789");

  if (**text == '\'' || **text == '"')
    return parse_quoted (text, step, error);
  if (**text == '*' && !step->descends)
    {
      step->is_each = TRUE;
      (*text)++;
      return TRUE;
    }
  if (step->descends || !parse_index (*text + is_negative, length, &step->index) ||
      (is_negative && step->index == 0))
    return refuse (error,
                   step->descends ? "expected a name in quotes after ..["
                                  : "expected a name in quotes, a number or * after [",
                   *text);
  step->index = is_negative ? -step->index : step->index;
  step->has_index = TRUE;
  *text += is_negative + length;
  return TRUE;
}

static gboolean
parse_bracket (const char **text, CcpJsonStep *step, GError **error)
{
  (*text)++;
  if (!parse_selector (text, step, error))
    return FALSE;
  if (**text != ']')
    return refuse (error, "expected ]: slices, lists and filters are not known", *text);
  (*text)++;
  return TRUE;
}

static gboolean
parse_segment (const char **text, CcpJsonStep *step, GError **error)
{
  gboolean is_bracket = **text == '[';

  if (!is_bracket && **text != '.')
    return refuse (error, "expected . or [", *text);
  if (!is_bracket)
    (*text)++;
  if (!is_bracket && **text == '.')
    {
      step->descends = TRUE;
      (*text)++;
      is_bracket = **text == '[';
    }
  return is_bracket ? parse_bracket (text, step, error)
                    : parse_shorthand (text, step, error);
}

static gboolean
parse_jsonpath (CcpJsonPath *self, const char *text, GError **error)
{
  gboolean descends = FALSE;

  for (text++; *text != '\0';)
    {
      const char *start = text;
      CcpJsonStep step = { 0 };

      if (!parse_segment (&text, &step, error))
        {
          clear_step (&step);
          return FALSE;
        }
      /* two would visit the same place more than once */
      if (descends && step.descends)
        {
          clear_step (&step);
          return refuse (error, "expected one .. at most", start);
        }
      descends |= step.descends;
      if (!add_step (self, step, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same_step (const CcpJsonStep *a, const CcpJsonStep *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && a->index == b->index &&
         a->has_index == b->has_index && a->is_each == b->is_each &&
         a->is_append == b->is_append && a->descends == b->descends;
}

/**
 * ccp_json_path_new: (skip)
 * @text: a path
 * @error: return location for a %CCP_ERROR_CONFIG
 *
 * Parses a path.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL with @error set
 */
CcpJsonPath *
ccp_json_path_new (const char *text, GError **error)
{
  g_autoptr (CcpJsonPath) self = NULL;
  gboolean good = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CcpJsonPath, 1);
  self->steps = g_array_new (FALSE, FALSE, sizeof (CcpJsonStep));
  g_array_set_clear_func (self->steps, clear_step);
  if (strlen (text) > CCP_JSON_PATH_MAX_LENGTH)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_CONFIG,
                 "expected a path of at most %d bytes",
                 CCP_JSON_PATH_MAX_LENGTH);
  else if (*text == '$')
    good = parse_jsonpath (self, text, error);
  else if (*text == '/' || *text == '\0')
    good = parse_pointer (self, text, error);
  else
    refuse (error, "expected a path such as /a/b or $.a.b", text);
  return good ? g_steal_pointer (&self) : NULL;
}

/**
 * ccp_json_path_free: (skip)
 * @self: (transfer full): a path
 *
 * Frees a path.
 */
void
ccp_json_path_free (CcpJsonPath *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self);
}

/**
 * ccp_json_path_get_length: (skip)
 * @self: a path
 *
 * Counts the steps.
 *
 * Returns: their number; 0 is the path to the whole document
 */
guint
ccp_json_path_get_length (const CcpJsonPath *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

/**
 * ccp_json_path_get_step: (skip)
 * @self: a path
 * @index: from 0
 *
 * Gets a step.
 *
 * Returns: (transfer none): it
 */
const CcpJsonStep *
ccp_json_path_get_step (const CcpJsonPath *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->steps->len, NULL);

  return &g_array_index (self->steps, CcpJsonStep, index);
}

/**
 * ccp_json_path_get_all: (skip)
 * @self: a path
 *
 * Gets all steps.
 *
 * Returns: a stretch, which lives as long as @self
 */
CcpJsonStretch
ccp_json_path_get_all (const CcpJsonPath *self)
{
  g_return_val_if_fail (self != NULL, (CcpJsonStretch){ 0 });

  return (CcpJsonStretch){ self, 0, self->steps->len };
}

/**
 * ccp_json_path_get_parent: (skip)
 * @self: a path with at least one step
 *
 * Gets all steps but the last.
 *
 * Returns: a stretch, which lives as long as @self
 */
CcpJsonStretch
ccp_json_path_get_parent (const CcpJsonPath *self)
{
  g_return_val_if_fail (self != NULL && self->steps->len > 0, (CcpJsonStretch){ 0 });

  return (CcpJsonStretch){ self, 0, self->steps->len - 1 };
}

/**
 * ccp_json_path_is_many: (skip)
 * @self: a path
 * @first: a step
 * @end: the step before which to stop
 *
 * Tells whether one of these steps can lead to more than one place.
 *
 * Returns: whether one can
 */
gboolean
ccp_json_path_is_many (const CcpJsonPath *self, guint first, guint end)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = first; i < end; i++)
    {
      const CcpJsonStep *step = ccp_json_path_get_step (self, i);

      if (step->is_each || step->descends)
        return TRUE;
    }
  return FALSE;
}

/**
 * ccp_json_path_count_common: (skip)
 * @self: a path
 * @other: another one
 *
 * Counts how many steps two paths have in common at their beginning.
 *
 * Returns: their number
 */
guint
ccp_json_path_count_common (const CcpJsonPath *self, const CcpJsonPath *other)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && other != NULL, 0);

  while (
      n < self->steps->len && n < other->steps->len &&
      is_same_step (ccp_json_path_get_step (self, n), ccp_json_path_get_step (other, n)))
    n++;
  return n;
}
