/* gemini-endpoint.c: the URLs of a provider (protocol D.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-endpoint"

#include "gemini-endpoint.h"

#include <string.h>

#define VERTEX_HOST "aiplatform.googleapis.com"
#define DEVELOPER_VERSION "/v1beta"
#define VERTEX_VERSION "/v1"
#define PUBLISHER "/publishers/google"
#define MODELS "/models"
#define DEFAULT_LOCATION "global"

/* What a user may have pasted: the URL of a request, or of all models. */
static const char *const method_names[] = {
  ":generateContent",
  ":streamGenerateContent",
  ":countTokens",
};

struct _GeminiEndpoint
{
  CcpBaseUrl *url;
  char *path; /* from the base to the collection of models, which follows */
  gboolean vertex;
  gboolean has_project;
};

/* Returns: (transfer full): without the name of a model and what follows it */
static char *
strip_method (const char *url)
{
  gsize length = strcspn (url, "?#");
  g_autofree char *plain = g_strndup (url, length);

  for (gsize i = 0; i < G_N_ELEMENTS (method_names); i++)
    {
      char *models = NULL;

      if (!g_str_has_suffix (plain, method_names[i]))
        continue;
      models = g_strrstr (plain, MODELS "/");
      if (models != NULL)
        *models = '\0';
      /* the query of one request, such as alt=sse, is not that of all */
      return g_steal_pointer (&plain);
    }
  return g_strdup (url);
}

/* v1, v1beta, v1beta1, v2 … */
static gboolean
is_version (const char *segment)
{
  gsize length;

  if (segment[0] != 'v' || !g_ascii_isdigit (segment[1]))
    return FALSE;
  length = 1 + strspn (segment + 1, G_CSET_DIGITS);
  if (g_str_has_prefix (segment + length, "alpha"))
    length += strlen ("alpha");
  else if (g_str_has_prefix (segment + length, "beta"))
    length += strlen ("beta");
  return segment[length + strspn (segment + length, G_CSET_DIGITS)] == '\0';
}

static char *
dup_option (CcpJson *settings, const char *name)
{
  CcpJsonValue value;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "options");
  value = ccp_json_value_member (&value, name);
  return ccp_json_value_dup_string (&value, NULL);
}

static gboolean
is_vertex_wanted (CcpJson *settings, const char *url)
{
  CcpJsonValue value;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "options");
  value = ccp_json_value_member (&value, "vertex");
  return ccp_json_value_get_boolean (&value, gemini_endpoint_is_vertex (url));
}

/* us-central1-aiplatform.googleapis.com → us-central1 */
static char *
find_location (CcpJson *settings, const char *base)
{
  g_autofree char *location = dup_option (settings, "location");
  const char *host = strstr (base, "://");
  const char *end = strstr (base, "-" VERTEX_HOST);

  if (location != NULL && *location != '\0')
    return g_steal_pointer (&location);
  if (host == NULL || end == NULL)
    return g_strdup (DEFAULT_LOCATION);
  host += strlen ("://");
  return g_strndup (host, (gsize) (end - host));
}

/* What a base without project and location lacks, if the options have a project. */
static char *
make_project_path (CcpJson *settings, const char *base)
{
  g_autofree char *project = dup_option (settings, "project");
  g_autofree char *location = NULL;
  g_autofree char *escaped_project = NULL;
  g_autofree char *escaped_location = NULL;

  if (project == NULL || *project == '\0')
    return g_strdup ("");
  location = find_location (settings, base);
  escaped_project = g_uri_escape_string (project, ":", FALSE);
  escaped_location = g_uri_escape_string (location, NULL, FALSE);
  return g_strconcat ("/projects/",
                      escaped_project,
                      "/locations/",
                      escaped_location,
                      NULL);
}

