/* ccp-config-reader.c: takes checked values out of a mapping of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-reader"

#include "ccp-config-reader.h"

#include <math.h>
#include <string.h>

#include "ccp-config-names.h"

typedef struct
{
  const char *name;
  double factor;
} Unit;

static const Unit units[] = {
  { "", 1 },     { "B", 1 },      { "KB", 1e3 },          { "MB", 1e6 },
  { "GB", 1e9 }, { "KiB", 1024 }, { "MiB", 1024 * 1024 }, { "GiB", 1024 * 1024 * 1024 },
};

static void
refuse_unknown (const CcpConfigReader *self, CcpConfigNode *node)
{
  g_autoptr (GPtrArray) names = ccp_config_section_get_names (self->section);
  const char *const *candidates = (const char *const *) names->pdata;
  g_autofree char *near = NULL;
  g_autofree char *all = NULL;
  g_autofree char *message = NULL;

  near = ccp_near_match_describe (ccp_config_node_get_key (node), candidates);
  all = g_strjoinv (", ", (char **) names->pdata);
  message = *near != '\0' ? g_strconcat ("unknown key", near, NULL)
                          : g_strdup_printf ("unknown key; known here: %s", all);
  ccp_config_context_report_key (self->context, CCP_CODE_UNKNOWN_KEY, node, message);
}

static void
require_key (const CcpConfigReader *self, const char *name)
{
  CcpConfigNode *child = ccp_config_node_get_member (self->node, name);
  g_autofree char *path = ccp_config_node_dup_path (self->node);
  g_autofree char *whole = NULL;

  if ((child != NULL && !ccp_config_node_is_null (child)) ||
      ccp_config_names_is_lost (self->node, self->section, name))
    return;
  whole = g_strconcat (path, *path != '\0' ? "." : "", name, NULL);
  ccp_diagnostics_add (self->context->diagnostics,
                       CCP_CODE_MISSING_KEY,
                       ccp_config_node_get_line (self->node),
                       ccp_config_node_get_column (self->node),
                       whole,
                       "missing");
}

static void
check_keys (const CcpConfigReader *self)
{
  for (guint i = 0; i < ccp_config_node_get_length (self->node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (self->node, i);

      if (ccp_config_section_find (self->section, ccp_config_node_get_key (child)) ==
          NULL)
        refuse_unknown (self, child);
    }
  for (guint i = 0; i < self->section->n_keys; i++)
    {
      if (self->section->keys[i].required)
        require_key (self, self->section->keys[i].name);
    }
}

static const CcpConfigKey *
get_key (const CcpConfigReader *self, const char *name)
{
  const CcpConfigKey *key = ccp_config_section_find (self->section, name);

  g_assert (key != NULL);
  return key;
}

static gboolean
parse_number (const char *text, gboolean whole, double *value)
{
  char *end = NULL;

  if (*text == '\0' || text[strspn (text, "+-.0123456789eE")] != '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value) && (!whole || *value == floor (*value));
}

static char *
describe_size (double size)
{
  guint i = G_N_ELEMENTS (units) - 1;

  while (i > 0 && (units[i].factor > size || fmod (size, units[i].factor) != 0))
    i--;
  return g_strdup_printf ("%g%s", size / units[i].factor, units[i].name);
}

static char *
describe_range (const CcpConfigKey *key)
{
  g_autofree char *minimum = NULL;
  g_autofree char *maximum = NULL;

  if (key->type != CCP_CONFIG_SIZE)
    return g_strdup_printf ("%.15g..%.15g", key->minimum, key->maximum);
  minimum = describe_size (key->minimum);
  maximum = describe_size (key->maximum);
  return g_strdup_printf ("%s..%s", minimum, maximum);
}

static gboolean
parse_size (const char *text, double *value)
{
  char *end = NULL;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  while (*end == ' ')
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (g_ascii_strcasecmp (end, units[i].name) == 0)
        {
          *value = floor (*value * units[i].factor);
          return isfinite (*value);
        }
    }
  return FALSE;
}

static gboolean
parse_value (const CcpConfigKey *key, CcpConfigNode *node, double *value)
{
  const char *text = ccp_config_node_get_scalar (node);

  if (text == NULL)
    return FALSE;
  if (key->type == CCP_CONFIG_SIZE)
    return parse_size (text, value);
  return !ccp_config_node_is_quoted (node) &&
         parse_number (text, key->type == CCP_CONFIG_INTEGER, value);
}

static double
read_number (const CcpConfigReader *self, const char *name)
{
  const CcpConfigKey *key = get_key (self, name);
  CcpConfigNode *node = ccp_config_reader_find (self, name);
  gboolean is_number = FALSE;
  double value = 0;
  g_autofree char *range = NULL;
  g_autofree char *got = NULL;

  if (node == NULL)
    return key->fallback;
  is_number = parse_value (key, node, &value);
  if (is_number && value >= key->minimum && value <= key->maximum)
    return value;
  range = describe_range (key);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (self->context,
                             is_number ? CCP_CODE_OUT_OF_RANGE : CCP_CODE_WRONG_TYPE,
                             node,
                             "expected %s, got %s%s",
                             range,
                             got,
                             ccp_config_node_is_quoted (node) &&
                                     key->type != CCP_CONFIG_SIZE
                                 ? ", which is a string; write it without quotes"
                                 : "");
  return key->fallback;
}

CcpConfigReader
ccp_config_reader_enter (const CcpConfigContext *context,
                         const CcpConfigSection *section,
                         CcpConfigNode *node)
{
  CcpConfigReader self = { .context = context, .section = section, .node = node };
  g_autofree char *got = NULL;

  if (node == NULL)
    return self;
  if (ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING)
    {
      check_keys (&self);
      return self;
    }
  self.node = NULL;
  if (ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_BROKEN)
    return self;
  got = ccp_config_node_describe (node);
  ccp_config_context_report (context,
                             CCP_CODE_WRONG_TYPE,
                             node,
                             "expected a mapping, got %s",
                             got);
  return self;
}

CcpConfigNode *
ccp_config_reader_find (const CcpConfigReader *self, const char *key)
{
  CcpConfigNode *node = NULL;

  g_assert (ccp_config_section_find (self->section, key) != NULL);
  if (self->node != NULL)
    node = ccp_config_node_get_member (self->node, key);
  if (node == NULL || ccp_config_node_is_null (node) ||
      ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_BROKEN)
    return NULL;
  return node;
}

char *
ccp_config_reader_get_string (const CcpConfigReader *self, const char *key)
{
  CcpConfigNode *node = ccp_config_reader_find (self, key);

  return node != NULL ? ccp_config_context_read_string (self->context, node) : NULL;
}

guint
ccp_config_reader_get_choice (const CcpConfigReader *self, const char *name)
{
  const CcpConfigKey *key = get_key (self, name);
  CcpConfigNode *node = ccp_config_reader_find (self, name);
  g_autofree char *all = NULL;
  g_autofree char *got = NULL;

  if (node == NULL)
    return (guint) key->fallback;
  for (guint i = 0; key->values[i] != NULL; i++)
    {
      if (g_strcmp0 (ccp_config_node_get_scalar (node), key->values[i]) == 0)
        return i;
    }
  all = g_strjoinv (", ", (char **) key->values);
  got = ccp_config_node_describe (node);
  ccp_config_context_report (self->context,
                             ccp_config_node_get_scalar (node) != NULL
                                 ? CCP_CODE_BAD_VALUE
                                 : CCP_CODE_WRONG_TYPE,
                             node,
                             "expected one of %s, got %s",
                             all,
                             got);
  return (guint) key->fallback;
}

CcpSecret *
ccp_config_reader_get_secret (const CcpConfigReader *self, const char *key)
{
  CcpConfigNode *node = ccp_config_reader_find (self, key);

  return node != NULL ? ccp_config_context_read_secret (self->context, node) : NULL;
}

gboolean
ccp_config_reader_get_boolean (const CcpConfigReader *self, const char *name)
{
  const CcpConfigKey *key = get_key (self, name);
  CcpConfigNode *node = ccp_config_reader_find (self, name);
  const char *text = NULL;
  g_autofree char *got = NULL;

  if (node == NULL)
    return key->fallback != 0;
  text = ccp_config_node_get_scalar (node);
  if (!ccp_config_node_is_quoted (node) &&
      (g_strcmp0 (text, "true") == 0 || g_strcmp0 (text, "false") == 0))
    return g_str_equal (text, "true");
  got = ccp_config_node_describe (node);
  ccp_config_context_report (self->context,
                             CCP_CODE_WRONG_TYPE,
                             node,
                             "expected true or false, got %s%s",
                             got,
                             ccp_config_node_is_quoted (node)
                                 ? ", which is a string; write it without quotes"
                                 : "");
  return key->fallback != 0;
}

guint
ccp_config_reader_get_integer (const CcpConfigReader *self, const char *key)
{
  return (guint) read_number (self, key);
}

guint
ccp_config_reader_get_milliseconds (const CcpConfigReader *self, const char *key)
{
  return (guint) (read_number (self, key) * 1000 + 0.5);
}

double
ccp_config_reader_get_number (const CcpConfigReader *self, const char *key)
{
  return read_number (self, key);
}

gsize
ccp_config_reader_get_size (const CcpConfigReader *self, const char *key)
{
  return (gsize) read_number (self, key);
}

CcpJson *
ccp_config_reader_get_object (const CcpConfigReader *self, const char *key)
{
  CcpConfigNode *node = ccp_config_reader_find (self, key);
  g_autofree char *got = NULL;

  if (node != NULL && ccp_config_node_get_kind (node) == CCP_CONFIG_NODE_MAPPING)
    return ccp_config_node_to_json (node);
  if (node != NULL)
    {
      got = ccp_config_node_describe (node);
      ccp_config_context_report (self->context,
                                 CCP_CODE_WRONG_TYPE,
                                 node,
                                 "expected a mapping, got %s",
                                 got);
    }
  return ccp_json_new_from_text ("{}", -1, NULL);
}

GPtrArray *
ccp_config_reader_get_list (const CcpConfigReader *self, const char *key)
{
  CcpConfigNode *node = ccp_config_reader_find (self, key);
  GPtrArray *list = g_ptr_array_new ();

  if (node == NULL)
    return list;
  if (ccp_config_node_get_kind (node) != CCP_CONFIG_NODE_SEQUENCE)
    {
      g_ptr_array_add (list, node);
      return list;
    }
  for (guint i = 0; i < ccp_config_node_get_length (node); i++)
    {
      CcpConfigNode *child = ccp_config_node_get_child (node, i);

      if (ccp_config_node_get_kind (child) != CCP_CONFIG_NODE_BROKEN)
        g_ptr_array_add (list, child);
    }
  return list;
}
