/* tools-arguments.c: the arguments of one call, which may be broken
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "tools-arguments"

#include "tools-arguments.h"

#include <string.h>

/* how arguments begin that a dialect could not read, and has put into a string */
#define WRAPPER "{\"" CCP_JSON_RAW_ARGUMENTS "\":\""

struct _ToolsArguments
{
  CcpJsonRepair *repair;
  GString *raw;          /* what came, as long as nothing was put out */
  gboolean is_undecided; /* it may be in the wrapper */
  gboolean has_begun;    /* something was put out */
};

static gboolean
is_in_wrapper (const GString *raw)
{
  return strncmp (raw->str, WRAPPER, MIN (raw->len, strlen (WRAPPER))) == 0;
}

static void
repair (ToolsArguments *self, const GString *text, GString *out)
{
  gsize before = out->len;

  ccp_json_repair_feed (self->repair, text->str, (gssize) text->len, out);
  if (out->len == before)
    return;
  self->has_begun = TRUE;
  g_string_truncate (self->raw, 0);
}

static gboolean
finish_wrapped (ToolsArguments *self, GString *left, GString *closed)
{
  g_autoptr (CcpJson) json =
      ccp_json_new_from_text (self->raw->str, (gssize) self->raw->len, NULL);
  g_autoptr (CcpJson) object = NULL;
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  gboolean complete = TRUE;
  gsize length = 0;
  const char *text = NULL;

  if (json != NULL)
    ccp_json_get_root (json, &root);
  object = tools_arguments_unwrap (&root, &complete);
  g_string_append_len (left, self->raw->str, (gssize) self->raw->len);
  if (object == NULL)
    {
      g_string_append_len (closed, self->raw->str, (gssize) self->raw->len);
      return TRUE;
    }
  text = ccp_json_peek (object, &length);
  g_string_append_len (closed, text, (gssize) length);
  return complete;
}

ToolsArguments *
tools_arguments_new (void)
{
  ToolsArguments *self = g_new0 (ToolsArguments, 1);

  self->repair = ccp_json_repair_new ();
  self->raw = g_string_new (NULL);
  self->is_undecided = TRUE;
  return self;
}

void
tools_arguments_free (ToolsArguments *self)
{
  g_clear_pointer (&self->repair, ccp_json_repair_unref);
  g_string_free (self->raw, TRUE);
  g_free (self);
}

void
tools_arguments_feed (ToolsArguments *self, const GString *text, GString *out)
{
  g_autoptr (GString) all = NULL;

  if (!self->has_begun)
    g_string_append_len (self->raw, text->str, (gssize) text->len);
  if (!self->is_undecided)
    {
      repair (self, text, out);
      return;
    }
  if (is_in_wrapper (self->raw))
    return;
  self->is_undecided = FALSE;
  all = g_string_new_len (self->raw->str, (gssize) self->raw->len);
  repair (self, all, out);
}

gboolean
tools_arguments_finish (ToolsArguments *self, GString *left, GString *closed)
{
  gboolean complete = FALSE;

  if (self->is_undecided && self->raw->len >= strlen (WRAPPER))
    return finish_wrapped (self, left, closed);
  if (self->is_undecided)
    ccp_json_repair_feed (self->repair, self->raw->str, (gssize) self->raw->len, closed);
  g_string_append_len (left, self->raw->str, (gssize) self->raw->len);
  complete = ccp_json_repair_get_complete (self->repair);
  if (ccp_json_repair_finish (self->repair, closed))
    return complete;
  g_string_append_len (closed, self->raw->str, (gssize) self->raw->len);
  return TRUE;
}

CcpJson *
tools_arguments_unwrap (const CcpJsonValue *input, gboolean *complete)
{
  CcpJsonValue raw = ccp_json_value_member (input, CCP_JSON_RAW_ARGUMENTS);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!ccp_json_value_is_string (&raw) || ccp_json_value_get_length (input) != 1)
    return NULL;
  text = ccp_json_value_dup_string (&raw, &length);
  return ccp_json_repair_text (text, (gssize) length, complete);
}
