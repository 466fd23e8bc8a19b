/* ccp-shell-words.c: variables in the words of a shell
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-shell-words"

#include "ccp-shell-words.h"

#include <string.h>

#include "ccp.h"

static const struct
{
  const char *name;
  CcpShellWordsForm form;
} forms[] = {
  { "sh", CCP_SHELL_WORDS_SH },
  { "bash", CCP_SHELL_WORDS_SH },
  { "dash", CCP_SHELL_WORDS_SH },
  { "ksh", CCP_SHELL_WORDS_SH },
  { "zsh", CCP_SHELL_WORDS_SH },
  { "fish", CCP_SHELL_WORDS_FISH },
  { "environment.d", CCP_SHELL_WORDS_ENVIRONMENT_D },
};

static void
append_sh (GString *text, const char *name, const char *value)
{
  g_autofree char *quoted = value != NULL ? g_shell_quote (value) : NULL;

  if (quoted != NULL)
    g_string_append_printf (text, "export %s=%s\n", name, quoted);
  else
    g_string_append_printf (text, "unset %s\n", name);
}

/* with a backslash before each of @special */
static void
append_escaped (GString *text, const char *value, const char *special)
{
  for (; *value != '\0'; value++)
    {
      if (strchr (special, *value) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *value);
    }
}

static void
append_fish (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    {
      g_string_append_printf (text, "set -e %s;\n", name);
      return;
    }
  g_string_append_printf (text, "set -gx %s '", name);
  append_escaped (text, value, "\\'");
  g_string_append (text, "';\n");
}

/* environment.d(5): "$$" is a dollar */
static void
append_environment_d (GString *text, const char *name, const char *value)
{
  g_autoptr (GString) doubled = NULL;

  if (value == NULL)
    return;
  doubled = g_string_new (value);
  g_string_replace (doubled, "$", "$$", 0);
  g_string_append_printf (text, "%s=\"", name);
  append_escaped (text, doubled->str, "\\\"`");
  g_string_append (text, "\"\n");
}

static char *
format_json (const CcpClientEnvironment *variables)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *text = NULL;

  ccp_json_writer_begin_object (writer);
  for (guint i = 0; i < ccp_client_environment_get_length (variables); i++)
    {
      const char *value = ccp_client_environment_get_value (variables, i);
      /* others may have put anything into what is added to */
      g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

      ccp_json_writer_key (writer, ccp_client_environment_get_name (variables, i));
      if (valid != NULL)
        ccp_json_writer_string (writer, valid);
      else
        ccp_json_writer_null (writer);
    }
  ccp_json_writer_end_object (writer);
  json = ccp_json_writer_finish (writer);
  text = ccp_json_to_text (json);
  return g_strconcat (text, "\n", NULL);
}

gboolean
ccp_shell_words_parse_form (const char *name, CcpShellWordsForm *form)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (form != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, name))
      {
        *form = forms[i].form;
        return TRUE;
      }
  return FALSE;
}

char *
ccp_shell_words_format (const CcpClientEnvironment *variables, CcpShellWordsForm form)
{
  static void (*const append[]) (GString *, const char *, const char *) = {
    [CCP_SHELL_WORDS_SH] = append_sh,
    [CCP_SHELL_WORDS_FISH] = append_fish,
    [CCP_SHELL_WORDS_ENVIRONMENT_D] = append_environment_d,
  };
  GString *text = NULL;

  g_return_val_if_fail (variables != NULL, NULL);

  if (form == CCP_SHELL_WORDS_JSON)
    return format_json (variables);
  text = g_string_new (NULL);
  for (guint i = 0; i < ccp_client_environment_get_length (variables); i++)
    append[form](text,
                 ccp_client_environment_get_name (variables, i),
                 ccp_client_environment_get_value (variables, i));
  return g_string_free (text, FALSE);
}
