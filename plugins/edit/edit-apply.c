/* edit-apply.c: carries an operation out
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-apply"

#include "edit-apply.h"

#include "edit-scalar.h"
#include "edit-walk.h"

typedef void (*ApplyToNode) (EditDocument *document,
                             const EditOperation *operation,
                             EditNode *node);

static const CcpJsonStep *
get_last_step (const CcpJsonPath *path)
{
  return ccp_json_path_get_step (path, ccp_json_path_get_length (path) - 1);
}

static EditNode *
find_element (const EditNode *list, gint64 index)
{
  EditNode *child = index >= 0 ? list->first : list->last;

  for (gint64 i = index >= 0 ? index : -1 - index; i > 0 && child != NULL; i--)
    child = index >= 0 ? child->next : child->previous;
  return child;
}

/* Returns: (nullable): what a step leads to from an opened node */
static EditNode *
find_child (const EditNode *node, const CcpJsonStep *step)
{
  if (node->kind == CCP_JSON_OBJECT)
    return step->name != NULL ? edit_node_find_member (node, step->name) : NULL;
  return step->has_index ? find_element (node, step->index) : NULL;
}

/* @old: (nullable): what the step leads to */
static gboolean
has_room (const EditNode *container, const CcpJsonStep *step, const EditNode *old)
{
  if (old != NULL)
    return TRUE;
  return container->kind == CCP_JSON_OBJECT ? step->name != NULL : step->is_append;
}

/* puts a node that is not linked in the place of an old one, or at the end */
static void
put (EditNode *container, const CcpJsonStep *step, EditNode *old, EditNode *node)
{
  node->name = step->name;
  edit_node_insert (container, node, old);
  if (old != NULL)
    edit_node_unlink (old);
}

static void
assign_children (EditDocument *document, EditNode *container, const CcpJsonValue *value)
{
  gsize length = 0;

  ccp_json_value_peek_raw (value, &length);
  edit_document_open (document, container);
  for (EditNode *child = container->first;
       child != NULL && !edit_document_is_exhausted (document);
       child = child->next)
    {
      edit_document_charge (document, length);
      edit_node_assign (child, value);
    }
}

static void
assign_found (EditDocument *document, const CcpJsonPath *path, const CcpJsonValue *value)
{
  const CcpJsonStretch stretch = ccp_json_path_get_all (path);
  gsize size = 0;
  g_autoptr (GPtrArray) found =
      edit_walk_collect (document, edit_document_get_root (document), &stretch);

  ccp_json_value_peek_raw (value, &size);
  for (guint i = 0; i < found->len && !edit_document_is_exhausted (document); i++)
    {
      edit_document_charge (document, size);
      edit_node_assign (g_ptr_array_index (found, i), value);
    }
}

static void
set_in (EditDocument *document,
        EditNode *container,
        const CcpJsonStep *step,
        const EditOperation *operation,
        const CcpJsonValue *value)
{
  EditNode *old = NULL;

  if (step->is_each)
    {
      assign_children (document, container, value);
      return;
    }
  edit_document_open (document, container);
  if (!container->opened)
    return;
  old = find_child (container, step);
  if (has_room (container, step, old) &&
      (operation->kind != EDIT_OPERATION_DEFAULT || old == NULL))
    put (container, step, old, edit_document_create (document, value));
}

static void
apply_set (EditDocument *document,
           const EditOperation *operation,
           const CcpJsonPath *path,
           const CcpJsonValue *value)
{
  const CcpJsonStretch parent = ccp_json_path_get_parent (path);
  const CcpJsonStep *step = get_last_step (path);
  g_autoptr (GPtrArray) containers = NULL;

  if (step->descends)
    {
      assign_found (document, path, value);
      return;
    }
  containers = edit_walk_reach (document, edit_document_get_root (document), &parent);
  for (guint i = 0; i < containers->len && !edit_document_is_exhausted (document); i++)
    set_in (document, g_ptr_array_index (containers, i), step, operation, value);
}

/* @other: (nullable): another name of members that go */
static void
unlink_namesakes (EditNode *node, const char *name, const char *other)
{
  EditNode *next = NULL;

  for (EditNode *child = node->parent->first; child != NULL; child = next)
    {
      next = child->next;
      if (child != node && (edit_node_is_named (child, name) ||
                            (other != NULL && edit_node_is_named (child, other))))
        edit_node_unlink (child);
    }
}

