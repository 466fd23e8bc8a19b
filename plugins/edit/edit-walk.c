/* edit-walk.c: finds the places in a document that a path leads to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-walk"

#include "edit-walk.h"

struct _EditSpot
{
  EditSpot *parent; /* (nullable) */
  EditNode *node;   /* (nullable): as long as it need not be one */
  CcpJsonValue raw; /* what it is then */
  guint index;      /* where it is among the children of its parent */

  EditNode *cursor; /* (nullable): the child that was last made a node */
  guint cursor_index;
};

typedef struct
{
  EditDocument *document;
  const CcpJsonPath *path;
  guint end;
  EditVisit visit;
  gpointer data;
} Walk;

/* goes over the children of a spot, which are nodes or still raw */
typedef struct
{
  EditSpot spot; /* the child */
  gboolean opened;
  EditNode *next; /* (nullable) */
  CcpJsonIter iter;
  CcpJsonValue name;
} Children;

static CcpJsonKind
get_kind (const EditSpot *spot)
{
  return spot->node != NULL ? edit_node_get_kind (spot->node)
                            : ccp_json_value_get_kind (&spot->raw);
}

static void
begin_children (Children *self, EditSpot *parent)
{
  *self = (Children){ .spot = { .parent = parent, .index = G_MAXUINT } };
  self->opened = parent->node != NULL && parent->node->opened;
  if (self->opened)
    self->next = parent->node->first;
  else
    ccp_json_iter_init (&self->iter,
                        parent->node != NULL ? &parent->node->raw : &parent->raw);
}

static gboolean
next_child (Children *self)
{
  self->spot.index++;
  self->spot.cursor = NULL;
  self->spot.node = self->next;
  if (!self->opened)
    return ccp_json_iter_next (&self->iter, &self->name, &self->spot.raw);
  if (self->next == NULL)
    return FALSE;
  self->next = self->next->next;
  return TRUE;
}

static gboolean
is_named (const Children *self, const char *name)
{
  return self->spot.node != NULL ? edit_node_is_named (self->spot.node, name)
                                 : ccp_json_value_equals_string (&self->name, name);
}

/* Where members have the same name, the last one is meant. */
static gboolean
find_member (EditSpot *spot, const char *name, EditSpot *found)
{
  Children children;
  gboolean is_found = FALSE;

  begin_children (&children, spot);
  while (next_child (&children))
    if (is_named (&children, name))
      {
        *found = children.spot;
        is_found = TRUE;
      }
  return is_found;
}

static gint64
count_children (EditSpot *spot)
{
  Children children;
  gint64 n = 0;

  begin_children (&children, spot);
  while (next_child (&children))
    n++;
  return n;
}

