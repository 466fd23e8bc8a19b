/* golden-compare.c: compares what was made with what a golden file expects
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "golden-compare.h"

#include <string.h>

#define XID_PREFIX "toolu_x"
#define XID_SUFFIX_LENGTH 7

typedef struct
{
  char *path;
  JsonNode *expected; /* (not owned) */
  JsonNode *actual;   /* (not owned) */
} Pair;

typedef struct
{
  GHashTable *ids; /* (element-type utf8 utf8): what each numbered wildcard stands for */
  GHashTable *names; /* (element-type utf8 utf8): and the other way round */
  GQueue pairs;      /* (element-type Pair): those that are still to be compared */
} Match;

typedef struct
{
  const char *name;
  const char *pattern;
} Wildcard;

static const Wildcard plain_wildcards[] = {
  { "$MSG_ID", "^msg_[A-Za-z0-9]{24}$" },
  { "$REQ_ID", "^req_[A-Za-z0-9]{24,}$" },
};

static const Wildcard numbered_wildcards[] = {
  { "$TOOL_ID:", "^toolu_[A-Za-z0-9]{24}$" },
  { "$SRV_ID:", "^srvtoolu_[A-Za-z0-9]{24}$" },
};

static void
free_pair (gpointer data)
{
  Pair *pair = data;

  g_clear_pointer (&pair->path, g_free);
  g_free (pair);
}

/* path: (transfer full) */
static void
add_pair (Match *match, char *path, JsonNode *expected, JsonNode *actual)
{
  Pair *pair = g_new (Pair, 1);

  *pair = (Pair){ path, expected, actual };
  g_queue_push_tail (&match->pairs, pair);
}

static char *
describe (const char *path, JsonNode *expected, JsonNode *actual)
{
  g_autofree char *wanted = json_to_string (expected, FALSE);
  g_autofree char *got = json_to_string (actual, FALSE);

  return g_strdup_printf ("%s: expected %s, got %s", path, wanted, got);
}

static const char *
get_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* The same number always stands for the same id, another number for another id. */
static gboolean
match_numbered (Match *match, const char *wildcard, const char *text)
{
  const char *known = g_hash_table_lookup (match->ids, wildcard);
  const char *name = g_hash_table_lookup (match->names, text);

  if (known == NULL && name == NULL)
    {
      g_hash_table_insert (match->ids, g_strdup (wildcard), g_strdup (text));
      g_hash_table_insert (match->names, g_strdup (text), g_strdup (wildcard));
      return TRUE;
    }
  return g_strcmp0 (known, text) == 0 && g_strcmp0 (name, wildcard) == 0;
}

static gboolean
match_encoded_id (const char *original, const char *text)
{
  gsize length = strlen (text);
  g_autoptr (GString) encoded = NULL;
  g_autofree guchar *decoded = NULL;
  gsize decoded_length;

  if (!g_regex_match_simple ("^toolu_x[A-Za-z0-9_-]*_[A-Za-z0-9]{6}$", text, 0, 0))
    return FALSE;

  encoded =
      g_string_new_len (text + strlen (XID_PREFIX),
                        (gssize) (length - strlen (XID_PREFIX) - XID_SUFFIX_LENGTH));
  g_string_replace (encoded, "-", "+", 0);
  g_string_replace (encoded, "_", "/", 0);
  while (encoded->len % 4 != 0)
    g_string_append_c (encoded, '=');
  decoded = g_base64_decode (encoded->str, &decoded_length);
  return decoded_length == strlen (original) &&
         memcmp (decoded, original, decoded_length) == 0;
}

static gboolean
match_wildcard (Match *match, const char *wildcard, JsonNode *actual)
{
  const char *text = get_text (actual);

  if (g_str_equal (wildcard, "$ANY"))
    return TRUE;
  if (g_str_equal (wildcard, "$INT"))
    return JSON_NODE_HOLDS_VALUE (actual) &&
           json_node_get_value_type (actual) == G_TYPE_INT64 &&
           json_node_get_int (actual) >= 0;
  if (text == NULL)
    return FALSE;
  if (g_str_has_prefix (wildcard, "$STR~"))
    return strstr (text, wildcard + strlen ("$STR~")) != NULL;
  if (g_str_has_prefix (wildcard, "$XID:"))
    return match_encoded_id (wildcard + strlen ("$XID:"), text);
  for (guint i = 0; i < G_N_ELEMENTS (plain_wildcards); i++)
    if (g_str_equal (wildcard, plain_wildcards[i].name))
      return g_regex_match_simple (plain_wildcards[i].pattern, text, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (numbered_wildcards); i++)
    if (g_str_has_prefix (wildcard, numbered_wildcards[i].name))
      return g_regex_match_simple (numbered_wildcards[i].pattern, text, 0, 0) &&
             match_numbered (match, wildcard, text);
  return g_str_equal (wildcard, text);
}

static gboolean
is_open (JsonObject *expected)
{
  return json_object_get_boolean_member_with_default (expected, "$OPEN", FALSE);
}

