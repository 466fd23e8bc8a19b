/* ccp-config-parser.c: YAML to nodes, with limits against hostile files
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-config-parser"

#include "ccp-config-parser.h"

#include <string.h>

#include "ccp-yaml-problem.h"

static void
clear_event (yaml_event_t *event)
{
  /* it may be an API key */
  if (event->type == YAML_SCALAR_EVENT)
    explicit_bzero (event->data.scalar.value, event->data.scalar.length);
  yaml_event_delete (event);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_parser_t, yaml_parser_delete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_event_t, clear_event)

/* a list or mapping whose end has not been seen */
typedef struct
{
  CcpConfigNode *node;
  CcpConfigNode *key; /* (nullable): a key of a mapping whose value comes next */
} Frame;

/* libyaml is quadratic in nesting, so depth is counted in its events: a file that is too
 * deep is not parsed to its end. */
typedef struct
{
  yaml_parser_t *yaml;
  GBytes *source;
  CcpDiagnostics *diagnostics;
  GArray *open;        /* (element-type Frame) */
  CcpConfigNode *root; /* (nullable) */
  guint n_nodes;
} Parser;

static void
clear_frame (gpointer data)
{
  Frame *frame = data;

  g_clear_pointer (&frame->node, ccp_config_node_free);
  g_clear_pointer (&frame->key, ccp_config_node_free);
}

static void
refuse (Parser *self,
        CcpDiagnosticCode code,
        const yaml_mark_t *mark,
        const char *message)
{
  ccp_diagnostics_add (self->diagnostics,
                       code,
                       (guint) mark->line + 1,
                       (guint) mark->column + 1,
                       NULL,
                       message);
}

static void
check_properties (Parser *self, const yaml_event_t *event)
{
  const yaml_char_t *anchor = NULL;
  const yaml_char_t *tag = NULL;

  if (event->type == YAML_SCALAR_EVENT)
    {
      anchor = event->data.scalar.anchor;
      tag = event->data.scalar.tag;
    }
  else if (event->type == YAML_SEQUENCE_START_EVENT)
    {
      anchor = event->data.sequence_start.anchor;
      tag = event->data.sequence_start.tag;
    }
  else if (event->type == YAML_MAPPING_START_EVENT)
    {
      anchor = event->data.mapping_start.anchor;
      tag = event->data.mapping_start.tag;
    }
  if (anchor != NULL)
    refuse (self,
            CCP_CODE_UNSUPPORTED_YAML,
            &event->start_mark,
            "anchors (&name) are not supported; repeat the text");
  if (tag != NULL)
    refuse (self,
            CCP_CODE_UNSUPPORTED_YAML,
            &event->start_mark,
            "tags (!name) are not supported; quote a value to make it a string");
}

static gboolean
count_node (Parser *self, const yaml_event_t *event)
{
  g_autofree char *message = NULL;

  self->n_nodes++;
  if (self->n_nodes <= CCP_CONFIG_PARSER_MAX_NODES)
    return TRUE;
  message =
      g_strdup_printf ("the file has more than %u values", CCP_CONFIG_PARSER_MAX_NODES);
  refuse (self, CCP_CODE_TOO_LARGE, &event->start_mark, message);
  return FALSE;
}

static CcpConfigNode *
make_node (CcpConfigNodeKind kind, const yaml_event_t *event)
{
  return ccp_config_node_new (kind,
                              (guint) event->start_mark.line + 1,
                              (guint) event->start_mark.column + 1);
}

static CcpConfigNode *
make_scalar (Parser *self, const yaml_event_t *event)
{
  const char *text = (const char *) event->data.scalar.value;

  if (strlen (text) != event->data.scalar.length)
    {
      refuse (self,
              CCP_CODE_BAD_VALUE,
              &event->start_mark,
              "a text must not have a NUL character in it");
      return make_node (CCP_CONFIG_NODE_BROKEN, event);
    }
  return ccp_config_node_new_scalar (text,
                                     event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE,
                                     (guint) event->start_mark.line + 1,
                                     (guint) event->start_mark.column + 1);
}

