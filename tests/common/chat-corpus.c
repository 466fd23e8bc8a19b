/* chat-corpus.c: a recorded answer of a provider, and an independent and
 * deliberately simple reading of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "chat-corpus.h"

typedef struct
{
  char *name;
  GString *arguments;
} Call;

static void
free_call (gpointer data)
{
  Call *call = data;

  g_free (call->name);
  g_string_free (call->arguments, TRUE);
  g_free (call);
}

static void
free_case (gpointer data)
{
  ChatCorpusCase *self = data;

  g_free (self->id);
  g_free (self->content_type);
  g_string_free (self->bytes, TRUE);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->inputs);
  g_free (self);
}

static JsonNode *
get (JsonNode *node, const char *name)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_member (json_node_get_object (node), name)
             : NULL;
}

static JsonNode *
get_element (JsonNode *node, guint index)
{
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && index < json_array_get_length (array)
             ? json_array_get_element (array, index)
             : NULL;
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static void
read_text (ChatCorpusCase *self, JsonNode *content)
{
  JsonNode *part = NULL;

  if (get_text (content) != NULL)
    g_string_append (self->text, get_text (content));
  for (guint i = 0; (part = get_element (content, i)) != NULL; i++)
    if (g_strcmp0 (get_text (get (part, "type")), "text") == 0 &&
        get_text (get (part, "text")) != NULL)
      g_string_append (self->text, get_text (get (part, "text")));
}

static Call *
get_call (GPtrArray *calls, guint key)
{
  while (calls->len <= key)
    {
      Call *call = g_new0 (Call, 1);

      call->arguments = g_string_new (NULL);
      g_ptr_array_add (calls, call);
    }
  return g_ptr_array_index (calls, key);
}

static void
read_calls (GPtrArray *calls, JsonNode *list)
{
  JsonNode *piece = NULL;

  for (guint i = 0; (piece = get_element (list, i)) != NULL; i++)
    {
      JsonNode *index = get (piece, "index");
      JsonNode *name = get (get (piece, "function"), "name");
      JsonNode *arguments = get (get (piece, "function"), "arguments");
      gboolean counted = index != NULL && JSON_NODE_HOLDS_VALUE (index);
      Call *call = get_call (calls, counted ? (guint) json_node_get_int (index) : i);

      if (get_text (name) != NULL && *get_text (name) != '\0')
        {
          g_free (call->name);
          call->name = g_strdup (get_text (name));
        }
      if (get_text (arguments) != NULL)
        g_string_append (call->arguments, get_text (arguments));
      else if (arguments != NULL && JSON_NODE_HOLDS_OBJECT (arguments))
        {
          g_autofree char *text = json_to_string (arguments, FALSE);

          g_string_append (call->arguments, text);
        }
    }
}

static void
read_document (ChatCorpusCase *self, JsonNode *document, GPtrArray *calls)
{
  JsonNode *error = get (document, "error");
  JsonNode *choice = get_element (get (document, "choices"), 0);
  JsonNode *content = get (choice, "delta");

  if (error != NULL && !JSON_NODE_HOLDS_NULL (error))
    self->failed = TRUE;
  if (choice == NULL)
    return;
  self->answered = TRUE;
  if (content == NULL)
    content = get (choice, "message");
  read_text (self, get (content, "content"));
  read_calls (calls, get (content, "tool_calls"));
}

static void
settle_calls (ChatCorpusCase *self, GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      Call *call = g_ptr_array_index (calls, i);
      const char *arguments = call->arguments->str;
      JsonNode *input = json_from_string (*arguments != '\0' ? arguments : "{}", NULL);

      if (call->name == NULL && call->arguments->len == 0)
        {
          g_clear_pointer (&input, json_node_unref);
          continue;
        }
      if (input == NULL || !JSON_NODE_HOLDS_OBJECT (input))
        self->odd_inputs = TRUE;
      if (input == NULL)
        input = json_node_new (JSON_NODE_NULL);
      g_ptr_array_add (self->names, g_strdup (call->name != NULL ? call->name : ""));
      g_ptr_array_add (self->inputs, input);
    }
}

static void
read_line (ChatCorpusCase *self, const char *line, GPtrArray *calls)
{
  g_autoptr (JsonNode) document = NULL;

  if (!g_str_has_prefix (line, "data:"))
    return;
  document = json_from_string (line + strlen ("data:"), NULL);
  if (document != NULL)
    read_document (self, document, calls);
}

static void
read_answer (ChatCorpusCase *self)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (free_call);
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) document = NULL;

  if (self->stream)
    {
      lines = g_strsplit_set (self->bytes->str, "\r\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        read_line (self, lines[i], calls);
    }
  else
    {
      document = json_from_string (self->bytes->str, NULL);
      read_document (self, document, calls);
    }
  settle_calls (self, calls);
}

static GString *
read_bytes (JsonNode *root)
{
  const char *base64 = get_text (get (root, "response_b64"));
  const char *text = get_text (get (root, "response"));
  gsize length = 0;
  g_autofree guchar *decoded = base64 != NULL ? g_base64_decode (base64, &length) : NULL;

  if (decoded != NULL)
    return g_string_new_len ((const char *) decoded, (gssize) length);
  return g_string_new (text);
}

static ChatCorpusCase *
load_case (const char *folder, const char *id)
{
  ChatCorpusCase *self = g_new0 (ChatCorpusCase, 1);
  g_autofree char *file = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root = NULL;
  JsonNode *status = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_parser_get_root (parser);
  status = get (root, "status");
  self->id = g_strdup (id);
  self->stream = json_node_get_boolean (get (root, "stream"));
  self->status = status != NULL && JSON_NODE_HOLDS_VALUE (status)
                     ? (guint) json_node_get_int (status)
                     : 200;
  self->content_type = g_strdup (get_text (get (root, "content_type")));
  self->bytes = read_bytes (root);
  self->text = g_string_new (NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  read_answer (self);
  return self;
}

GPtrArray *
chat_corpus_load (const char *folder)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (free_case);
  g_autofree char *path = g_build_filename (folder, "index.jsonl", NULL);
  g_autofree char *index = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &index, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (index, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) entry = json_from_string (lines[i], NULL);

      if (g_strcmp0 (get_text (get (entry, "format")), "chat") == 0)
        g_ptr_array_add (cases, load_case (folder, get_text (get (entry, "id"))));
    }
  return cases;
}