static gboolean
is_member (const EditNode *node)
{
  return node->parent != NULL && node->parent->kind == CCP_JSON_OBJECT;
}

static void
remove_found (GPtrArray *found, const CcpJsonStep *step)
{
  for (guint i = 0; i < found->len; i++)
    {
      EditNode *node = g_ptr_array_index (found, i);

      if (step->name != NULL && is_member (node))
        unlink_namesakes (node, step->name, NULL);
      edit_node_unlink (node);
    }
}

static void
rename_found (GPtrArray *found, const CcpJsonStep *step, const char *name)
{
  for (guint i = 0; i < found->len; i++)
    {
      EditNode *node = g_ptr_array_index (found, i);

      if (!is_member (node) || edit_node_is_named (node, name))
        continue;
      unlink_namesakes (node, name, step->name);
      edit_node_rename (node, name);
    }
}

static gboolean
is_kept (const EditNode *node, GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    if (edit_node_is_named (node, get_last_step (g_ptr_array_index (paths, i))->name))
      return TRUE;
  return FALSE;
}

static void
keep_in (EditDocument *document, EditNode *object, GPtrArray *paths)
{
  EditNode *next = NULL;

  if (edit_node_get_kind (object) != CCP_JSON_OBJECT)
    return;
  edit_document_open (document, object);
  for (EditNode *child = object->first; child != NULL; child = next)
    {
      next = child->next;
      if (!is_kept (child, paths))
        edit_node_unlink (child);
    }
}

static void
apply_keep (EditDocument *document, const EditOperation *operation)
{
  const CcpJsonStretch parent =
      ccp_json_path_get_parent (g_ptr_array_index (operation->paths, 0));
  g_autoptr (GPtrArray) objects =
      edit_walk_collect (document, edit_document_get_root (document), &parent);

  for (guint i = 0; i < objects->len; i++)
    keep_in (document, g_ptr_array_index (objects, i), operation->paths);
}

/* to one place, which is opened */
static void
transfer_to (EditDocument *document,
             const EditOperation *operation,
             GPtrArray *found,
             EditNode *container)
{
  const CcpJsonStep *step = get_last_step (operation->target);

  for (guint i = 0; i < found->len && !edit_document_is_exhausted (document); i++)
    {
      EditNode *node = g_ptr_array_index (found, i);
      EditNode *old = find_child (container, step);

      if (!has_room (container, step, old))
        return;
      if (operation->kind == EDIT_OPERATION_COPY)
        node = edit_document_copy (document, node);
      else if (old == node || edit_node_is_within (container, node))
        continue;
      edit_node_unlink (node);
      put (container, step, old, node);
    }
}

static void
transfer_from (EditDocument *document, const EditOperation *operation, EditNode *base)
{
  const CcpJsonPath *from = g_ptr_array_index (operation->paths, 0);
  const CcpJsonStretch source = { from,
                                  operation->common,
                                  ccp_json_path_get_length (from) };
  CcpJsonStretch parent = ccp_json_path_get_parent (operation->target);
  g_autoptr (GPtrArray) found = edit_walk_collect (document, base, &source);
  g_autoptr (GPtrArray) containers = NULL;
  EditNode *container = NULL;

  if (found->len == 0)
    return;
  parent.first = operation->common;
  containers = edit_walk_reach (document, base, &parent);
  if (containers->len == 0)
    return;
  container = g_ptr_array_index (containers, 0);
  edit_document_open (document, container);
  if (container->opened)
    transfer_to (document, operation, found, container);
}

static void
apply_transfer (EditDocument *document, const EditOperation *operation)
{
  const CcpJsonPath *from = g_ptr_array_index (operation->paths, 0);
  const CcpJsonStretch shared = { from, 0, operation->common };
  g_autoptr (GPtrArray) bases =
      edit_walk_collect (document, edit_document_get_root (document), &shared);

  for (guint i = 0; i < bases->len && !edit_document_is_exhausted (document); i++)
    transfer_from (document, operation, g_ptr_array_index (bases, i));
}

