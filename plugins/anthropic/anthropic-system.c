/* anthropic-system.c: what the system says in places where not everybody takes it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-system"

#include "anthropic-system.h"

#define REMINDER_BEGIN "<system-reminder>\n"
#define REMINDER_END "\n</system-reminder>"

typedef void (*WriteText) (CcpJsonWriter *writer, const CcpJsonValue *text);

static void
write_plain (CcpJsonWriter *writer, const CcpJsonValue *text)
{
  ccp_json_writer_value (writer, text);
}

static void
write_reminder (CcpJsonWriter *writer, const CcpJsonValue *text)
{
  ccp_json_writer_begin_string (writer);
  ccp_json_writer_append (writer, REMINDER_BEGIN);
  ccp_json_writer_append_string_value (writer, text);
  ccp_json_writer_append (writer, REMINDER_END);
  ccp_json_writer_end_string (writer);
}

static void
write_text_block (CcpJsonWriter *writer,
                  const CcpJsonValue *text,
                  const CcpJsonValue *cache_control,
                  WriteText write_text)
{
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "type");
  ccp_json_writer_string (writer, "text");
  ccp_json_writer_key (writer, "text");
  write_text (writer, text);
  if (ccp_json_value_is_object (cache_control))
    {
      ccp_json_writer_key (writer, "cache_control");
      ccp_json_writer_value (writer, cache_control);
    }
  ccp_json_writer_end_object (writer);
}

/* Returns: how many texts that are not blank @content has, a string or blocks */
static guint
write_content (CcpJsonWriter *writer, const CcpJsonValue *content, WriteText write_text)
{
  static const CcpJsonValue none = CCP_JSON_VALUE_NONE;
  CcpJsonIter iter;
  CcpJsonValue block;
  guint n_texts = 0;

  if (ccp_json_value_is_string (content) && !ccp_json_value_is_blank_string (content))
    {
      write_text_block (writer, content, &none, write_text);
      return 1;
    }
  if (!ccp_json_value_is_array (content))
    return 0;
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      CcpJsonValue text = ccp_json_value_is_string (&block)
                              ? block
                              : ccp_json_value_member (&block, "text");
      CcpJsonValue cache_control = ccp_json_value_member (&block, "cache_control");

      if (!ccp_json_value_is_string (&text) || ccp_json_value_is_blank_string (&text))
        continue;
      write_text_block (writer, &text, &cache_control, write_text);
      n_texts++;
    }
  return n_texts;
}

static void
write_system (CcpJsonWriter *writer, const CcpJsonValue *system)
{
  CcpJsonIter iter;
  CcpJsonValue block;

  if (!ccp_json_value_is_array (system))
    {
      write_content (writer, system, write_plain);
      return;
    }
  ccp_json_iter_init (&iter, system);
  while (ccp_json_iter_next (&iter, NULL, &block))
    ccp_json_writer_value (writer, &block);
}

gboolean
anthropic_system_is_one (const CcpJsonValue *message)
{
  CcpJsonValue role = ccp_json_value_member (message, "role");

  return ccp_json_value_equals_string (&role, "system");
}

guint
anthropic_system_count_leading (const CcpJsonValue *messages)
{
  CcpJsonIter iter;
  CcpJsonValue message;
  guint n_leading = 0;

  if (!ccp_json_value_is_array (messages))
    return 0;
  ccp_json_iter_init (&iter, messages);
  while (ccp_json_iter_next (&iter, NULL, &message))
    {
      if (!anthropic_system_is_one (&message))
        return n_leading;
      n_leading++;
    }
  return 0;
}

CcpJson *
anthropic_system_fold (const CcpJsonValue *system,
                       const CcpJsonValue *messages,
                       guint n_leading)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonIter iter;
  CcpJsonValue message;
  guint n_texts = 0;

  ccp_json_writer_begin_array (writer);
  write_system (writer, system);
  ccp_json_iter_init (&iter, messages);
  while (n_leading-- > 0 && ccp_json_iter_next (&iter, NULL, &message))
    {
      CcpJsonValue content = ccp_json_value_member (&message, "content");

      n_texts += write_content (writer, &content, write_plain);
    }
  ccp_json_writer_end_array (writer);
  return n_texts > 0 ? ccp_json_writer_finish (writer) : NULL;
}

CcpJson *
anthropic_system_remind (const CcpJsonValue *message)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue content = ccp_json_value_member (message, "content");
  guint n_texts;

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "role");
  ccp_json_writer_string (writer, "user");
  ccp_json_writer_key (writer, "content");
  ccp_json_writer_begin_array (writer);
  n_texts = write_content (writer, &content, write_reminder);
  ccp_json_writer_end_array (writer);
  ccp_json_writer_end_object (writer);
  return n_texts > 0 ? ccp_json_writer_finish (writer) : NULL;
}
