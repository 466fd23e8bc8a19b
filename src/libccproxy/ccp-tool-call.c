/* ccp-tool-call.c: one call of a tool, as far as it has arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-call"

#include "private/ccp-tool-call.h"

static void
set_once (char **field, const char *value)
{
  if (*field == NULL && value != NULL && *value != '\0')
    *field = g_utf8_make_valid (value, -1);
}

static void
note_ignored (const char *raw, gsize length)
{
  if (ccp_tool_input_skip_blank (raw, length) < length)
    g_debug ("%" G_GSIZE_FORMAT " bytes after the end of a tool's arguments are ignored",
             length);
}

/*
 * ccp_tool_call_new:
 *
 * Creates a call of which nothing is known.
 *
 * Returns: (transfer full): a call
 */
CcpToolCall *
ccp_tool_call_new (void)
{
  return g_new0 (CcpToolCall, 1);
}

/*
 * ccp_tool_call_free:
 * @self: (transfer full): a call
 *
 * Frees a call.
 */
void
ccp_tool_call_free (CcpToolCall *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->optional, g_hash_table_unref);
  ccp_json_buffer_clear (&self->held);
  g_free (self);
}

/*
 * ccp_tool_call_set:
 * @self: a call
 * @id: (nullable): its id
 * @name: (nullable): the name of the tool
 *
 * Notes what was not known. What is known stays: some providers repeat an empty or even
 * another name later.
 */
void
ccp_tool_call_set (CcpToolCall *self, const char *id, const char *name)
{
  if (self->started)
    return;
  set_once (&self->id, id);
  set_once (&self->name, name);
}

/*
 * ccp_tool_call_take_arguments:
 * @self: a call
 * @raw: (inout): more of its arguments, as they stand in a JSON string
 * @length: their length
 *
 * Finds out which part of @raw counts: not the white space before the arguments, and
 * nothing after the end of the object.
 *
 * Returns: the length of that part, and its start in @raw
 */
gsize
ccp_tool_call_take_arguments (CcpToolCall *self, const char **raw, gsize length)
{
  gsize taken;

  if (self->kind == CCP_ARGUMENTS_NONE)
    {
      gsize blank = ccp_tool_input_skip_blank (*raw, length);

      *raw += blank;
      length -= blank;
      if (length == 0)
        return 0;
      self->kind = **raw == '{' ? CCP_ARGUMENTS_OBJECT : CCP_ARGUMENTS_OTHER;
    }
  if (self->kind == CCP_ARGUMENTS_OTHER && !self->ended)
    return length;

  taken = self->ended ? 0 : ccp_tool_input_scan (&self->scanner, *raw, length);
  if (taken < length)
    note_ignored (*raw + taken, length - taken);
  return taken;
}

/*
 * ccp_tool_call_is_whole:
 * @self: a call
 *
 * Checks whether the arguments are complete.
 *
 * Returns: %TRUE if nothing can follow
 */
gboolean
ccp_tool_call_is_whole (const CcpToolCall *self)
{
  return self->ended || self->scanner.complete;
}

/*
 * ccp_tool_call_is_empty:
 * @self: a call
 *
 * Checks for a call that was only hinted at.
 *
 * Returns: %TRUE if there is neither id nor name nor arguments
 */
gboolean
ccp_tool_call_is_empty (const CcpToolCall *self)
{
  return self->id == NULL && self->name == NULL && self->kind == CCP_ARGUMENTS_NONE;
}
