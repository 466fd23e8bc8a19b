/* ccp-transformer-entry.c: all there is to say about a transformer of a plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-transformer-entry.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ccp-fields.h"
#include "ccp-json-members.h"
#include "ccp-transformer-words.h"

#define NAME_WIDTH 9
#define ALL                                                                              \
  (CCP_TRANSFORM_CAN_REQUEST | CCP_TRANSFORM_CAN_UPSTREAM | CCP_TRANSFORM_CAN_RESPONSE | \
   CCP_TRANSFORM_CAN_EVENTS)

static int
compare_aliases (gconstpointer a, gconstpointer b)
{
  const CcpClassAlias *const *one = a;
  const CcpClassAlias *const *other = b;

  return strcmp ((*one)->name, (*other)->name);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CcpTransformerEntry *const *one = a;
  const CcpTransformerEntry *const *other = b;

  return strcmp ((*one)->name, (*other)->name);
}

static GPtrArray *
list_aliases (const CcpPluginInfo *plugin, const char *class_name)
{
  GPtrArray *aliases = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer data = NULL;

  g_hash_table_iter_init (&iter, plugin->aliases);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const CcpClassAlias *alias = data;

      if (g_str_equal (alias->class_name, class_name))
        g_ptr_array_add (aliases, data);
    }
  g_ptr_array_sort (aliases, compare_aliases);
  return aliases;
}

static char *
join_aliases (const CcpTransformerEntry *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->aliases->len; i++)
    {
      const CcpClassAlias *alias = g_ptr_array_index (self->aliases, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", alias->name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* its params may say on which side it works */
static gboolean
has_choice_of_side (const CcpTransformerEntry *self)
{
  return self->params != NULL && ccp_option_table_find (self->params, "side") != NULL;
}

/* Returns: its type and which values it has */
static char *
describe_type (const CcpOptionSpec *spec)
{
  const char *type = ccp_option_spec_get_type_name (spec);
  g_autofree char *values = NULL;

  if (spec->values != NULL)
    {
      values = g_strjoinv (", ", spec->values);
      return g_strdup_printf ("%s: %s", type, values);
    }
  if (isfinite (spec->minimum) && isfinite (spec->maximum))
    return g_strdup_printf (_ ("%s from %.15g to %.15g"),
                            type,
                            spec->minimum,
                            spec->maximum);
  if (isfinite (spec->minimum))
    return g_strdup_printf (_ ("%s, at least %.15g"), type, spec->minimum);
  if (isfinite (spec->maximum))
    return g_strdup_printf (_ ("%s, at most %.15g"), type, spec->maximum);
  return g_strdup (type);
}

static void
print_param (const CcpOptionSpec *spec, GString *text)
{
  g_autofree char *type = describe_type (spec);
  g_autofree char *fallback =
      spec->fallback != NULL ? ccp_json_to_text (spec->fallback) : NULL;

  g_string_append_printf (text, "  %-16s %s", spec->name, type);
  if (spec->required)
    g_string_append_printf (text, "; %s", _ ("required"));
  if (fallback != NULL)
    {
      g_string_append (text, "; ");
      /* TRANSLATORS: a value */
      g_string_append_printf (text, _ ("%s if it is not given"), fallback);
    }
  g_string_append_c (text, '\n');
  if (spec->description != NULL)
    g_string_append_printf (text, "  %-16s %s\n", "", spec->description);
}

static void
print_alias (const CcpClassAlias *alias, GString *text)
{
  g_autofree char *params = ccp_json_to_text (alias->params);
  const char *separator = alias->description != NULL ? ";" : "";

  g_string_append_printf (text, "  %-16s", alias->name);
  if (alias->description != NULL)
    g_string_append_printf (text, " %s", alias->description);
  if (!g_str_equal (params, "{}"))
    {
      g_string_append_printf (text, "%s ", separator);
      /* TRANSLATORS: params, as JSON */
      g_string_append_printf (text, _ ("with %s"), params);
    }
  if (alias->wrap != NULL)
    {
      g_string_append_printf (text, "%s ", separator);
      /* TRANSLATORS: the name of a key */
      g_string_append_printf (text, _ ("its params are the value of %s"), alias->wrap);
    }
  g_string_append_c (text, '\n');
}

