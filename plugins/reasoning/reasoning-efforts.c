/* reasoning-efforts.c: the efforts that system messages of a conversation set
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "reasoning-efforts"

#include "reasoning-efforts.h"

static gboolean
find_member (const CcpJsonValue *object,
             const char *wanted,
             CcpJsonValue *name,
             CcpJsonValue *value)
{
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, name, value))
    if (ccp_json_value_equals_string (name, wanted))
      return TRUE;
  return FALSE;
}

/* A message may be there for nothing but the effort. */
static void
remove_effort (CcpJsonSplice *splice,
               const CcpJsonValue *message,
               const CcpJsonValue *config_name,
               const CcpJsonValue *config,
               const CcpJsonValue *effort_name)
{
  CcpJsonValue content = ccp_json_value_member (message, "content");

  if (ccp_json_value_get_length (config) > 1)
    ccp_json_splice_remove (splice, effort_name);
  else if (ccp_json_value_exists (&content))
    ccp_json_splice_remove (splice, config_name);
  else
    ccp_json_splice_remove (splice, message);
}

static void
replace_in_message (CcpJsonSplice *splice,
                    const CcpJsonValue *message,
                    const char *effort)
{
  CcpJsonValue role = ccp_json_value_member (message, "role");
  CcpJsonValue config_name;
  CcpJsonValue config;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!ccp_json_value_equals_string (&role, "system") ||
      !find_member (message, "output_config", &config_name, &config) ||
      !find_member (&config, "effort", &name, &value))
    return;
  if (effort == NULL)
    remove_effort (splice, message, &config_name, &config, &name);
  else if (!ccp_json_value_equals_string (&value, effort))
    ccp_json_splice_replace_string (splice, &value, effort);
}

CcpJson *
reasoning_efforts_replace (CcpJson *body, const char *effort)
{
  g_autoptr (CcpJsonSplice) splice = ccp_json_splice_new (body);
  CcpJsonValue value;
  CcpJsonValue message;
  CcpJsonIter iter;

  ccp_json_get_root (body, &value);
  value = ccp_json_value_member (&value, "messages");
  ccp_json_iter_init (&iter, &value);
  while (ccp_json_iter_next (&iter, NULL, &message))
    replace_in_message (splice, &message, effort);
  return ccp_json_splice_finish (splice);
}
