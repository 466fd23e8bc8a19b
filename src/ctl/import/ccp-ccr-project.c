/* ccp-ccr-project.c: routes of claude-code-router for a project or a session
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-ccr-project"

#include "ccp-ccr-project.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ccp-ccr-object.h"
#include "ccp-ccr-router.h"
#include "ccp-ccr-variables.h"
#include "ccp-json5-parser.h"

#define MAX_DEPTH 32 /* of folders */

/* Claude Code writes a dash for whatever is neither letter nor digit
 * Returns: (nullable): behind @name in @rest, if that begins with it */
static const char *
skip_mangled (const char *rest, const char *name)
{
  for (; *name != '\0'; name = g_utf8_next_char (name), rest++)
    {
      char wanted = g_ascii_isalnum (*name) ? *name : '-';

      if (*rest != wanted)
        return NULL;
    }
  return *rest == '\0' || *rest == '-' ? rest : NULL;
}

/* lint: allow forward: folders hold folders */
static char *find_folder (const char *path, const char *rest, guint depth);

static char *
find_below (const char *path, const char *rest, guint depth)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      const char *behind = skip_mangled (rest, name);
      g_autofree char *child = g_build_filename (path, name, NULL);
      char *found = NULL;

      if (behind == NULL || !g_file_test (child, G_FILE_TEST_IS_DIR))
        continue;
      found = find_folder (child, behind, depth + 1);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* @rest: of the mangled name, behind @path
 * Returns: (nullable): the folder, if there is one of that name on this machine */
static char *
find_folder (const char *path, const char *rest, guint depth)
{
  if (*rest == '\0')
    return g_strdup (path);
  return depth < MAX_DEPTH ? find_below (path, rest + 1, depth) : NULL;
}

/* any path that could have had the name */
static char *
make_pattern (const char *folder)
{
  gboolean is_absolute = *folder == '-';
  g_auto (GStrv) parts = g_strsplit (folder + (is_absolute ? 1 : 0), "-", -1);
  g_autofree char *pattern = g_strjoinv ("**", parts);

  return g_strconcat (is_absolute ? "/" : "**", pattern, NULL);
}

static CcpYamlNode *
create_condition (CcpDraft *draft,
                  const char *folder,
                  const char *session,
                  const char *place)
{
  CcpYamlNode *when = ccp_yaml_node_new_mapping ();
  g_autofree char *path = NULL;
  g_autofree char *pattern = NULL;

  if (session != NULL)
    {
      ccp_yaml_node_set_text (when, "session", session);
      return when;
    }
  if (*folder == '-' && folder[1] != '\0')
    path = find_folder (G_DIR_SEPARATOR_S, folder, 0);
  pattern = path != NULL ? g_steal_pointer (&path) : make_pattern (folder);
  ccp_yaml_node_set_text (when, "project", pattern);
  ccp_import_report_add (ccp_draft_get_report (draft),
                         CCP_IMPORT_CHANGED,
                         place,
                         _ ("its routes are rules for the folder \"%s\""),
                         pattern);
  return when;
}

static void
add_rules (CcpDraft *draft, const CcpYamlNode *rules)
{
  CcpYamlNode *routing =
      ccp_yaml_node_ensure_mapping (ccp_draft_get_root (draft), "routing");
  CcpYamlNode *list = ccp_yaml_node_ensure_list (routing, "rules");

  ccp_yaml_node_set_open (list);
  for (guint i = 0; i < rules->children->len; i++)
    ccp_yaml_node_insert (list,
                          i,
                          ccp_yaml_node_copy (g_ptr_array_index (rules->children, i)));
}

/* a rule can only ask for the stage; what the stage takes is said once for all */
static void
ensure_thinking (CcpDraft *draft, const CcpYamlNode *stages)
{
  CcpYamlNode *routing = ccp_yaml_node_get (ccp_draft_get_root (draft), "routing");
  CcpYamlNode *stage = NULL;

  if (routing == NULL || ccp_yaml_node_get (stages, "thinking") == NULL ||
      ccp_yaml_node_get (routing, "thinking") != NULL)
    return;
  stage = ccp_yaml_node_ensure_mapping (routing, "thinking");
  ccp_yaml_node_set_comment (
      stage,
      _ ("the default; it is here for the effort that rules mean"));
  ccp_yaml_node_set (stage,
                     "use",
                     ccp_yaml_node_copy (ccp_yaml_node_get (routing, "default")));
  ccp_yaml_node_set_text (stage, "effort", "low");
}

static void
add (CcpDraft *draft,
     const char *folder,
     const char *session,
     JsonObject *router,
     const char *place)
{
  g_autofree char *router_place = g_strconcat (place, ".Router", NULL);
  g_autoptr (CcpYamlNode) stages =
      ccp_ccr_router_convert (draft, router, NULL, router_place);
  g_autoptr (CcpYamlNode) when = NULL;
  g_autoptr (CcpYamlNode) rules = NULL;

  if (stages->children->len == 0)
    return;
  ensure_thinking (draft, stages);
  when = create_condition (draft, folder, session, place);
  rules = ccp_ccr_router_make_rules (stages, when, session != NULL ? session : folder);
  add_rules (draft, rules);
}

void
ccp_ccr_project_add (CcpDraft *draft,
                     const char *folder,
                     const char *session,
                     GBytes *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (CcpCcrObject) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;
  JsonObject *router = NULL;

  g_return_if_fail (draft != NULL);
  g_return_if_fail (folder != NULL);
  g_return_if_fail (text != NULL);

  place = g_strdup_printf ("%s/%s.json", folder, session != NULL ? session : "config");
  node = ccp_json5_parser_run (text, &error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      ccp_import_report_add (ccp_draft_get_report (draft),
                             CCP_IMPORT_LOST,
                             place,
                             "%s",
                             error != NULL ? error->message
                                           : _ ("1:1: expected an object"));
      return;
    }
  ccp_ccr_variables_convert (node);
  source = ccp_ccr_object_new (json_node_get_object (node),
                               place,
                               ccp_draft_get_report (draft));
  router = ccp_ccr_object_take_object (source, "Router");
  if (router != NULL)
    add (draft, folder, session, router, place);
}
