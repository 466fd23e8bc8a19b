/* stage-router-tag.c: models that a prompt names, as <CCPROXY-MODEL>id</CCPROXY-MODEL>
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-tag.h"

#include <string.h>

#include "stage-router-text.h"

/* what all tags have in them, and JSON never escapes */
#define MARK "-MODEL"

/* what is around texts of the client, such as the notes of a project, which may tell
 * people about tags */
#define REMINDER "<system-reminder>"
#define REMINDER_END "</system-reminder>"

/* A longer text between two tags names no model. */
#define MAX_VALUE 256

/* what is around code */
#define FENCE "```"

/* what stands in place of a text that has to stay, for it may not be empty */
#define NOTHING "(empty)"

static const struct
{
  const char *opening;
  const char *closing;
} tags[] = {
  { "<CCPROXY-MODEL>", "</CCPROXY-MODEL>" },
  { "<CCR-SUBAGENT-MODEL>", "</CCR-SUBAGENT-MODEL>" },
  { "<CCM-SUBAGENT-MODEL>", "</CCM-SUBAGENT-MODEL>" },
};

typedef struct
{
  CcpJsonSplice *splice;
  GPtrArray *values; /* (element-type utf8) */
} Taker;

typedef struct
{
  const char *text;
  const char *next; /* (nullable): the first fence that was not passed yet */
  gboolean is_open;
} Fences;

static char *
read_value (const char *start, const char *end)
{
  g_autofree char *value = g_strstrip (g_strndup (start, (gsize) (end - start)));

  if (*value == '\0' || strpbrk (value, "<\r\n") != NULL)
    return NULL;
  return g_steal_pointer (&value);
}

/* Returns: (nullable): what is in the tag that begins at @place, if one does */
static char *
read_tag (const char *place, const char **behind)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      const char *closing = tags[i].closing;
      const char *end = NULL;

      if (!g_str_has_prefix (place, tags[i].opening))
        continue;
      place += strlen (tags[i].opening);
      end = g_strstr_len (place, MAX_VALUE + (gssize) strlen (closing), closing);
      if (end == NULL)
        return NULL;
      *behind = end + strlen (closing);
      return read_value (place, end);
    }
  return NULL;
}

/* Returns: (nullable): the first fence of code at @text or behind it */
static const char *
find_fence (const char *text)
{
  return strstr (text, FENCE);
}

/* Code that shows a tag is not one. Places are asked for in the order of the text. */
static gboolean
is_code (Fences *self, const char *place)
{
  for (; self->next != NULL && self->next < place;
       self->next = find_fence (self->next + strlen (FENCE)))
    self->is_open = !self->is_open;
  return self->is_open || (place > self->text && place[-1] == '`');
}

/* Returns: what is behind the reminder that begins at @place, or @place if none does; one
 * that is not closed goes on to the end */
static const char *
skip_reminder (const char *place)
{
  const char *end = NULL;

  if (!g_str_has_prefix (place, REMINDER))
    return place;
  end = strstr (place, REMINDER_END);
  return end != NULL ? end + strlen (REMINDER_END) : place + strlen (place);
}

/* A line that had nothing but the tag goes with it. */
static const char *
skip_line_end (const GString *kept, const char *behind)
{
  const char *end = behind + strspn (behind, " \t\r");

  if (kept->len > 0 && kept->str[kept->len - 1] != '\n')
    return behind;
  if (*end == '\n')
    return end + 1;
  return *end == '\0' ? end : behind;
}

/* Returns: (nullable): @text without its tags, if there are any */
static char *
take_from_text (Taker *self, const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  Fences fences = { .text = text, .next = find_fence (text) };
  guint before = self->values->len;

  for (const char *p = text; *p != '\0';)
    {
      const char *behind = skip_reminder (p);
      char *value = NULL;

      if (behind > p)
        {
          g_string_append_len (kept, p, behind - p);
          p = behind;
          continue;
        }
      value = *p == '<' ? read_tag (p, &behind) : NULL;

      if (value != NULL && is_code (&fences, p))
        g_clear_pointer (&value, g_free);
      if (value == NULL)
        {
          g_string_append_c (kept, *p++);
          continue;
        }
      g_ptr_array_add (self->values, value);
      p = skip_line_end (kept, behind);
    }
  return self->values->len > before ? g_string_free (g_steal_pointer (&kept), FALSE)
                                    : NULL;
}

/* Returns: (nullable): the text without its tags, if there are any */
static char *
take_from_value (Taker *self, const CcpJsonValue *value)
{
  StageRouterText raw = stage_router_text_get (value);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (stage_router_text_find (&raw, raw.start, MARK) == NULL)
    return NULL;
  text = ccp_json_value_dup_string (value, &length);
  /* what stands behind a NUL would be lost */
  if (text == NULL || strlen (text) != length)
    return NULL;
  return take_from_text (self, text);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static void
take_from_blocks (Taker *self, const CcpJsonValue *blocks)
{
  guint n_left = ccp_json_value_get_length (blocks);
  CcpJsonIter iter;
  CcpJsonValue block;

  ccp_json_iter_init (&iter, blocks);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue type = ccp_json_value_member (&block, "type");
      CcpJsonValue text = ccp_json_value_member (&block, "text");
      g_autofree char *kept = NULL;

      if (ccp_json_value_equals_string (&type, "text"))
        kept = take_from_value (self, &text);
      if (kept == NULL)
        continue;
      if (!is_blank (kept))
        ccp_json_splice_replace_string (self->splice, &text, kept);
      else if (n_left == 1)
        ccp_json_splice_replace_string (self->splice, &text, NOTHING);
      else
        {
          ccp_json_splice_remove (self->splice, &block);
          n_left--;
        }
    }
}

static void
take_from_content (Taker *self, const CcpJsonValue *content)
{
  g_autofree char *kept = NULL;

  if (ccp_json_value_is_array (content))
    return take_from_blocks (self, content);
  kept = take_from_value (self, content);
  if (kept != NULL)
    ccp_json_splice_replace_string (self->splice,
                                    content,
                                    is_blank (kept) ? NOTHING : kept);
}

static void
take_from_messages (Taker *self, const CcpJsonValue *messages)
{
  CcpJsonIter iter;
  CcpJsonValue message;

  if (!ccp_json_value_is_array (messages))
    return;
  ccp_json_iter_init (&iter, messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue role = ccp_json_value_member (&message, "role");
      CcpJsonValue content = ccp_json_value_member (&message, "content");

      if (ccp_json_value_equals_string (&role, "assistant"))
        return;
      if (ccp_json_value_equals_string (&role, "user"))
        take_from_content (self, &content);
    }
}

/* Changes have to be made in the order of the document, which is the client's. */
static void
take_from_body (Taker *self, CcpJson *body)
{
  CcpJsonIter iter;
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_get_root (body, &root);
  if (!ccp_json_value_is_object (&root))
    return;
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "system"))
        take_from_content (self, &value);
      else if (ccp_json_value_equals_string (&name, "messages"))
        take_from_messages (self, &value);
    }
}

GPtrArray *
stage_router_tag_take (CcpJson *from, CcpJson **body)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CcpJsonSplice) splice = NULL;
  Taker self = { NULL, values };

  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  *body = NULL;
  splice = ccp_json_splice_new (from);
  self.splice = splice;
  take_from_body (&self, from);
  if (values->len == 0)
    return NULL;
  *body = ccp_json_splice_finish (splice);
  return *body != NULL ? g_steal_pointer (&values) : NULL;
}
