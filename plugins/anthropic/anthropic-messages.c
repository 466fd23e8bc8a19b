/* anthropic-messages.c: takes out of a history what is not for this provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-messages"

#include "anthropic-messages.h"

#include "anthropic-features.h"
#include "anthropic-system.h"

typedef enum
{
  KEEP,
  DROP,
  UNSIGN, /* keep what can be read, without the signature */
} Fate;

typedef struct
{
  const AnthropicSettings *settings;
  CcpJsonSplice *splice;
  gboolean reminds;
  gboolean calls;    /* the last message that was kept calls tools */
  GPtrArray *moving; /* (element-type CcpJson): to stand behind the results of them */
} Walk;

static gboolean
is_type (const CcpJsonValue *block, const char *type)
{
  CcpJsonValue value = ccp_json_value_member (block, "type");

  return ccp_json_value_equals_string (&value, type);
}

static gboolean
is_role (const CcpJsonValue *message, const char *role)
{
  CcpJsonValue value = ccp_json_value_member (message, "role");

  return ccp_json_value_equals_string (&value, role);
}

static Fate
decide_foreign (Walk *walk, const CcpJsonValue *block)
{
  CcpJsonValue text = ccp_json_value_member (block, "thinking");

  if (walk->settings->foreign_thinking != ANTHROPIC_THINKING_UNSIGNED ||
      walk->settings->drop_unsigned_thinking || !ccp_json_value_is_string (&text) ||
      ccp_json_value_is_blank_string (&text))
    return DROP;
  return UNSIGN;
}

/* Thinking that another provider signed is refused by the one that did not (E.4). */
static Fate
decide (Walk *walk, const CcpJsonValue *block)
{
  CcpJsonValue value;

  if (is_type (block, "redacted_thinking"))
    {
      value = ccp_json_value_member (block, "data");
      return ccp_signature_is_envelope (&value) ? DROP : KEEP;
    }
  if (!is_type (block, "thinking"))
    return KEEP;
  value = ccp_json_value_member (block, "signature");
  if (ccp_signature_is_envelope (&value))
    return decide_foreign (walk, block);
  if (walk->settings->drop_unsigned_thinking &&
      (!ccp_json_value_is_string (&value) || ccp_json_value_is_empty_string (&value)))
    return DROP;
  return KEEP;
}

static void
unsign (Walk *walk, const CcpJsonValue *block)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, block);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (ccp_json_value_equals_string (&name, "signature"))
      ccp_json_splice_replace_string (walk->splice, &value, "");
}

/* Returns: whether something of @content is kept, or it was empty before */
static gboolean
keeps_any (Walk *walk, const CcpJsonValue *content)
{
  CcpJsonIter iter;
  CcpJsonValue block;
  gboolean any = FALSE;

  walk->calls = FALSE;
  ccp_json_iter_init (&iter, content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      walk->calls |= is_type (&block, "tool_use");
      any |= decide (walk, &block) != DROP;
    }
  return any || ccp_json_value_get_length (content) == 0;
}

static void
splice_assistant (Walk *walk, const CcpJsonValue *message)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");
  gboolean called = walk->calls;
  CcpJsonIter iter;
  CcpJsonValue block;

  walk->calls = FALSE;
  if (!ccp_json_value_is_array (&content))
    return;
  if (!keeps_any (walk, &content))
    {
      walk->calls = called;
      ccp_json_splice_remove (walk->splice, message);
      return;
    }
  ccp_json_iter_init (&iter, &content);
  while (ccp_json_iter_next (&iter, NULL, &block))
    {
      Fate fate = decide (walk, &block);

      if (fate == DROP)
        ccp_json_splice_remove (walk->splice, &block);
      else if (fate == UNSIGN)
        unsign (walk, &block);
    }
}

/* @rest: what follows
 *
 * Returns: whether the next message that is not the system's is the user's */
static gboolean
user_follows (CcpJsonIter rest)
{
  CcpJsonValue message;

  while (ccp_json_iter_next (&rest, NULL, &message))
    if (!anthropic_system_is_one (&message))
      return is_role (&message, "user");
  return FALSE;
}

/* between the calls of tools and their results nothing may stand (E.2.4) */
static void
splice_system (Walk *walk, const CcpJsonValue *message, const CcpJsonIter *rest)
{
  g_autoptr (CcpJson) reminder = anthropic_system_remind (message);

  if (reminder == NULL)
    ccp_json_splice_remove (walk->splice, message);
  else if (walk->calls && user_follows (*rest))
    {
      ccp_json_splice_remove (walk->splice, message);
      g_ptr_array_add (walk->moving, g_steal_pointer (&reminder));
    }
  else
    {
      ccp_json_splice_replace (walk->splice, message, reminder);
      walk->calls = FALSE;
    }
}

static void
splice_message (Walk *walk, const CcpJsonValue *message, const CcpJsonIter *rest)
{
  if (anthropic_system_is_one (message))
    {
      if (walk->reminds)
        splice_system (walk, message, rest);
      return;
    }
  if (is_role (message, "assistant"))
    {
      splice_assistant (walk, message);
      return;
    }
  for (guint i = 0; i < walk->moving->len; i++)
    ccp_json_splice_insert_element (walk->splice,
                                    message,
                                    g_ptr_array_index (walk->moving, i));
  g_ptr_array_set_size (walk->moving, 0);
  walk->calls = FALSE;
}

void
anthropic_messages_splice (const AnthropicSettings *settings,
                           const CcpJsonValue *messages,
                           guint n_leading,
                           CcpJsonSplice *splice)
{
  g_autoptr (GPtrArray) moving =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_json_unref);
  Walk walk = { settings, splice, anthropic_features_reminds (settings), FALSE, moving };
  CcpJsonIter iter;
  CcpJsonValue message;

  if (!ccp_json_value_is_array (messages))
    return;
  ccp_json_iter_init (&iter, messages);
  for (guint i = 0; ccp_json_iter_next (&iter, NULL, &message); i++)
    {
      if (i < n_leading)
        ccp_json_splice_remove (splice, &message);
      else
        splice_message (&walk, &message, &iter);
    }
}