static void
add_work (const CcpTransformerEntry *self, CcpFields *fields)
{
  const char *side =
      ccp_transformer_words_get_side (ccp_transformer_get_side (self->instance));
  g_autofree char *work =
      ccp_transformer_words_describe_work (ccp_transformer_get_abilities (self->instance),
                                           ALL);

  if (has_choice_of_side (self))
    ccp_fields_add (fields, _ ("side"), _ ("%s, or as its param side says"), side);
  else
    ccp_fields_add (fields, _ ("side"), "%s", side);
  ccp_fields_add (fields, _ ("works on"), "%s", work);
}

static void
print_fields (const CcpTransformerEntry *self, GString *text)
{
  g_autoptr (CcpFields) fields = ccp_fields_new ();

  ccp_fields_add (fields, _ ("plugin"), "%s", self->plugin->path);
  if (self->instance != NULL)
    add_work (self, fields);
  ccp_fields_print (fields, "", NAME_WIDTH, text);
  if (self->instance == NULL)
    g_string_append_printf (text, _ ("does not work: %s\n"), self->fault);
}

static void
write_param (const CcpOptionSpec *spec, CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", spec->name);
  ccp_json_members_add_string (writer, "type", ccp_option_spec_get_type_name (spec));
  ccp_json_members_add_string (writer, "description", spec->description);
  ccp_json_writer_key (writer, "required");
  ccp_json_writer_boolean (writer, spec->required);
  if (spec->values != NULL)
    ccp_json_members_add_strings (writer, "values", (const char *const *) spec->values);
  if (isfinite (spec->minimum))
    {
      ccp_json_writer_key (writer, "minimum");
      ccp_json_writer_double (writer, spec->minimum);
    }
  if (isfinite (spec->maximum))
    {
      ccp_json_writer_key (writer, "maximum");
      ccp_json_writer_double (writer, spec->maximum);
    }
  if (spec->fallback != NULL)
    {
      ccp_json_writer_key (writer, "default");
      ccp_json_writer_document (writer, spec->fallback);
    }
  ccp_json_writer_end_object (writer);
}

static void
write_alias (const CcpClassAlias *alias, CcpJsonWriter *writer)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", alias->name);
  ccp_json_members_add_string (writer, "description", alias->description);
  ccp_json_writer_key (writer, "params");
  ccp_json_writer_document (writer, alias->params);
  ccp_json_members_add_string (writer, "wrap", alias->wrap);
  ccp_json_writer_end_object (writer);
}

static void
write_work (const CcpTransformerEntry *self, CcpJsonWriter *writer)
{
  g_auto (GStrv) names = NULL;

  if (self->instance == NULL)
    {
      ccp_json_members_add_string (writer, "error", self->fault);
      return;
    }
  names = ccp_transformer_words_list_work (ccp_transformer_get_abilities (self->instance),
                                           ALL);
  ccp_json_members_add_string (
      writer,
      "side",
      ccp_transformer_words_get_side (ccp_transformer_get_side (self->instance)));
  ccp_json_writer_key (writer, "side_is_a_param");
  ccp_json_writer_boolean (writer, has_choice_of_side (self));
  ccp_json_members_add_strings (writer, "works_on", (const char *const *) names);
}

