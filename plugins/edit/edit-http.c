/* edit-http.c: edits the headers and the query of requests to providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "edit-http"

#include "edit-http.h"

#include "edit-condition.h"
#include "edit-params.h"
#include "edit-query.h"

struct _EditHttp
{
  CcpSimpleTransformer parent_instance;

  CcpJson *params;
  CcpHeaders *headers;
  EditCondition *when;   /* (nullable) */
  EditCondition *unless; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EditHttp, edit_http, CCP_TYPE_SIMPLE_TRANSFORMER)

static CcpJsonValue
get_param (EditHttp *self, const char *name)
{
  CcpJsonValue root;

  ccp_json_get_root (self->params, &root);
  return ccp_json_value_member (&root, name);
}

static gboolean
check_query (EditHttp *self, GError **error)
{
  CcpJsonValue query = get_param (self, "query");
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  if (!edit_params_check_object (&query, "query", error))
    return FALSE;
  ccp_json_iter_init (&iter, &query);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *place = edit_params_get_place ("query", text);

      g_autofree char *shown =
          edit_params_is_scalar (&value) ? edit_params_dup_text (&value) : NULL;

      if (shown == NULL)
        return edit_params_refuse (error, place, "expected a text");
    }
  return TRUE;
}

static gboolean
read_condition (EditHttp *self,
                const char *name,
                EditCondition **condition,
                GError **error)
{
  CcpJsonValue value = get_param (self, name);

  if (!ccp_json_value_exists (&value))
    return TRUE;
  *condition = edit_condition_new (&value, name, error);
  return *condition != NULL;
}

static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  EditHttp *self = EDIT_HTTP (transformer);
  CcpJsonValue headers;

  self->params = ccp_json_ref (params);
  headers = get_param (self, "headers");
  self->headers = ccp_headers_new_from_settings (&headers, "headers", error);
  return self->headers != NULL && check_query (self, error) &&
         read_condition (self, "when", &self->when, error) &&
         read_condition (self, "unless", &self->unless, error);
}

static CcpSide
get_side (CcpSimpleTransformer *transformer)
{
  return CCP_SIDE_UPSTREAM;
}

static gboolean
is_wanted (EditHttp *self, CcpExchange *exchange, CcpUpstreamRequest *request)
{
  CcpJson *body = ccp_upstream_request_get_body (request);
  g_autoptr (CcpJson) nothing = ccp_json_new_from_text ("{}", -1, NULL);
  g_autoptr (EditDocument) document = edit_document_new (body != NULL ? body : nothing);

  return (self->when == NULL ||
          edit_condition_holds (self->when, exchange, NULL, document)) &&
         (self->unless == NULL ||
          !edit_condition_holds (self->unless, exchange, NULL, document));
}

static void
edit_headers (EditHttp *self, CcpHeaders *headers)
{
  CcpJsonValue names = get_param (self, "remove_headers");
  CcpJsonIter iter;
  CcpJsonValue name;

  ccp_json_iter_init (&iter, &names);
  while (ccp_json_iter_next (&iter, NULL, &name))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      ccp_headers_remove (headers, text);
    }
  ccp_headers_apply (headers, self->headers);
}

static void
set_parameter (CcpUpstreamRequest *request, const CcpJsonValue *name, const char *value)
{
  g_autofree char *text = ccp_json_value_dup_string (name, NULL);
  g_autofree char *url =
      edit_query_set (ccp_upstream_request_get_url (request), text, value);

  ccp_upstream_request_set_url (request, url);
}

static void
edit_query (EditHttp *self, CcpUpstreamRequest *request)
{
  CcpJsonValue names = get_param (self, "remove_query");
  CcpJsonValue query = get_param (self, "query");
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &names);
  while (ccp_json_iter_next (&iter, NULL, &name))
    set_parameter (request, &name, NULL);
  ccp_json_iter_init (&iter, &query);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = edit_params_dup_text (&value);

      set_parameter (request, &name, text);
    }
}

static gboolean
transform_upstream (CcpSimpleTransformer *transformer,
                    CcpExchange *exchange,
                    CcpUpstreamRequest *request,
                    GError **error)
{
  EditHttp *self = EDIT_HTTP (transformer);

  if (is_wanted (self, exchange, request))
    {
      edit_headers (self, ccp_upstream_request_get_headers (request));
      edit_query (self, request);
    }
  return TRUE;
}

static void
edit_http_finalize (GObject *object)
{
  EditHttp *self = EDIT_HTTP (object);

  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->when, edit_condition_free);
  g_clear_pointer (&self->unless, edit_condition_free);
  g_clear_pointer (&self->params, ccp_json_unref);

  G_OBJECT_CLASS (edit_http_parent_class)->finalize (object);
}

static void
edit_http_class_init (EditHttpClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = edit_http_finalize;
  transformer_class->configure = configure;
  transformer_class->get_side = get_side;
  transformer_class->transform_upstream = transform_upstream;
}

static void
edit_http_init (EditHttp *self)
{
}
