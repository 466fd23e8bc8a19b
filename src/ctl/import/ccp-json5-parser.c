/* ccp-json5-parser.c: JSON5 to a tree, with limits against hostile files
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json5-parser"

#include "ccp-json5-parser.h"

#include <glib/gi18n.h>

#include "ccp-json5-scanner.h"
#include "ccp.h"

typedef struct
{
  CcpJson5Scanner scanner;
  guint depth;
  guint n_values;
} Parser;

/* lint: allow forward: values hold values */
static JsonNode *read_value (Parser *self, GError **error);

static gboolean
fail (Parser *self, const char *expected, GError **error)
{
  return ccp_json5_scanner_fail (&self->scanner, self->scanner.p, expected, error);
}

static gboolean
skip_space (Parser *self, GError **error)
{
  return ccp_json5_scanner_skip_space (&self->scanner, error);
}

static char *
read_key (Parser *self, GError **error)
{
  char next = ccp_json5_scanner_peek (&self->scanner);

  if (next == '"' || next == '\'')
    return ccp_json5_scanner_read_string (&self->scanner, error);
  return ccp_json5_scanner_read_identifier (&self->scanner, error);
}

static gboolean
read_member (Parser *self, JsonObject *object, GError **error)
{
  g_autofree char *key = read_key (self, error);
  JsonNode *value = NULL;

  if (key == NULL || !skip_space (self, error))
    return FALSE;
  if (!ccp_json5_scanner_accept (&self->scanner, ':'))
    return fail (self, _ ("expected \":\" after the key"), error);
  value = read_value (self, error);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, key, value);
  return skip_space (self, error);
}

static gboolean
read_element (Parser *self, JsonArray *array, GError **error)
{
  JsonNode *value = read_value (self, error);

  if (value == NULL)
    return FALSE;
  json_array_add_element (array, value);
  return skip_space (self, error);
}

/* after the opening bracket, until the closing one has been passed */
static gboolean
fill_array (Parser *self, JsonArray *array, GError **error)
{
  if (!skip_space (self, error))
    return FALSE;
  while (!ccp_json5_scanner_accept (&self->scanner, ']'))
    {
      if (!read_element (self, array, error))
        return FALSE;
      if (ccp_json5_scanner_peek (&self->scanner) != ']' &&
          !ccp_json5_scanner_accept (&self->scanner, ','))
        return fail (self, _ ("expected \",\" or \"]\" after the value"), error);
      if (!skip_space (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_object (Parser *self, JsonObject *object, GError **error)
{
  if (!skip_space (self, error))
    return FALSE;
  while (!ccp_json5_scanner_accept (&self->scanner, '}'))
    {
      if (!read_member (self, object, error))
        return FALSE;
      if (ccp_json5_scanner_peek (&self->scanner) != '}' &&
          !ccp_json5_scanner_accept (&self->scanner, ','))
        return fail (self, _ ("expected \",\" or \"}\" after the value"), error);
      if (!skip_space (self, error))
        return FALSE;
    }
  return TRUE;
}

static JsonNode *
read_array (Parser *self, GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();

  self->scanner.p++;
  if (!fill_array (self, array, error))
    return NULL;
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
read_object (Parser *self, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  self->scanner.p++;
  if (!fill_object (self, object, error))
    return NULL;
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
read_container (Parser *self, char opening, GError **error)
{
  JsonNode *node = NULL;

  if (self->depth >= CCP_JSON5_PARSER_MAX_DEPTH)
    {
      fail (self, _ ("it is nested too deeply"), error);
      return NULL;
    }
  self->depth++;
  node = opening == '{' ? read_object (self, error) : read_array (self, error);
  self->depth--;
  return node;
}

static JsonNode *
read_text (Parser *self, GError **error)
{
  g_autofree char *text = ccp_json5_scanner_read_string (&self->scanner, error);

  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

/* true, false or null */
static JsonNode *
read_word (Parser *self, GError **error)
{
  const char *place = self->scanner.p;
  g_autofree char *word = ccp_json5_scanner_read_identifier (&self->scanner, NULL);

  if (g_strcmp0 (word, "true") == 0)
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strcmp0 (word, "false") == 0)
    return json_node_init_boolean (json_node_alloc (), FALSE);
  if (g_strcmp0 (word, "null") == 0)
    return json_node_init_null (json_node_alloc ());
  ccp_json5_scanner_fail (&self->scanner, place, _ ("expected a value"), error);
  return NULL;
}

static gboolean
begins_number (char c)
{
  return g_ascii_isdigit (c) || c == '+' || c == '-' || c == '.';
}

static JsonNode *
read_value (Parser *self, GError **error)
{
  char next = 0;

  if (!skip_space (self, error))
    return NULL;
  if (++self->n_values > CCP_JSON5_PARSER_MAX_VALUES)
    {
      fail (self, _ ("there are too many values"), error);
      return NULL;
    }
  next = ccp_json5_scanner_peek (&self->scanner);
  if (next == '{' || next == '[')
    return read_container (self, next, error);
  if (next == '"' || next == '\'')
    return read_text (self, error);
  if (begins_number (next))
    return ccp_json5_scanner_read_number (&self->scanner, error);
  return read_word (self, error);
}

static JsonNode *
read_document (Parser *self, GError **error)
{
  g_autoptr (JsonNode) root = read_value (self, error);

  if (root == NULL || !skip_space (self, error))
    return NULL;
  if (self->scanner.p < self->scanner.end)
    {
      fail (self, _ ("expected nothing after the value"), error);
      return NULL;
    }
  return g_steal_pointer (&root);
}

JsonNode *
ccp_json5_parser_run (GBytes *text, GError **error)
{
  Parser self = { { NULL } };
  gsize length = 0;
  const char *data = NULL;
  const char *bad = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  data = g_bytes_get_data (text, &length);
  ccp_json5_scanner_init (&self.scanner, data != NULL ? data : "", length);
  if (length > CCP_JSON5_PARSER_MAX_SIZE)
    fail (&self, _ ("the file is larger than 1 MiB"), error);
  else if (data != NULL && !g_utf8_validate_len (data, length, &bad))
    ccp_json5_scanner_fail (&self.scanner, bad, _ ("it is not UTF-8"), error);
  else
    return read_document (&self, error);
  return NULL;
}