/* what refuse () is for events, after the events are gone */
static void
refuse_key (Parser *self, CcpDiagnosticCode code, CcpConfigNode *key, const char *message)
{
  ccp_diagnostics_add (self->diagnostics,
                       code,
                       ccp_config_node_get_line (key),
                       ccp_config_node_get_column (key),
                       NULL,
                       message);
}

static void
refuse_duplicate (Parser *self, CcpConfigNode *key, CcpConfigNode *first)
{
  g_autofree char *message = g_strdup_printf ("the key \"%s\" is here and on line %u",
                                              ccp_config_node_get_scalar (key),
                                              ccp_config_node_get_key_line (first));

  refuse_key (self, CCP_CODE_DUPLICATE_KEY, key, message);
}

/* Returns: whether @mapping can take @key; if not, that has been reported */
static gboolean
check_key (Parser *self, CcpConfigNode *mapping, CcpConfigNode *key)
{
  const char *text = ccp_config_node_get_scalar (key);
  CcpConfigNode *first = NULL;

  if (text != NULL)
    first = ccp_config_node_get_member (mapping, text);
  if (first != NULL)
    {
      refuse_duplicate (self, key, first);
      return FALSE;
    }
  if (text != NULL && (!g_str_equal (text, "<<") || ccp_config_node_is_quoted (key)))
    return TRUE;

  ccp_config_node_set_partial (mapping);
  if (text != NULL)
    refuse_key (self,
                CCP_CODE_UNSUPPORTED_YAML,
                key,
                "merge keys (<<) are not supported; repeat the keys");
  else if (ccp_config_node_get_kind (key) != CCP_CONFIG_NODE_BROKEN)
    refuse_key (self, CCP_CODE_WRONG_TYPE, key, "a key must be a text");
  return FALSE;
}

/* puts @node, which it takes, where the file has it */
static void
place (Parser *self, CcpConfigNode *node)
{
  g_autoptr (CcpConfigNode) child = node;
  g_autoptr (CcpConfigNode) key = NULL;
  Frame *frame = NULL;

  if (self->open->len == 0)
    {
      self->root = g_steal_pointer (&child);
      return;
    }
  frame = &g_array_index (self->open, Frame, self->open->len - 1);
  key = g_steal_pointer (&frame->key);
  if (ccp_config_node_get_kind (frame->node) == CCP_CONFIG_NODE_SEQUENCE)
    ccp_config_node_append (frame->node, g_steal_pointer (&child));
  else if (key == NULL)
    frame->key = g_steal_pointer (&child);
  else if (check_key (self, frame->node, key))
    ccp_config_node_insert (frame->node,
                            ccp_config_node_get_scalar (key),
                            ccp_config_node_get_line (key),
                            ccp_config_node_get_column (key),
                            g_steal_pointer (&child));
}

static gboolean
open_container (Parser *self, CcpConfigNodeKind kind, const yaml_event_t *event)
{
  Frame frame = { .node = make_node (kind, event) };
  g_autofree char *message = NULL;

  g_array_append_val (self->open, frame);
  if (self->open->len <= CCP_CONFIG_PARSER_MAX_DEPTH)
    return TRUE;
  message = g_strdup_printf ("lists and mappings are nested deeper than %u",
                             CCP_CONFIG_PARSER_MAX_DEPTH);
  refuse (self, CCP_CODE_TOO_LARGE, &event->start_mark, message);
  return FALSE;
}

static void
close_container (Parser *self)
{
  Frame *frame = &g_array_index (self->open, Frame, self->open->len - 1);
  CcpConfigNode *node = g_steal_pointer (&frame->node);

  g_array_set_size (self->open, self->open->len - 1);
  place (self, node);
}

