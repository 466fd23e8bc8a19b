/* stream-checker.c: a judge of Anthropic streams that knows nothing of the guard
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stream-checker.h"

#include <ccp.h>
#include <string.h>

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  g_assert (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_node_get_object (node);
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  g_assert (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING);
  return json_node_get_string (node);
}

static gboolean
is_null (JsonObject *object, const char *member)
{
  return !json_object_has_member (object, member) ||
         json_object_get_null_member (object, member);
}

static gboolean
is_tool (const char *type)
{
  return g_str_equal (type, "tool_use") || g_str_equal (type, "server_tool_use") ||
         g_str_equal (type, "mcp_tool_use");
}

static void
check_index (StreamChecker *self, JsonObject *data)
{
  g_assert_cmpint (json_object_get_int_member (data, "index"), ==, self->next_index);
}

static void
check_message_start (StreamChecker *self, JsonObject *data)
{
  JsonObject *message = get_object (data, "message");

  g_assert (!self->started);
  g_assert_cmpstr (get_string (message, "type"), ==, "message");
  g_assert_cmpstr (get_string (message, "role"), ==, "assistant");
  g_assert_cmpint (strlen (get_string (message, "id")), >, 0);
  g_assert_nonnull (get_string (message, "model"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (message, "content")),
      ==,
      0);
  get_object (message, "usage");
  self->started = TRUE;
}

static void
check_block_start (StreamChecker *self, JsonObject *data)
{
  JsonObject *block = get_object (data, "content_block");
  const char *type = get_string (block, "type");

  g_assert (self->started && !self->stopping && self->open == NULL);
  check_index (self, data);
  if (is_tool (type))
    {
      g_assert_cmpint (strlen (get_string (block, "id")), >, 0);
      g_assert_cmpint (strlen (get_string (block, "name")), >, 0);
      get_object (block, "input");
    }
  if (g_str_equal (type, "tool_use"))
    g_hash_table_add (self->tool_ids, g_strdup (get_string (block, "id")));
  if (g_str_equal (type, "text"))
    g_string_append (self->text, get_string (block, "text"));
  if (g_str_equal (type, "thinking"))
    g_string_append (self->thinking, get_string (block, "thinking"));
  self->open = g_strdup (type);
  self->n_blocks++;
  g_string_truncate (self->input, 0);
}

static void
check_known_delta (StreamChecker *self, const char *type, JsonObject *delta)
{
  const char *block = self->open;

  if (g_str_equal (type, "text_delta"))
    {
      g_assert_cmpstr (block, ==, "text");
      g_string_append (self->text, get_string (delta, "text"));
    }
  else if (g_str_equal (type, "thinking_delta"))
    {
      g_assert_cmpstr (block, ==, "thinking");
      g_string_append (self->thinking, get_string (delta, "thinking"));
    }
  else if (g_str_equal (type, "signature_delta"))
    {
      g_assert_cmpstr (block, ==, "thinking");
      get_string (delta, "signature");
    }
  else if (g_str_equal (type, "input_json_delta"))
    {
      g_assert (is_tool (block));
      g_string_append (self->input, get_string (delta, "partial_json"));
    }
  else if (g_str_equal (type, "citations_delta"))
    {
      g_assert_cmpstr (block, ==, "text");
      get_object (delta, "citation");
    }
  else
    g_assert_cmpstr (type, ==, "compaction_delta");
}

static gboolean
is_known_block (const char *type)
{
  static const char *const known[] = {
    "text", "thinking", "tool_use", "server_tool_use", "compaction", "mcp_tool_use", NULL
  };

  return g_strv_contains (known, type);
}

static void
check_delta (StreamChecker *self, JsonObject *data)
{
  JsonObject *delta = get_object (data, "delta");
  const char *type = get_string (delta, "type");

  g_assert_nonnull (self->open);
  check_index (self, data);
  g_assert_cmpstr (self->open, !=, "redacted_thinking");
  g_assert_cmpstr (self->open, !=, "web_search_tool_result");
  if (is_known_block (self->open))
    check_known_delta (self, type, delta);
}

static void
check_block_stop (StreamChecker *self, JsonObject *data)
{
  g_assert_nonnull (self->open);
  check_index (self, data);
  g_clear_pointer (&self->open, g_free);
  self->next_index++;
}

static void
check_message_delta (StreamChecker *self, JsonObject *data)
{
  JsonObject *delta = get_object (data, "delta");

  g_assert (self->started && self->open == NULL);
  if (!is_null (delta, "stop_reason"))
    get_string (delta, "stop_reason");
  if (json_object_has_member (data, "usage"))
    get_object (data, "usage");
  self->stopping = TRUE;
}

static void
check_event (StreamChecker *self, const char *name, JsonObject *data)
{
  g_assert (!self->over);
  g_assert_cmpstr (get_string (data, "type"), ==, name);
  if (g_str_equal (name, "message_start"))
    check_message_start (self, data);
  else if (g_str_equal (name, "content_block_start"))
    check_block_start (self, data);
  else if (g_str_equal (name, "content_block_delta"))
    check_delta (self, data);
  else if (g_str_equal (name, "content_block_stop"))
    check_block_stop (self, data);
  else if (g_str_equal (name, "message_delta"))
    check_message_delta (self, data);
  else if (g_str_equal (name, "message_stop"))
    {
      g_assert (self->stopping);
      self->over = TRUE;
    }
  else if (g_str_equal (name, "error"))
    {
      get_string (get_object (data, "error"), "type");
      get_string (get_object (data, "error"), "message");
      get_string (data, "request_id");
      self->over = self->failed = TRUE;
    }
  else
    g_assert_cmpstr (name, ==, "ping");
}

static void
check_text (StreamChecker *self, const char *event)
{
  g_auto (GStrv) lines = g_strsplit (event, "\n", -1);
  g_autoptr (CcpJson) data = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert (g_str_has_prefix (lines[0], "event: "));
  g_assert (g_str_has_prefix (lines[1], "data: "));
  data = ccp_json_new_from_text (lines[1] + strlen ("data: "), -1, &error);
  g_assert_no_error (error);
  root = ccp_json_to_node (data, &error);
  g_assert_no_error (error);
  check_event (self, lines[0] + strlen ("event: "), json_node_get_object (root));
}

void
stream_checker_init (StreamChecker *self)
{
  *self = (StreamChecker){ 0 };
  self->text = g_string_new (NULL);
  self->thinking = g_string_new (NULL);
  self->input = g_string_new (NULL);
  self->tool_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
stream_checker_clear (StreamChecker *self)
{
  g_clear_pointer (&self->open, g_free);
  g_string_free (self->text, TRUE);
  g_string_free (self->thinking, TRUE);
  g_string_free (self->input, TRUE);
  g_hash_table_unref (self->tool_ids);
}

/* @bytes: whole events */
void
stream_checker_read (StreamChecker *self, const char *bytes, gsize length)
{
  g_autofree char *text = g_strndup (length > 0 ? bytes : "", length);
  g_auto (GStrv) events = g_strsplit (text, "\n\n", -1);
  guint count = g_strv_length (events);

  if (length == 0)
    return;
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpstr (events[count - 1], ==, "");
  for (guint i = 0; i + 1 < count; i++)
    check_text (self, events[i]);
}
