/* tools-exit-text.c: the text that a model puts into a call of the exit tool
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-exit-text"

#include "tools-exit-text.h"

#include <string.h>

typedef enum
{
  PLACE_STRUCTURE,
  PLACE_STRING, /* a name, or a value that is not looked for */
  PLACE_TEXT,   /* the value that is looked for */
  PLACE_END,    /* behind it */
} Place;

struct _ToolsExitText
{
  CcpJsonRepair *repair; /* models that need this tool break long strings as well */
  CcpJsonUnescaper *unescaper;
  GString *raw;    /* the arguments as they came, until the text begins */
  GString *object; /* the same as an object */

  Place place;
  guint depth;
  gboolean is_escaped;
  gboolean wants_name; /* the next string is the name of a member of the object itself */
  gboolean is_wanted;  /* that name was the parameter's */
  gsize string;        /* where the string begins in the object */
};

static gboolean
is_parameter (ToolsExitText *self)
{
  const char *name = self->object->str + self->string;

  return g_str_has_prefix (name, TOOLS_EXIT_PARAMETER "\"") &&
         self->object->len - self->string == strlen (TOOLS_EXIT_PARAMETER "\"");
}

static void
step_structure (ToolsExitText *self, char c)
{
  if (c == '{' || c == '[')
    self->depth++;
  else if (c == '}' || c == ']')
    self->depth--;
  if (c == '"')
    {
      gboolean begins_text = self->is_wanted && self->depth == 1 && !self->wants_name;

      self->place = begins_text ? PLACE_TEXT : PLACE_STRING;
      self->string = self->object->len;
    }
  else if (self->depth == 1 && (c == '{' || c == ','))
    self->wants_name = TRUE;
  else if (c == ':')
    self->wants_name = FALSE;
  else if (!g_ascii_isspace (c))
    self->is_wanted = FALSE;
}

static void
step_string (ToolsExitText *self, char c)
{
  if (self->is_escaped)
    self->is_escaped = FALSE;
  else if (c == '\\')
    self->is_escaped = TRUE;
  else if (c == '"')
    {
      self->place = PLACE_STRUCTURE;
      self->is_wanted = self->wants_name && is_parameter (self);
    }
}

/* Returns: how many bytes of @text are in the string */
static gsize
measure_text (ToolsExitText *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (self->is_escaped)
      self->is_escaped = FALSE;
    else if (text[i] == '\\')
      self->is_escaped = TRUE;
    else if (text[i] == '"')
      {
        self->place = PLACE_END;
        return i;
      }
  return length;
}

static void
read_object (ToolsExitText *self, const GString *more, GString *out)
{
  gsize i = 0;

  while (i < more->len && self->place < PLACE_TEXT)
    {
      char c = more->str[i++];

      g_string_append_c (self->object, c);
      if (self->place == PLACE_STRUCTURE)
        step_structure (self, c);
      else
        step_string (self, c);
    }
  if (self->place != PLACE_TEXT)
    return;
  g_string_truncate (self->raw, 0);
  ccp_json_unescaper_feed (self->unescaper,
                           more->str + i,
                           (gssize) measure_text (self, more->str + i, more->len - i),
                           out);
}

/* Returns: the text of an object that has no text where it should be */
static CcpJsonValue
find_other_text (const CcpJsonValue *object)
{
  CcpJsonValue value = ccp_json_value_member (object, TOOLS_EXIT_PARAMETER);
  CcpJsonIter iter;

  if (ccp_json_value_exists (&value))
    return value;
  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, NULL, &value))
    if (ccp_json_value_is_string (&value))
      return value;
  return ccp_json_value_get_length (object) > 0 ? *object : CCP_JSON_VALUE_NONE;
}

static void
append_value (const CcpJsonValue *value, GString *out)
{
  gsize length = 0;
  const char *raw = NULL;

  if (ccp_json_value_is_string (value))
    {
      ccp_json_value_append_string (value, out);
      return;
    }
  if (!ccp_json_value_exists (value) || ccp_json_value_get_kind (value) == CCP_JSON_NULL)
    return;
  raw = ccp_json_value_peek_raw (value, &length);
  g_string_append_len (out, raw, (gssize) length);
}

/* A dialect puts arguments that are no JSON into a string: they may be broken JSON. */
static gboolean
append_wrapped (const CcpJsonValue *object, GString *out)
{
  CcpJsonValue raw = ccp_json_value_member (object, CCP_JSON_RAW_ARGUMENTS);
  g_autofree char *text = ccp_json_value_dup_string (&raw, NULL);
  g_autoptr (CcpJson) json = NULL;
  CcpJsonValue root;
  CcpJsonValue value;

  if (text == NULL || ccp_json_value_get_length (object) != 1)
    return FALSE;
  json = ccp_json_repair_text (text, -1, NULL);
  if (json == NULL)
    return FALSE;
  ccp_json_get_root (json, &root);
  value = find_other_text (&root);
  append_value (&value, out);
  return TRUE;
}

static void
append_other_text (const char *text, gsize length, GString *out)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, (gssize) length, NULL);
  CcpJsonValue root;

  if (json == NULL)
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  ccp_json_get_root (json, &root);
  if (append_wrapped (&root, out))
    return;
  if (ccp_json_value_is_object (&root))
    root = find_other_text (&root);
  append_value (&root, out);
}

ToolsExitText *
tools_exit_text_new (void)
{
  ToolsExitText *self = g_new0 (ToolsExitText, 1);

  self->repair = ccp_json_repair_new ();
  self->unescaper = ccp_json_unescaper_new ();
  self->raw = g_string_new (NULL);
  self->object = g_string_new (NULL);
  return self;
}

void
tools_exit_text_free (ToolsExitText *self)
{
  g_clear_pointer (&self->repair, ccp_json_repair_unref);
  g_clear_pointer (&self->unescaper, ccp_json_unescaper_unref);
  g_string_free (self->raw, TRUE);
  g_string_free (self->object, TRUE);
  g_free (self);
}

void
tools_exit_text_feed (ToolsExitText *self,
                      const char *arguments,
                      gsize length,
                      GString *out)
{
  g_autoptr (GString) mended = g_string_new (NULL);

  if (self->place == PLACE_END)
    return;
  if (self->place < PLACE_TEXT)
    g_string_append_len (self->raw, arguments, (gssize) length);
  ccp_json_repair_feed (self->repair, arguments, (gssize) length, mended);
  read_object (self, mended, out);
}

void
tools_exit_text_finish (ToolsExitText *self, GString *out)
{
  g_autoptr (GString) mended = g_string_new (NULL);
  gboolean is_object = ccp_json_repair_finish (self->repair, mended);

  read_object (self, mended, out);
  if (self->place >= PLACE_TEXT)
    ccp_json_unescaper_finish (self->unescaper, out);
  else if (is_object)
    append_other_text (self->object->str, self->object->len, out);
  else
    append_other_text (self->raw->str, self->raw->len, out);
}
