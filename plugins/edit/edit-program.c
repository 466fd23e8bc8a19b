/* edit-program.c: a list of operations
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-program"

#include "edit-program.h"

#include "edit-apply.h"
#include "edit-params.h"

struct _EditProgram
{
  CcpJson *params;
  GPtrArray *operations; /* (element-type EditOperation) */
  EditCondition *when;   /* (nullable) */
  EditCondition *unless; /* (nullable) */
};

static gboolean
add_operation (EditProgram *self, const CcpJsonValue *value, GError **error)
{
  g_autofree char *place = g_strdup_printf ("do[%u]", self->operations->len);
  EditOperation *operation = NULL;

  if (self->operations->len == EDIT_PROGRAM_MAX_OPERATIONS)
    return edit_params_refuse (error,
                               place,
                               "expected at most %d operations",
                               EDIT_PROGRAM_MAX_OPERATIONS);
  operation = edit_operation_new (value, place, error);
  if (operation != NULL)
    g_ptr_array_add (self->operations, operation);
  return operation != NULL;
}

static gboolean
read_operations (EditProgram *self, const CcpJsonValue *list, GError **error)
{
  CcpJsonIter iter;
  CcpJsonValue element;

  if (ccp_json_value_get_length (list) == 0)
    return edit_params_refuse (error, "do", "expected at least one operation");
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &element))
    if (!add_operation (self, &element, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_condition (const CcpJsonValue *params,
                const char *name,
                EditCondition **condition,
                GError **error)
{
  CcpJsonValue value = ccp_json_value_member (params, name);

  if (!ccp_json_value_exists (&value))
    return TRUE;
  *condition = edit_condition_new (&value, name, error);
  return *condition != NULL;
}

static gboolean
is_wanted (const EditCondition *when,
           const EditCondition *unless,
           CcpExchange *exchange,
           const char *event,
           EditDocument *document)
{
  return (when == NULL || edit_condition_holds (when, exchange, event, document)) &&
         (unless == NULL || !edit_condition_holds (unless, exchange, event, document));
}

EditProgram *
edit_program_new (CcpJson *params, GError **error)
{
  g_autoptr (EditProgram) self = g_new0 (EditProgram, 1);
  CcpJsonValue root;
  CcpJsonValue list;

  self->params = ccp_json_ref (params);
  self->operations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) edit_operation_free);
  ccp_json_get_root (params, &root);
  list = ccp_json_value_member (&root, "do");
  if (read_operations (self, &list, error) &&
      read_condition (&root, "when", &self->when, error) &&
      read_condition (&root, "unless", &self->unless, error))
    return g_steal_pointer (&self);
  return NULL;
}

void
edit_program_free (EditProgram *self)
{
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->when, edit_condition_free);
  g_clear_pointer (&self->unless, edit_condition_free);
  g_clear_pointer (&self->params, ccp_json_unref);
  g_free (self);
}

CcpJson *
edit_program_run (const EditProgram *self,
                  CcpExchange *exchange,
                  const char *event,
                  CcpJson *json,
                  GError **error)
{
  g_autoptr (EditDocument) document = edit_document_new (json);

  if (!is_wanted (self->when, self->unless, exchange, event, document))
    return ccp_json_ref (json);
  for (guint i = 0; i < self->operations->len && !edit_document_is_exhausted (document);
       i++)
    {
      const EditOperation *operation = g_ptr_array_index (self->operations, i);

      if (is_wanted (operation->when, operation->unless, exchange, event, document))
        edit_apply_operation (document, operation, exchange);
    }
  return edit_document_finish (document, error);
}