static gboolean
open_document (Parser *self, const yaml_event_t *event)
{
  if (self->root != NULL)
    {
      refuse (self,
              CCP_CODE_UNSUPPORTED_YAML,
              &event->start_mark,
              "the file has more than one document (---)");
      return FALSE;
    }
  if (event->data.document_start.tag_directives.start !=
      event->data.document_start.tag_directives.end)
    refuse (self,
            CCP_CODE_UNSUPPORTED_YAML,
            &event->start_mark,
            "%TAG directives are not supported");
  return TRUE;
}

/* Returns: whether to go on */
static gboolean
take_event (Parser *self, const yaml_event_t *event)
{
  if (!count_node (self, event))
    return FALSE;
  check_properties (self, event);
  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      return open_document (self, event);
    case YAML_SEQUENCE_START_EVENT:
      return open_container (self, CCP_CONFIG_NODE_SEQUENCE, event);
    case YAML_MAPPING_START_EVENT:
      return open_container (self, CCP_CONFIG_NODE_MAPPING, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_container (self);
      return TRUE;
    case YAML_SCALAR_EVENT:
      place (self, make_scalar (self, event));
      return TRUE;
    case YAML_ALIAS_EVENT:
      refuse (self,
              CCP_CODE_UNSUPPORTED_YAML,
              &event->start_mark,
              "aliases (*name) are not supported; repeat the text");
      place (self, make_node (CCP_CONFIG_NODE_BROKEN, event));
      return TRUE;
    default:
      return event->type != YAML_STREAM_END_EVENT;
    }
}

/* Returns: whether the file was read to its end */
static gboolean
parse (Parser *self)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      g_auto (yaml_event_t) event = { 0 };

      if (!yaml_parser_parse (self->yaml, &event))
        {
          ccp_yaml_problem_report (self->yaml, self->source, self->diagnostics);
          return FALSE;
        }
      goes_on = take_event (self, &event);
      if (!goes_on && event.type != YAML_STREAM_END_EVENT)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_bytes (const guchar *data, gsize size, CcpDiagnostics *diagnostics)
{
  if (size > CCP_CONFIG_PARSER_MAX_SIZE)
    ccp_diagnostics_add (diagnostics,
                         CCP_CODE_TOO_LARGE,
                         0,
                         0,
                         NULL,
                         "the file is larger than 1 MiB");
  else if (size >= 2 &&
           ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    ccp_diagnostics_add (diagnostics,
                         CCP_CODE_SYNTAX,
                         1,
                         1,
                         NULL,
                         "the file is UTF-16; save it as UTF-8");
  else
    return TRUE;
  return FALSE;
}

CcpConfigNode *
ccp_config_parser_run (GBytes *yaml, CcpDiagnostics *diagnostics)
{
  g_auto (yaml_parser_t) parser = { 0 };
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_autoptr (CcpConfigNode) root = NULL;
  Parser self = { .yaml = &parser,
                  .source = yaml,
                  .diagnostics = diagnostics,
                  .open = open };
  const guchar *data = NULL;
  gsize size = 0;
  gboolean complete = FALSE;

  g_return_val_if_fail (yaml != NULL, NULL);
  g_return_val_if_fail (CCP_IS_DIAGNOSTICS (diagnostics), NULL);

  data = g_bytes_get_data (yaml, &size);
  if (!check_bytes (data, size, diagnostics))
    return NULL;
  if (!yaml_parser_initialize (&parser))
    g_return_val_if_reached (NULL);
  yaml_parser_set_input_string (&parser, data != NULL ? data : (const guchar *) "", size);
  g_array_set_clear_func (open, clear_frame);
  complete = parse (&self);
  root = self.root;
  if (!complete)
    return NULL;
  if (root != NULL && !ccp_config_node_is_null (root))
    return g_steal_pointer (&root);
  return ccp_config_node_new (CCP_CONFIG_NODE_MAPPING, 1, 1);
}
