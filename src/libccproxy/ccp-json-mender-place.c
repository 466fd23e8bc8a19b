/* ccp-json-mender-place.c: where in an object or array a mender is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-json-mender"

#include "private/ccp-json-mender-place.h"

#include <string.h>

#include "ccp-json.h"

/* so that an object can still stand deep in a document */
#define MAX_DEPTH (CCP_JSON_MAX_DEPTH - 32)

static char
get_innermost (const CcpJsonMender *self)
{
  return self->open->len > 0 ? self->open->str[self->open->len - 1] : '\0';
}

static void
write_held (CcpJsonMender *self)
{
  g_string_append_len (self->out, self->held->str, (gssize) self->held->len);
  g_string_truncate (self->held, 0);
}

static void
write_null (CcpJsonMender *self)
{
  write_held (self);
  g_string_append (self->out, "null");
  self->step = CCP_MENDER_AFTER;
}

/* a name without a value has none */
static void
complete_member (CcpJsonMender *self)
{
  if (self->step == CCP_MENDER_COLON)
    g_string_append_c (self->held, ':');
  if (self->step == CCP_MENDER_COLON || self->step == CCP_MENDER_VALUE)
    write_null (self);
}

static void
close_innermost (CcpJsonMender *self)
{
  complete_member (self);
  if (*self->held->str == ',')
    g_string_erase (self->held, 0, 1);
  write_held (self);
  g_string_append_c (self->out, get_innermost (self) == '{' ? '}' : ']');
  g_string_truncate (self->open, self->open->len - 1);
  self->step = self->open->len > 0 ? CCP_MENDER_AFTER : CCP_MENDER_DONE;
}

/*
 * ccp_json_mender_place_sink:
 * @self: a mender
 *
 * Returns: (transfer none): where a token goes: names wait until there is a value
 */
GString *
ccp_json_mender_place_sink (CcpJsonMender *self)
{
  return self->is_key ? self->held : self->out;
}

/*
 * ccp_json_mender_place_blank:
 * @self: a mender
 * @c: white space
 *
 * Keeps white space where it is.
 */
void
ccp_json_mender_place_blank (CcpJsonMender *self, char c)
{
  g_string_append_c (self->held->len > 0 ? self->held : self->out, c);
}

/*
 * ccp_json_mender_place_comma:
 * @self: a mender
 *
 * Takes a comma. One that nothing follows is never written.
 */
void
ccp_json_mender_place_comma (CcpJsonMender *self)
{
  complete_member (self);
  if (self->step != CCP_MENDER_AFTER)
    return;
  g_string_append_c (self->held, ',');
  self->step = get_innermost (self) == '{' ? CCP_MENDER_KEY : CCP_MENDER_ELEMENT;
}

/*
 * ccp_json_mender_place_colon:
 * @self: a mender
 *
 * Takes a colon, if there is a name before it.
 */
void
ccp_json_mender_place_colon (CcpJsonMender *self)
{
  if (self->step != CCP_MENDER_COLON)
    return;
  g_string_append_c (self->held, ':');
  self->step = CCP_MENDER_VALUE;
}

/*
 * ccp_json_mender_place_begin:
 * @self: a mender
 *
 * Begins a name or a value; a comma or a colon that is missing before it is added.
 */
void
ccp_json_mender_place_begin (CcpJsonMender *self)
{
  if (self->step == CCP_MENDER_AFTER)
    ccp_json_mender_place_comma (self);
  ccp_json_mender_place_colon (self);
  self->is_key = self->step == CCP_MENDER_FIRST_KEY || self->step == CCP_MENDER_KEY;
  if (!self->is_key)
    write_held (self);
}

/*
 * ccp_json_mender_place_end:
 * @self: a mender
 *
 * Ends a name or a value.
 */
void
ccp_json_mender_place_end (CcpJsonMender *self)
{
  self->step = self->is_key ? CCP_MENDER_COLON : CCP_MENDER_AFTER;
}

/*
 * ccp_json_mender_place_open:
 * @self: a mender
 * @bracket: an opening brace or bracket
 *
 * Opens a container, unless a name must stand here. What is deeper than a document may be
 * ends the whole.
 */
void
ccp_json_mender_place_open (CcpJsonMender *self, char bracket)
{
  gboolean wants_key = self->step == CCP_MENDER_FIRST_KEY ||
                       self->step == CCP_MENDER_KEY ||
                       (self->step == CCP_MENDER_AFTER && get_innermost (self) == '{');

  if (wants_key)
    return;
  if (self->open->len >= MAX_DEPTH)
    {
      ccp_json_mender_place_close_all (self);
      return;
    }
  if (self->open->len > 0)
    ccp_json_mender_place_begin (self);
  g_string_append_c (self->out, bracket);
  g_string_append_c (self->open, bracket);
  self->step = bracket == '{' ? CCP_MENDER_FIRST_KEY : CCP_MENDER_FIRST_ELEMENT;
}

/*
 * ccp_json_mender_place_close:
 * @self: a mender
 * @bracket: a closing brace or bracket
 *
 * Closes a container, and those in it that were left open.
 */
void
ccp_json_mender_place_close (CcpJsonMender *self, char bracket)
{
  char opening = bracket == '}' ? '{' : '[';

  if (strchr (self->open->str, opening) == NULL)
    return;
  while (get_innermost (self) != opening)
    close_innermost (self);
  close_innermost (self);
}

/*
 * ccp_json_mender_place_close_all:
 * @self: a mender
 *
 * Closes what is open, without a member that has no value.
 */
void
ccp_json_mender_place_close_all (CcpJsonMender *self)
{
  g_string_truncate (self->held, 0);
  while (self->open->len > 0)
    {
      self->step = CCP_MENDER_AFTER;
      close_innermost (self);
    }
}