static void
find_path (GeminiEndpoint *self, CcpJson *settings)
{
  const char *base = ccp_base_url_get_base (self->url);
  const char *segment = strrchr (base, '/') + 1;
  gboolean has_publisher = strstr (base, "/publishers/") != NULL;
  gboolean has_project = strstr (base, "/projects/") != NULL;
  const char *version = "";
  g_autofree char *project = NULL;

  if (!self->vertex)
    {
      self->path = g_strdup (is_version (segment) || g_str_has_suffix (base, MODELS)
                                 ? ""
                                 : DEVELOPER_VERSION);
      return;
    }
  if (!is_version (segment) && !has_project && !has_publisher)
    version = VERTEX_VERSION;
  project =
      has_project || has_publisher ? g_strdup ("") : make_project_path (settings, base);
  self->has_project = has_project || *project != '\0';
  self->path = g_strconcat (version, project, has_publisher ? "" : PUBLISHER, NULL);
}

static gboolean
has_suffix_models (const GeminiEndpoint *self)
{
  return g_str_has_suffix (ccp_base_url_get_base (self->url), MODELS);
}

GeminiEndpoint *
gemini_endpoint_new (CcpJson *settings, GError **error)
{
  g_autoptr (GeminiEndpoint) self = g_new0 (GeminiEndpoint, 1);
  CcpJsonValue value;
  g_autofree char *given = NULL;
  g_autofree char *url = NULL;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "url");
  given = ccp_json_value_dup_string (&value, NULL);
  url = strip_method (given != NULL ? given : "");
  self->url = ccp_base_url_new (url, NULL, error);
  if (self->url == NULL)
    return NULL;
  self->vertex = is_vertex_wanted (settings, ccp_base_url_get_base (self->url));
  find_path (self, settings);
  return g_steal_pointer (&self);
}

void
gemini_endpoint_free (GeminiEndpoint *self)
{
  g_clear_pointer (&self->url, ccp_base_url_unref);
  g_clear_pointer (&self->path, g_free);
  g_free (self);
}

char *
gemini_endpoint_make_model_url (const GeminiEndpoint *self,
                                const char *model,
                                const char *method,
                                const char *query)
{
  const char *id = gemini_endpoint_strip_model (model);
  gboolean is_tuned = g_str_has_prefix (id, "tunedModels/") && !has_suffix_models (self);
  g_autofree char *escaped =
      g_uri_escape_string (is_tuned ? id + strlen ("tunedModels/") : id, "@", FALSE);
  const char *collection = is_tuned ? "/tunedModels" : MODELS;
  g_autofree char *path = g_strconcat (self->path,
                                       has_suffix_models (self) ? "" : collection,
                                       "/",
                                       escaped,
                                       ":",
                                       method,
                                       NULL);

  return ccp_base_url_make_url (self->url, path, query);
}

char *
gemini_endpoint_make_models_url (const GeminiEndpoint *self)
{
  g_autofree char *path =
      g_strconcat (self->path, has_suffix_models (self) ? "" : MODELS, NULL);

  return ccp_base_url_make_url (self->url, path, NULL);
}

gboolean
gemini_endpoint_has_project (const GeminiEndpoint *self)
{
  return self->has_project;
}

gboolean
gemini_endpoint_get_vertex (const GeminiEndpoint *self)
{
  return self->vertex;
}

/* The format names a model as models/NAME, Vertex AI as publishers/google/models/NAME */
const char *
gemini_endpoint_strip_model (const char *model)
{
  static const char *const prefixes[] = { "publishers/google/models/", "models/" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (model, prefixes[i]))
      return model + strlen (prefixes[i]);
  return model;
}

gboolean
gemini_endpoint_is_vertex (const char *url)
{
  const char *host = strstr (url, "://");
  gsize length;

  if (host == NULL)
    return FALSE;
  host += strlen ("://");
  length = strcspn (host, ":/?#");
  return (length >= strlen (VERTEX_HOST) &&
          g_ascii_strncasecmp (host + length - strlen (VERTEX_HOST),
                               VERTEX_HOST,
                               strlen (VERTEX_HOST)) == 0) ||
         strstr (host, "/publishers/google") != NULL ||
         (strstr (host, "/projects/") != NULL && strstr (host, "/locations/") != NULL);
}