static gboolean
find_element (EditSpot *spot, gint64 index, EditSpot *found)
{
  Children children;

  if (index < 0)
    index += count_children (spot);
  if (index < 0)
    return FALSE;
  begin_children (&children, spot);
  while (next_child (&children))
    if (children.spot.index == index)
      {
        *found = children.spot;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_child (EditSpot *spot, const CcpJsonStep *step, EditSpot *found)
{
  CcpJsonKind kind = get_kind (spot);

  if (kind == CCP_JSON_OBJECT)
    return step->name != NULL && find_member (spot, step->name, found);
  return kind == CCP_JSON_ARRAY && step->has_index &&
         find_element (spot, step->index, found);
}

static gboolean walk (Walk *self, EditSpot *spot, guint index);

static gboolean
walk_each (Walk *self, EditSpot *spot, guint index)
{
  Children children;

  begin_children (&children, spot);
  while (next_child (&children))
    if (walk (self, &children.spot, index))
      return TRUE;
  return FALSE;
}

static gboolean
walk_down (Walk *self, EditSpot *spot, guint index)
{
  const CcpJsonStep *step = ccp_json_path_get_step (self->path, index);
  Children children;
  EditSpot child;

  if (find_child (spot, step, &child) && walk (self, &child, index + 1))
    return TRUE;
  begin_children (&children, spot);
  while (next_child (&children))
    if (walk_down (self, &children.spot, index))
      return TRUE;
  return FALSE;
}

static gboolean
walk (Walk *self, EditSpot *spot, guint index)
{
  const CcpJsonStep *step = NULL;
  EditSpot child;

  if (index == self->end)
    return self->visit (self->document, spot, self->data);
  step = ccp_json_path_get_step (self->path, index);
  if (step->descends)
    return walk_down (self, spot, index);
  if (step->is_each)
    return walk_each (self, spot, index + 1);
  return find_child (spot, step, &child) && walk (self, &child, index + 1);
}

/* Children are mostly wanted in their order, so the search goes on where it was.
 * Returns: (nullable): NULL if the document's limit is reached */
static EditNode *
make_node (EditDocument *document, EditSpot *spot)
{
  EditSpot *parent = spot->parent;
  EditNode *parent_node = NULL;

  if (spot->node != NULL)
    return spot->node;
  parent_node = make_node (document, parent);
  if (parent_node != NULL)
    edit_document_open (document, parent_node);
  if (parent_node == NULL || !parent_node->opened)
    return NULL;
  if (parent->cursor == NULL || parent->cursor_index > spot->index)
    {
      parent->cursor = parent_node->first;
      parent->cursor_index = 0;
    }
  for (; parent->cursor_index < spot->index; parent->cursor_index++)
    parent->cursor = parent->cursor->next;
  spot->node = parent->cursor;
  return spot->node;
}

static gboolean
collect (EditDocument *document, EditSpot *spot, gpointer data)
{
  GPtrArray *found = data;
  EditNode *node = make_node (document, spot);

  if (node != NULL)
    g_ptr_array_add (found, node);
  return node == NULL;
}

/* a list for "-", or else an object */
static EditNode *
add_container (EditDocument *document,
               EditNode *object,
               const CcpJsonPath *path,
               guint index)
{
  const CcpJsonStep *step = ccp_json_path_get_step (path, index);
  gboolean is_list = index + 1 < ccp_json_path_get_length (path) &&
                     ccp_json_path_get_step (path, index + 1)->is_append;
  EditNode *node =
      edit_document_create_container (document,
                                      is_list ? CCP_JSON_ARRAY : CCP_JSON_OBJECT);

  node->name = step->name;
  edit_node_insert (object, node, NULL);
  return node;
}

static gboolean
can_create (const CcpJsonPath *path, guint index)
{
  for (guint i = index; i < ccp_json_path_get_length (path); i++)
    {
      const CcpJsonStep *step = ccp_json_path_get_step (path, i);

      if (step->name == NULL || step->descends)
        return FALSE;
    }
  return TRUE;
}

static void
take_step (EditDocument *document,
           EditNode *node,
           const CcpJsonPath *path,
           guint index,
           GPtrArray *found)
{
  const CcpJsonStretch step = { path, index, index + 1 };
  guint before = found->len;

  edit_walk_visit (document, node, &step, collect, found);
  if (found->len > before || edit_node_get_kind (node) != CCP_JSON_OBJECT ||
      !can_create (path, index))
    return;
  edit_document_open (document, node);
  if (node->opened)
    g_ptr_array_add (found, add_container (document, node, path, index));
}

gboolean
edit_walk_visit (EditDocument *document,
                 EditNode *start,
                 const CcpJsonStretch *stretch,
                 EditVisit visit,
                 gpointer data)
{
  Walk self = { .document = document,
                .path = stretch->path,
                .end = stretch->end,
                .visit = visit,
                .data = data };
  EditSpot spot = { .node = start };

  return walk (&self, &spot, stretch->first);
}

gboolean
edit_walk_read (const CcpJsonValue *value,
                const CcpJsonPath *path,
                EditVisit visit,
                gpointer data)
{
  Walk self = { .path = path,
                .end = ccp_json_path_get_length (path),
                .visit = visit,
                .data = data };
  EditSpot spot = { .raw = *value };

  return walk (&self, &spot, 0);
}

GPtrArray *
edit_walk_collect (EditDocument *document, EditNode *start, const CcpJsonStretch *stretch)
{
  GPtrArray *found = g_ptr_array_new ();

  edit_walk_visit (document, start, stretch, collect, found);
  return found;
}

GPtrArray *
edit_walk_reach (EditDocument *document, EditNode *start, const CcpJsonStretch *stretch)
{
  GPtrArray *reached = g_ptr_array_new ();

  g_ptr_array_add (reached, start);
  for (guint index = stretch->first; index < stretch->end; index++)
    {
      g_autoptr (GPtrArray) from = reached;

      reached = g_ptr_array_new ();
      for (guint i = 0; i < from->len && !edit_document_is_exhausted (document); i++)
        take_step (document, g_ptr_array_index (from, i), stretch->path, index, reached);
    }
  return reached;
}

CcpJsonValue
edit_spot_get_value (const EditSpot *self)
{
  return self->node != NULL ? self->node->raw : self->raw;
}
