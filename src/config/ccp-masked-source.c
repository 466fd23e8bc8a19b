/* ccp-masked-source.c: the text of a configuration as it can be shown to anybody
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-masked-source"

#include "ccp-masked-source.h"

#include <string.h>

#include "ccp-secret-look.h"

/* A file that is shown is often one that no parser understands, so it is read by its
 * looks: a value belongs to the key that was written last before it. Where that is in
 * doubt, more is hidden than needs be. */
struct _CcpMaskedSource
{
  GPtrArray *lines; /* (element-type utf8) */
};

typedef struct
{
  gboolean is_secret; /* the last key was that of a secret */
  char quote;         /* that is open, or 0 */
  guint depth;        /* of brackets */
  gboolean in_block;  /* in the indented lines after a key with "|" or ">" */
  gsize block_indent; /* of that key */
  /* of the line */
  GString *shown;
  const char *line;
  gboolean in_comment;
  gboolean may_be_key;  /* what comes next, but for white space */
  gboolean may_be_text; /* in quotes, as well */
} Scanner;

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MASK '*'

/* Returns: the start of what follows */
static const char *
show (Scanner *self, const char *p, gsize length)
{
  g_string_append_len (self->shown, p, (gssize) length);
  return p + length;
}

static const char *
hide (Scanner *self, const char *p, gsize length)
{
  const char *end = p + length;

  for (; p < end; p = g_utf8_next_char (p))
    g_string_append_c (self->shown, MASK);
  return p;
}

static gsize
measure_character (const char *p)
{
  return (gsize) (g_utf8_next_char (p) - p);
}

static gboolean
is_any (char c, const char *characters)
{
  return c != '\0' && strchr (characters, c) != NULL;
}

/* A space after the colon makes a key, but a secret must not be shown for the want of
 * one.
 */
static gboolean
ends_key (const char *key, const char *colon)
{
  g_autofree char *name = NULL;

  if (colon[1] == '\0' || is_any (colon[1], " \t\"'[{"))
    return TRUE;
  name = g_strndup (key, (gsize) (colon - key));
  return ccp_secret_look_is_name (name);
}

/* Returns: (nullable): the colon after the key that begins at @p, if one does */
static const char *
find_colon (const char *p)
{
  const char *end = p;

  if (is_any (*p, "\"'"))
    {
      end = strchr (p + 1, *p);
      if (end == NULL)
        return NULL;
      end++;
      end += strspn (end, " \t");
      return *end == ':' ? end : NULL;
    }
  while (*end != '\0' && !is_any (*end, ",[]{}#\"'"))
    {
      if (*end == ':' && ends_key (p, end))
        return end > p ? end : NULL;
      end++;
    }
  return NULL;
}

static void
enter_value (Scanner *self, const char *key, const char *colon)
{
  g_autofree char *name = g_strndup (key, (gsize) (colon - key));
  char first = colon[1 + strspn (colon + 1, " \t")];

  self->is_secret = ccp_secret_look_is_name (name);
  self->may_be_key = FALSE;
  self->may_be_text = TRUE;
  if (!self->is_secret || !is_any (first, "|>"))
    return;
  self->in_block = TRUE;
  self->block_indent = strspn (self->line, " \t");
}

/* Returns: the length of "${NAME}" at @p, or 0: there is no secret in that */
static gsize
measure_variable (const char *p)
{
  gsize length = 2;

  if (p[0] != '$' || p[1] != '{')
    return 0;
  while (g_ascii_isalnum (p[length]) || p[length] == '_')
    length++;
  return p[length] == '}' ? length + 1 : 0;
}

static gboolean
begins_word (const Scanner *self, const char *p)
{
  return p == self->line || (!g_ascii_isalnum (p[-1]) && !is_any (p[-1], "_-."));
}

/* Returns: how much is to be hidden at @p although its key is not that of a secret: what
 * looks like one, and what a URL has before its host */
static gsize
measure_hidden (const Scanner *self, const char *p)
{
  gsize length = 0;

  if (g_str_has_prefix (p, "://"))
    {
      length = 3 + strcspn (p + 3, "/@ \t\"'");
      return p[length] == '@' ? length : 0;
    }
  return begins_word (self, p) ? ccp_secret_look_measure (p) : 0;
}

/* Returns: the start of what follows */
static const char *
take_value (Scanner *self, const char *p, const char *structure)
{
  gsize length = measure_variable (p);

  if (length > 0)
    return show (self, p, length);
  if (self->is_secret && !is_any (*p, structure))
    return hide (self, p, measure_character (p));
  length = measure_hidden (self, p);
  return length > 0 ? hide (self, p, length) : show (self, p, measure_character (p));
}

