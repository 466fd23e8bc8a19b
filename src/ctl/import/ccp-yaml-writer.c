/* ccp-yaml-writer.c: writes a tree as the YAML of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-yaml-writer"

#include "ccp-yaml-writer.h"

#include <string.h>

#define WIDTH 96
#define STEP 2

/* words that readers of YAML take for something else, or people do */
static const char *const words[] = { "~",   "null", "true", "false", "yes",
                                     "no",  "on",   "off",  "y",     "n",
                                     "nan", ".nan", "inf",  ".inf",  NULL };

static gboolean
is_word (const char *text)
{
  for (const char *const *word = words; *word != NULL; word++)
    if (g_ascii_strcasecmp (text, *word) == 0)
      return TRUE;
  return FALSE;
}

/* whether it could be a number in any version of YAML, such as 1_000, 0x1F, 1:30 or 1e3
 */
static gboolean
is_number_like (const char *text)
{
  char *rest = NULL;
  const char *digits = text + strspn (text, "+-");

  if (strspn (digits, "0123456789_.:") == strlen (digits))
    return strchr (digits, '.') == NULL || strrchr (digits, '.') == strchr (digits, '.');
  g_ascii_strtod (text, &rest);
  return rest > text && *rest == '\0';
}

static gboolean
is_printable (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xfeff || c == 0x2028 || c == 0x2029 || !g_unichar_isprint (c))
        return FALSE;
    }
  return TRUE;
}

static gboolean
needs_quotes (const char *text, gboolean in_flow)
{
  gsize length = strlen (text);

  if (length == 0 || is_word (text) || is_number_like (text) || !is_printable (text))
    return TRUE;
  if (strchr ("-?:,[]{}#&*!|>'\"%@` ", *text) != NULL ||
      strchr (": ", text[length - 1]) != NULL)
    return TRUE;
  if (in_flow && strpbrk (text, ",[]{}:?") != NULL)
    return TRUE;
  if (g_str_equal (text, "<<"))
    return TRUE;
  return strstr (text, ": ") != NULL || strstr (text, " #") != NULL ||
         g_str_has_prefix (text, "=") || g_str_has_prefix (text, "...");
}

static void
append_quoted (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (line, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (line, "\\n");
      else if (c == '\t')
        g_string_append (line, "\\t");
      else if (c == 0xfeff || c == 0x2028 || c == 0x2029 || !g_unichar_isprint (c))
        g_string_append_printf (line, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
      else
        g_string_append_unichar (line, c);
    }
  g_string_append_c (line, '"');
}

static void
append_text (GString *line, const char *text, gboolean in_flow)
{
  if (needs_quotes (text, in_flow))
    append_quoted (line, text);
  else
    g_string_append (line, text);
}

static void
append_scalar (GString *line, const CcpYamlNode *node, gboolean in_flow)
{
  if (node->kind == CCP_YAML_NODE_PLAIN)
    g_string_append (line, node->text);
  else
    append_text (line, node->text, in_flow);
}

static gboolean
is_scalar (const CcpYamlNode *node)
{
  return node->kind == CCP_YAML_NODE_TEXT || node->kind == CCP_YAML_NODE_PLAIN;
}

static void
append_key (GString *line, const char *key, gboolean in_flow)
{
  append_text (line, key, in_flow);
  g_string_append_c (line, ':');
}

static void
append_flow (GString *line, const CcpYamlNode *node)
{
  gboolean is_list = node->kind == CCP_YAML_NODE_LIST;

  if (is_scalar (node))
    {
      append_scalar (line, node, TRUE);
      return;
    }
  g_string_append_c (line, is_list ? '[' : '{');
  for (guint i = 0; i < node->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (node->children, i);

      g_string_append (line, i > 0 ? ", " : "");
      if (!is_list)
        {
          append_key (line, child->key, TRUE);
          g_string_append_c (line, ' ');
        }
      append_flow (line, child);
    }
  g_string_append_c (line, is_list ? ']' : '}');
}

static gboolean
is_open (const CcpYamlNode *node)
{
  if (is_scalar (node))
    return FALSE;
  if (node->is_open && node->children->len > 0)
    return TRUE;
  for (guint i = 0; i < node->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (node->children, i);

      if (child->comment != NULL || is_open (child))
        return TRUE;
    }
  return FALSE;
}

/* @separator: what stands before a value on the line
 * Returns: whether the value of a line that begins at @line_start ends on it as well */
static gboolean
append_on_line (GString *file,
                const CcpYamlNode *node,
                const char *separator,
                gsize line_start)
{
  g_autoptr (GString) value = g_string_new (separator);

  if (is_open (node))
    return FALSE;
  if (is_scalar (node))
    append_scalar (value, node, FALSE);
  else
    append_flow (value, node);
  if (node->children->len > 0 && file->len - line_start + value->len > WIDTH)
    return FALSE;
  g_string_append_len (file, value->str, (gssize) value->len);
  g_string_append_c (file, '\n');
  return TRUE;
}

static void
append_indent (GString *file, guint indent)
{
  for (guint i = 0; i < indent; i++)
    g_string_append_c (file, ' ');
}

/* @continues: the first child stands on a line that has begun, and has no comment */
static void
write_children (GString *file, const CcpYamlNode *node, guint indent, gboolean continues)
{
  gboolean is_list = node->kind == CCP_YAML_NODE_LIST;

  for (guint i = 0; i < node->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (node->children, i);
      gboolean is_begun = continues && i == 0;
      gsize line_start = 0;

      if (child->comment != NULL && !is_begun)
        ccp_yaml_writer_write_comment (file, indent, child->comment);
      line_start = file->len - (is_begun ? indent : 0);
      if (!is_begun)
        append_indent (file, indent);
      if (is_list)
        g_string_append (file, "- ");
      else
        append_key (file, child->key, FALSE);
      if (append_on_line (file, child, is_list ? "" : " ", line_start))
        continue;
      if (!is_list)
        g_string_append_c (file, '\n');
      write_children (file, child, indent + STEP, is_list);
    }
}

void
ccp_yaml_writer_write (GString *file, const CcpYamlNode *root)
{
  g_return_if_fail (file != NULL);
  g_return_if_fail (root != NULL && root->kind == CCP_YAML_NODE_MAPPING);

  for (guint i = 0; i < root->children->len; i++)
    {
      const CcpYamlNode *child = g_ptr_array_index (root->children, i);
      CcpYamlNode section = { .kind = CCP_YAML_NODE_MAPPING };

      section.children = g_ptr_array_new ();
      g_ptr_array_add (section.children, (gpointer) child);
      if (file->len > 0)
        g_string_append_c (file, '\n');
      write_children (file, &section, 0, FALSE);
      g_ptr_array_unref (section.children);
    }
}

void
ccp_yaml_writer_write_comment (GString *file, guint indent, const char *text)
{
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (file != NULL);
  g_return_if_fail (text != NULL);

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, " ", -1);
      gsize start = file->len;

      append_indent (file, indent);
      g_string_append_c (file, '#');
      for (char **part = parts; *part != NULL; part++)
        {
          g_autofree char *valid = g_strdup (*part);

          g_strdelimit (valid, "\t\r", ' ');
          if (part != parts && file->len - start + strlen (valid) >= WIDTH)
            {
              g_string_append_c (file, '\n');
              start = file->len;
              append_indent (file, indent);
              g_string_append (file, "#  ");
            }
          g_string_append_printf (file, " %s", valid);
        }
      g_string_append_c (file, '\n');
    }
}
