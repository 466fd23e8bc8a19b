/* ccp-routing-profile.c: the settings of routing with another profile
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-routing-profile"

#include "ccp-routing-profile.h"

#include "ccp-log-text.h"

#define CURRENT "profile"
#define ALL "profiles"

/* Returns: (transfer full) */
static char **
list_names (const CcpJsonValue *profiles)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_iter_init (&iter, profiles);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      if (text != NULL)
        g_strv_builder_add (names, text);
    }
  return g_strv_builder_end (names);
}

static void
refuse (char **names, const char *profile, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", names);
  g_autofree char *near = ccp_near_match_describe (profile, (const char *const *) names);
  g_autofree char *clipped = ccp_log_text_clip_name (profile);

  if (*list == '\0')
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_NOT_FOUND,
                 "there is no profile \"%s\": routing.profiles has none",
                 clipped);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_NOT_FOUND,
                 "there is no profile \"%s\" among those of routing.profiles (%s)%s",
                 clipped,
                 list,
                 near);
}

/* @profile: (nullable): NULL for none */
static CcpJson *
replace (const CcpJsonValue *root, const char *profile)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, root);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (!ccp_json_value_equals_string (&name, CURRENT))
      {
        ccp_json_writer_key_value (writer, &name);
        ccp_json_writer_value (writer, &value);
      }
  if (profile != NULL)
    {
      ccp_json_writer_key (writer, CURRENT);
      ccp_json_writer_string (writer, profile);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

CcpJson *
ccp_routing_profile_select (CcpJson *routing, const char *profile, GError **error)
{
  CcpJsonValue root;
  CcpJsonValue profiles;
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (routing != NULL, NULL);
  g_return_val_if_fail (profile != NULL, NULL);

  ccp_json_get_root (routing, &root);
  profiles = ccp_json_value_member (&root, ALL);
  names = list_names (&profiles);
  if (!g_strv_contains ((const char *const *) names, profile))
    {
      refuse (names, profile, error);
      return NULL;
    }
  return replace (&root, profile);
}

CcpJson *
ccp_routing_profile_clear (CcpJson *routing)
{
  CcpJsonValue root;

  g_return_val_if_fail (routing != NULL, NULL);

  ccp_json_get_root (routing, &root);
  return replace (&root, NULL);
}

char *
ccp_routing_profile_dup_current (CcpJson *routing)
{
  CcpJsonValue value;

  g_return_val_if_fail (routing != NULL, NULL);

  ccp_json_get_root (routing, &value);
  value = ccp_json_value_member (&value, CURRENT);
  return ccp_json_value_dup_string (&value, NULL);
}

char **
ccp_routing_profile_dup_names (CcpJson *routing)
{
  CcpJsonValue value;

  g_return_val_if_fail (routing != NULL, NULL);

  ccp_json_get_root (routing, &value);
  value = ccp_json_value_member (&value, ALL);
  return list_names (&value);
}

CcpJsonValue
ccp_routing_profile_get_sheet (CcpJson *routing)
{
  CcpJsonValue value = CCP_JSON_VALUE_NONE;
  g_autofree char *current = NULL;

  g_return_val_if_fail (routing != NULL, value);

  current = ccp_routing_profile_dup_current (routing);
  if (current == NULL)
    return value;
  ccp_json_get_root (routing, &value);
  value = ccp_json_value_member (&value, ALL);
  return ccp_json_value_member (&value, current);
}