CcpTransformerEntry *
ccp_transformer_entry_new (CcpPluginRegistry *registry,
                           const CcpPluginInfo *plugin,
                           const char *class_name)
{
  CcpTransformerEntry *self = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (CCP_IS_PLUGIN_REGISTRY (registry), NULL);
  g_return_val_if_fail (plugin != NULL, NULL);
  g_return_val_if_fail (class_name != NULL, NULL);

  self = g_new0 (CcpTransformerEntry, 1);
  self->plugin = plugin;
  self->name = g_strconcat (plugin->name, ".", class_name, NULL);
  self->class_name = class_name;
  self->description = ccp_plugin_info_get_class_description (plugin, class_name);
  self->aliases = list_aliases (plugin, class_name);
  self->params = ccp_plugin_info_get_params (plugin, class_name);
  self->instance = ccp_plugin_registry_probe_transformer (registry, self->name, &error);
  self->fault = error != NULL ? g_strdup (error->message) : NULL;
  return self;
}

void
ccp_transformer_entry_free (CcpTransformerEntry *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->aliases, g_ptr_array_unref);
  g_clear_object (&self->instance);
  g_clear_pointer (&self->fault, g_free);
  g_free (self);
}

GPtrArray *
ccp_transformer_entry_list (CcpPluginRegistry *registry)
{
  GPtrArray *entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_transformer_entry_free);
  GPtrArray *plugins = ccp_plugin_registry_get_plugins (registry);

  g_return_val_if_fail (plugins != NULL, entries);

  for (guint i = 0; i < plugins->len; i++)
    {
      const CcpPluginInfo *plugin = g_ptr_array_index (plugins, i);

      for (guint j = 0; plugin->error == NULL && j < plugin->provides->len; j++)
        {
          const CcpProvision *provision =
              &g_array_index (plugin->provides, CcpProvision, j);

          if (provision->iface == CCP_TYPE_TRANSFORMER)
            g_ptr_array_add (
                entries,
                ccp_transformer_entry_new (registry, plugin, provision->name));
        }
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

void
ccp_transformer_entry_print_short (const CcpTransformerEntry *self, GString *text)
{
  g_autofree char *aliases = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  aliases = join_aliases (self);
  g_string_append_printf (text,
                          "%-38s %s\n",
                          self->name,
                          self->description != NULL ? self->description
                                                    : self->plugin->description);
  if (*aliases != '\0')
    {
      g_string_append_printf (text, "%-38s ", "");
      /* TRANSLATORS: other names */
      g_string_append_printf (text, _ ("also: %s\n"), aliases);
    }
}

void
ccp_transformer_entry_print (const CcpTransformerEntry *self, GString *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_printf (text, "%s\n", self->name);
  if (self->description != NULL)
    g_string_append_printf (text, "%s\n", self->description);
  print_fields (self, text);
  if (self->aliases->len > 0)
    g_string_append_printf (text, "\n%s\n", _ ("aliases"));
  for (guint i = 0; i < self->aliases->len; i++)
    print_alias (g_ptr_array_index (self->aliases, i), text);
  if (self->params == NULL)
    {
      g_string_append_printf (text, "\n%s\n", _ ("It takes no params."));
      return;
    }
  g_string_append_printf (text, "\n%s\n", _ ("params"));
  for (guint i = 0; i < ccp_option_table_get_length (self->params); i++)
    print_param (ccp_option_table_get (self->params, i), text);
}

void
ccp_transformer_entry_write (const CcpTransformerEntry *self, CcpJsonWriter *writer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_writer_begin_object (writer);
  ccp_json_members_add_string (writer, "name", self->name);
  ccp_json_members_add_string (writer, "description", self->description);
  ccp_json_members_add_string (writer, "plugin", self->plugin->name);
  ccp_json_members_add_string (writer, "path", self->plugin->path);
  write_work (self, writer);
  ccp_json_writer_key (writer, "aliases");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0; i < self->aliases->len; i++)
    write_alias (g_ptr_array_index (self->aliases, i), writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_key (writer, "params");
  ccp_json_writer_begin_array (writer);
  for (guint i = 0;
       self->params != NULL && i < ccp_option_table_get_length (self->params);
       i++)
    write_param (ccp_option_table_get (self->params, i), writer);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
}