static char *
compare_objects (Match *match, const char *path, JsonObject *expected, JsonObject *actual)
{
  g_autoptr (GList) wanted = json_object_get_members (expected);
  g_autoptr (GList) found = json_object_get_members (actual);

  for (GList *l = wanted; l != NULL; l = l->next)
    {
      if (g_str_equal (l->data, "$OPEN"))
        continue;
      if (!json_object_has_member (actual, l->data))
        return g_strconcat (path, ".", l->data, ": is missing", NULL);
      add_pair (match,
                g_strconcat (path, ".", l->data, NULL),
                json_object_get_member (expected, l->data),
                json_object_get_member (actual, l->data));
    }
  for (GList *l = found; l != NULL && !is_open (expected); l = l->next)
    if (!json_object_has_member (expected, l->data))
      return g_strconcat (path, ".", l->data, ": is not expected", NULL);
  return NULL;
}

static char *
compare_arrays (Match *match, const char *path, JsonArray *expected, JsonArray *actual)
{
  guint wanted = json_array_get_length (expected);
  guint found = json_array_get_length (actual);

  if (wanted != found)
    return g_strdup_printf ("%s: expected %u elements, got %u", path, wanted, found);
  for (guint i = 0; i < wanted; i++)
    add_pair (match,
              g_strdup_printf ("%s[%u]", path, i),
              json_array_get_element (expected, i),
              json_array_get_element (actual, i));
  return NULL;
}

static char *
compare_pair (Match *match, const Pair *pair)
{
  const char *wildcard = get_text (pair->expected);
  gboolean same;

  if (JSON_NODE_HOLDS_OBJECT (pair->expected) && JSON_NODE_HOLDS_OBJECT (pair->actual))
    return compare_objects (match,
                            pair->path,
                            json_node_get_object (pair->expected),
                            json_node_get_object (pair->actual));
  if (JSON_NODE_HOLDS_ARRAY (pair->expected) && JSON_NODE_HOLDS_ARRAY (pair->actual))
    return compare_arrays (match,
                           pair->path,
                           json_node_get_array (pair->expected),
                           json_node_get_array (pair->actual));
  if (wildcard != NULL && *wildcard == '$')
    same = match_wildcard (match, wildcard, pair->actual);
  else
    same = json_node_equal (pair->expected, pair->actual);
  return same ? NULL : describe (pair->path, pair->expected, pair->actual);
}

/* Which member of a delta grows, NULL for those that replace. */
static const char *
get_growing_member (JsonObject *delta)
{
  const char *type = json_object_get_string_member_with_default (delta, "type", "");

  if (g_str_equal (type, "text_delta"))
    return "text";
  if (g_str_equal (type, "thinking_delta"))
    return "thinking";
  if (g_str_equal (type, "input_json_delta"))
    return "partial_json";
  return NULL;
}

static JsonObject *
get_delta (JsonObject *event)
{
  const char *type = json_object_get_string_member_with_default (event, "type", "");

  if (!g_str_equal (type, "content_block_delta"))
    return NULL;
  return json_object_get_object_member (event, "delta");
}

static gboolean
append_delta (JsonObject *last, JsonObject *event)
{
  JsonObject *delta = last != NULL ? get_delta (last) : NULL;
  JsonObject *more = get_delta (event);
  const char *member = more != NULL ? get_growing_member (more) : NULL;
  g_autofree char *joined = NULL;

  if (delta == NULL || member == NULL || !json_object_has_member (delta, member) ||
      json_object_get_int_member (last, "index") !=
          json_object_get_int_member (event, "index"))
    return FALSE;
  joined = g_strconcat (json_object_get_string_member (delta, member),
                        json_object_get_string_member (more, member),
                        NULL);
  json_object_set_string_member (delta, member, joined);
  return TRUE;
}

static JsonObject *
copy_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) copy = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  copy = json_from_string (text, NULL);
  return json_node_dup_object (copy);
}

/* golden_compare_find_difference:
 * @expected: what a golden file expects, wildcards included
 * @actual: what was made
 *
 * Returns: (transfer full) (nullable): where they differ first, %NULL if they match */
char *
golden_compare_find_difference (JsonNode *expected, JsonNode *actual)
{
  g_autoptr (GHashTable) ids =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Match match = { ids, names, G_QUEUE_INIT };
  char *difference = NULL;

  g_return_val_if_fail (expected != NULL, NULL);
  g_return_val_if_fail (actual != NULL, NULL);

  add_pair (&match, g_strdup ("$"), expected, actual);
  while (difference == NULL && !g_queue_is_empty (&match.pairs))
    {
      Pair *pair = g_queue_pop_head (&match.pairs);

      difference = compare_pair (&match, pair);
      free_pair (pair);
    }
  g_queue_clear_full (&match.pairs, free_pair);
  return difference;
}

/* golden_compare_coalesce:
 * @events: an array of Anthropic stream events
 *
 * How a text is cut into deltas is free, and pings are never listed.
 *
 * Returns: (transfer full): the events without pings, adjacent deltas joined */
JsonNode *
golden_compare_coalesce (JsonNode *events)
{
  JsonArray *array = json_node_get_array (events);
  g_autoptr (JsonArray) joined = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonObject *last = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *event = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member (event, "type"), "ping") == 0 ||
          append_delta (last, event))
        continue;
      last = copy_object (event);
      json_array_add_object_element (joined, last);
    }
  json_node_set_array (node, joined);
  return node;
}
