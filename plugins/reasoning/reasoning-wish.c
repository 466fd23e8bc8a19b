/* reasoning-wish.c: what a request says about thinking, written anew
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-wish"

#include "reasoning-wish.h"

#include "reasoning-efforts.h"
#include "reasoning-members.h"

/* what the API takes beside thinking */
#define MIN_TOP_P 0.95

static void
copy_others (CcpJsonWriter *writer,
             const CcpJsonValue *object,
             const char *const *without)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      gboolean is_left_out = FALSE;

      for (guint i = 0; without[i] != NULL; i++)
        is_left_out |= ccp_json_value_equals_string (&name, without[i]);
      if (is_left_out)
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
}

static CcpJson *
create_thinking (const ReasoningWish *self, const CcpJsonValue *old)
{
  static const char *const own[] = { "type", "budget_tokens", NULL };
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  if (!self->on)
    ccp_json_writer_string (writer, "disabled");
  else if (self->budget == 0)
    ccp_json_writer_string (writer, "adaptive");
  else
    {
      ccp_json_writer_string (writer, "enabled");
      ccp_json_writer_key (writer, "budget_tokens");
      ccp_json_writer_int (writer, self->budget);
    }
  if (self->on && !self->is_new)
    copy_others (writer, old, own);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

/* Returns: (transfer full) (nullable): NULL if nothing is left */
static CcpJson *
create_config (const ReasoningWish *self, const CcpJsonValue *old)
{
  static const char *const own[] = { "effort", NULL };
  g_autoptr (CcpJsonWriter) writer = NULL;
  CcpJsonValue effort = ccp_json_value_member (old, "effort");
  guint others =
      ccp_json_value_get_length (old) - (ccp_json_value_exists (&effort) ? 1 : 0);

  if (self->effort == NULL && others == 0)
    return NULL;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  if (self->effort != NULL)
    {
      ccp_json_writer_key (writer, "effort");
      ccp_json_writer_string (writer, self->effort);
    }
  copy_others (writer, old, own);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static gboolean
is_about_thinking (const CcpJsonValue *edit)
{
  CcpJsonValue type = ccp_json_value_member (edit, "type");

  return ccp_json_value_has_prefix (&type, "clear_thinking_");
}

static CcpJson *
create_edits (const CcpJsonValue *old)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonIter iter;
  CcpJsonValue edit;

  ccp_json_writer_begin_array (writer);
  ccp_json_iter_init (&iter, old);
  while (ccp_json_iter_next (&iter, NULL, &edit))
    if (!is_about_thinking (&edit))
      ccp_json_writer_value (writer, &edit);
  ccp_json_writer_end_array (writer);
  return ccp_json_writer_finish (writer);
}

/* The API refuses to clear thinking where there is none. */
static void
clear_edits (ReasoningMembers *members, const CcpJsonValue *root)
{
  static const char *const own[] = { "edits", NULL };
  CcpJsonValue old = ccp_json_value_member (root, "context_management");
  CcpJsonValue edits = ccp_json_value_member (&old, "edits");
  g_autoptr (CcpJsonWriter) writer = NULL;
  g_autoptr (CcpJson) left = NULL;
  CcpJsonValue left_root;

  if (!ccp_json_value_is_array (&edits))
    return;
  left = create_edits (&edits);
  ccp_json_get_root (left, &left_root);
  if (ccp_json_value_get_length (&left_root) == ccp_json_value_get_length (&edits))
    return;
  writer = ccp_json_writer_new ();
  ccp_json_writer_begin_object (writer);
  copy_others (writer, &old, own);
  ccp_json_writer_key (writer, "edits");
  ccp_json_writer_document (writer, left);
  ccp_json_writer_end_object (writer);
  reasoning_members_take (members, "context_management", ccp_json_writer_finish (writer));
}

/* What the API takes with thinking only at its default */
static void
clear_sampling (ReasoningMembers *members, const CcpJsonValue *root)
{
  CcpJsonValue temperature = ccp_json_value_member (root, "temperature");
  CcpJsonValue top_p = ccp_json_value_member (root, "top_p");
  double number = 0;

  reasoning_members_take (members, "top_k", NULL);
  if (!ccp_json_value_get_double (&temperature, &number) || number < 1 || number > 1)
    reasoning_members_take (members, "temperature", NULL);
  if (!ccp_json_value_get_double (&top_p, &number) || number < MIN_TOP_P)
    reasoning_members_take (members, "top_p", NULL);
}

CcpJson *
reasoning_wish_write (const ReasoningWish *self, CcpJson *body)
{
  g_autoptr (ReasoningMembers) members = reasoning_members_new ();
  g_autoptr (CcpJson) changed = NULL;
  CcpJsonValue root;
  CcpJsonValue thinking;
  CcpJsonValue config;

  if (self->on && !self->keeps)
    changed = reasoning_efforts_replace (body, self->effort);
  else
    changed = ccp_json_ref (body);
  if (changed == NULL)
    return NULL;
  ccp_json_get_root (changed, &root);
  thinking = ccp_json_value_member (&root, "thinking");
  config = ccp_json_value_member (&root, "output_config");

  reasoning_members_take (members, "thinking", create_thinking (self, &thinking));
  if (self->on && !self->keeps)
    reasoning_members_take (members, "output_config", create_config (self, &config));
  if (!self->on)
    clear_edits (members, &root);
  if (self->is_new)
    clear_sampling (members, &root);
  return reasoning_members_apply (members, changed);
}