static void
apply_to_found (EditDocument *document,
                const EditOperation *operation,
                GPtrArray *found,
                ApplyToNode apply)
{
  for (guint i = 0; i < found->len && !edit_document_is_exhausted (document); i++)
    apply (document, operation, g_ptr_array_index (found, i));
}

static void
apply_path (EditDocument *document,
            const EditOperation *operation,
            const CcpJsonPath *path)
{
  const CcpJsonStretch stretch = ccp_json_path_get_all (path);
  g_autoptr (GPtrArray) found =
      edit_walk_collect (document, edit_document_get_root (document), &stretch);

  switch (operation->kind)
    {
    case EDIT_OPERATION_REMOVE:
      remove_found (found, get_last_step (path));
      break;
    case EDIT_OPERATION_RENAME:
      rename_found (found, get_last_step (path), operation->text);
      break;
    case EDIT_OPERATION_MAP:
      apply_to_found (document, operation, found, edit_scalar_map);
      break;
    case EDIT_OPERATION_CAP:
      apply_to_found (document, operation, found, edit_scalar_cap);
      break;
    case EDIT_OPERATION_JOIN:
      apply_to_found (document, operation, found, edit_scalar_join);
      break;
    case EDIT_OPERATION_ENCODE:
      apply_to_found (document, operation, found, edit_scalar_encode);
      break;
    case EDIT_OPERATION_DECODE:
      apply_to_found (document, operation, found, edit_scalar_decode);
      break;
    case EDIT_OPERATION_SET:
    case EDIT_OPERATION_DEFAULT:
    case EDIT_OPERATION_KEEP:
    case EDIT_OPERATION_MOVE:
    case EDIT_OPERATION_COPY:
    default:
      g_assert_not_reached ();
    }
}

/* Returns: (nullable) */
static char *
dup_fact (EditFact fact, CcpExchange *exchange)
{
  CcpRoute *route = ccp_exchange_get_route (exchange);

  if (fact == EDIT_FACT_SESSION)
    return ccp_exchange_dup_session_id (exchange);
  if (fact == EDIT_FACT_ASKED || route == NULL)
    return g_strdup (ccp_exchange_get_model (exchange));
  if (fact == EDIT_FACT_PROVIDER)
    return g_strdup (ccp_route_get_provider (route));
  return g_strdup (fact == EDIT_FACT_STAGE ? ccp_route_get_stage (route)
                                           : ccp_route_get_model (route));
}

/* Returns: what is to be set, or nothing if it is not known */
static CcpJsonValue
find_value (EditDocument *document, const EditOperation *operation, CcpExchange *exchange)
{
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autofree char *text = NULL;
  CcpJsonValue value = operation->value;
  CcpJson *json = NULL;

  if (operation->fact == EDIT_FACT_NONE)
    return value;
  text = dup_fact (operation->fact, exchange);
  if (text == NULL)
    return CCP_JSON_VALUE_NONE;
  writer = ccp_json_writer_new ();
  ccp_json_writer_string (writer, text);
  json = ccp_json_writer_finish (writer);
  edit_document_keep (document, json);
  ccp_json_get_root (json, &value);
  return value;
}

static void
apply_sets (EditDocument *document, const EditOperation *operation, CcpExchange *exchange)
{
  CcpJsonValue value = find_value (document, operation, exchange);

  for (guint i = 0; ccp_json_value_exists (&value) && i < operation->paths->len; i++)
    apply_set (document, operation, g_ptr_array_index (operation->paths, i), &value);
}

void
edit_apply_operation (EditDocument *document,
                      const EditOperation *operation,
                      CcpExchange *exchange)
{
  switch (operation->kind)
    {
    case EDIT_OPERATION_SET:
    case EDIT_OPERATION_DEFAULT:
      apply_sets (document, operation, exchange);
      break;
    case EDIT_OPERATION_KEEP:
      apply_keep (document, operation);
      break;
    case EDIT_OPERATION_MOVE:
    case EDIT_OPERATION_COPY:
      apply_transfer (document, operation);
      break;
    default:
      for (guint i = 0; i < operation->paths->len; i++)
        apply_path (document, operation, g_ptr_array_index (operation->paths, i));
    }
}