static const char *
take_quoted (Scanner *self, const char *p)
{
  if (*p == self->quote)
    {
      self->quote = 0;
      return show (self, p, 1);
    }
  if (self->quote == '"' && *p == '\\' && p[1] != '\0')
    p = take_value (self, p, "\\");
  return take_value (self, p, " \t");
}

/* Returns: whether @p is the start of a comment, which is a line of its own */
static gboolean
enter_comment (Scanner *self, const char *p)
{
  if (self->in_comment || *p != '#' || (p > self->line && !is_any (p[-1], " \t")))
    return FALSE;
  self->in_comment = TRUE;
  self->is_secret = FALSE;
  self->may_be_key = TRUE;
  self->may_be_text = FALSE;
  return TRUE;
}

/* Returns: whether @p is what an entry of a list or mapping begins after */
static gboolean
enter_entry (Scanner *self, const char *p)
{
  gboolean is_dash = *p == '-' && self->may_be_key && (p[1] == '\0' || p[1] == ' ');

  if (is_any (*p, "[{"))
    self->depth++;
  else if (is_any (*p, "]}"))
    self->depth -= self->depth > 0;
  else if (!is_dash && (*p != ',' || (self->depth == 0 && self->is_secret)))
    return FALSE;
  self->may_be_key = TRUE;
  self->may_be_text = !self->in_comment;
  return TRUE;
}

/* Returns: the start of what follows */
static const char *
take_unquoted (Scanner *self, const char *p)
{
  const char *colon = self->may_be_key ? find_colon (p) : NULL;

  if (is_any (*p, " \t") || enter_comment (self, p) || enter_entry (self, p))
    return show (self, p, 1);
  if (colon != NULL)
    {
      enter_value (self, p, colon);
      return show (self, p, (gsize) (colon + 1 - p));
    }
  if (self->may_be_text && is_any (*p, "\"'"))
    {
      self->quote = *p;
      self->may_be_key = FALSE;
      return show (self, p, 1);
    }
  self->may_be_key = FALSE;
  self->may_be_text = FALSE;
  return take_value (self, p, "");
}

/* A quote that nobody has closed must not make of the rest of the file one text. */
static void
begin_line (Scanner *self, const char *line)
{
  const char *start = line + strspn (line, " \t");
  const char *colon = find_colon (start + (g_str_has_prefix (start, "- ") ? 2 : 0));
  g_autofree char *name =
      colon != NULL ? g_strndup (start, (gsize) (colon - start)) : NULL;

  self->line = line;
  self->in_comment = FALSE;
  self->may_be_key = TRUE;
  self->may_be_text = TRUE;
  if (*start != '\0' && (gsize) (start - line) <= self->block_indent)
    self->in_block = FALSE;
  if (name != NULL && ccp_secret_look_is_name (name))
    self->quote = 0;
}

static char *
mask_line (Scanner *self, const char *line)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  gboolean was_secret = FALSE;

  self->shown = shown;
  begin_line (self, line);
  while (*line != '\0')
    {
      if (!self->in_comment)
        was_secret = self->is_secret;
      if (self->in_block)
        line = take_value (self, line, " \t");
      else if (self->quote != 0)
        line = take_quoted (self, line);
      else
        line = take_unquoted (self, line);
    }
  if (self->in_comment)
    self->is_secret = was_secret;
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/* Returns: the length of what ends a line at @p for YAML 1.1, or 0 */
static gsize
measure_break (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (c == '\r' && p[1] == '\n')
    return 2;
  return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029
             ? measure_character (p)
             : 0;
}

CcpMaskedSource *
ccp_masked_source_new (const char *text, gsize length)
{
  CcpMaskedSource *self = NULL;
  Scanner scanner = { FALSE };
  g_autofree char *valid = NULL;
  const char *start = NULL;
  const char *p = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CcpMaskedSource, 1);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  valid = g_utf8_make_valid (text, (gssize) length);
  start =
      valid + (g_str_has_prefix (valid, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0);
  for (p = start; *p != '\0';)
    {
      gsize end = measure_break (p);
      g_autofree char *line = NULL;

      if (end == 0)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      line = g_strndup (start, (gsize) (p - start));
      g_ptr_array_add (self->lines, mask_line (&scanner, line));
      explicit_bzero (line, strlen (line));
      p += end;
      start = p;
    }
  g_ptr_array_add (self->lines, mask_line (&scanner, start));
  explicit_bzero (valid, strlen (valid));
  return self;
}

void
ccp_masked_source_free (CcpMaskedSource *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

const char *
ccp_masked_source_get_line (CcpMaskedSource *self, guint line)
{
  g_return_val_if_fail (self != NULL, NULL);

  return line >= 1 && line <= self->lines->len ? g_ptr_array_index (self->lines, line - 1)
                                               : NULL;
}
