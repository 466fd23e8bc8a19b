/* test-good.c: a plugin with one class of each kind, for the tests of the plugin host
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

/* what a class does is in its class structure, so one set of functions serves all */
static CcpJson *
keep_body (CcpSimpleTransformer *self,
           CcpExchange *exchange,
           CcpJson *body,
           GError **error)
{
  return ccp_json_ref (body);
}

static CcpEventBatch *
keep_events (CcpSimpleTransformer *self,
             CcpExchange *exchange,
             CcpEventBatch *batch,
             CcpTransformFlags flags,
             GError **error)
{
  return ccp_event_batch_ref (batch);
}

static CcpSide
get_upstream_side (CcpSimpleTransformer *self)
{
  return CCP_SIDE_UPSTREAM;
}

static CcpSide
get_dialect_side (CcpSimpleTransformer *self)
{
  return CCP_SIDE_DIALECT;
}

static gboolean
has_text (CcpJson *json, const char *name, const char *text)
{
  CcpJsonValue root;
  CcpJsonValue value;

  ccp_json_get_root (json, &root);
  value = ccp_json_value_member (&root, name);
  return ccp_json_value_equals_string (&value, text);
}

/* @text: one that the params must not have */
static gboolean
refuse (CcpJson *params, const char *name, const char *text, GError **error)
{
  if (!has_text (params, name, text))
    return TRUE;
  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "%s: must not be \"%s\"", name, text);
  return FALSE;
}

static gboolean
configure_on_request (CcpSimpleTransformer *self, CcpJson *params, GError **error)
{
  return refuse (params, "text", "refuse", error);
}

static void
on_request_class_init (gpointer data, gpointer unused)
{
  CcpSimpleTransformerClass *klass = data;

  klass->configure = configure_on_request;
  klass->transform_request = keep_body;
}

static void
on_answer_class_init (gpointer data, gpointer unused)
{
  CcpSimpleTransformerClass *klass = data;

  klass->transform_events = keep_events;
}

static gboolean
configure_on_upstream (CcpSimpleTransformer *self, CcpJson *params, GError **error)
{
  CcpJsonValue root;
  CcpJsonValue body;
  CcpJsonValue text;

  ccp_json_get_root (params, &root);
  body = ccp_json_value_member (&root, "body");
  text = ccp_json_value_member (&body, "text");
  if (!ccp_json_value_equals_string (&text, "refuse"))
    return TRUE;
  g_set_error (error, CCP_ERROR, CCP_ERROR_CONFIG, "body.text: must not be \"refuse\"");
  return FALSE;
}

static void
on_upstream_class_init (gpointer data, gpointer unused)
{
  CcpSimpleTransformerClass *klass = data;

  klass->configure = configure_on_upstream;
  klass->get_side = get_upstream_side;
  klass->transform_request = keep_body;
  klass->transform_events = keep_events;
}

static void
dialect_class_init (gpointer data, gpointer unused)
{
  CcpSimpleTransformerClass *klass = data;

  klass->get_side = get_dialect_side;
  klass->transform_request = keep_body;
  klass->transform_events = keep_events;
}

static gboolean
configure_provider (CcpSimpleProvider *self, CcpJson *settings, GError **error)
{
  return refuse (settings, "url", "https://good.example/refuse", error);
}

static const char *
get_dialect (CcpSimpleProvider *self)
{
  return "Dialect";
}

static void
speaker_class_init (gpointer data, gpointer unused)
{
  CcpSimpleProviderClass *klass = data;

  klass->configure = configure_provider;
  klass->get_dialect = get_dialect;
}

static gboolean
configure_router (CcpSimpleRouter *self,
                  CcpJson *settings,
                  CcpCatalog *catalog,
                  GError **error)
{
  return refuse (settings, "strategy", "refuse", error);
}

static void
router_class_init (gpointer data, gpointer unused)
{
  CcpSimpleRouterClass *klass = data;

  klass->configure = configure_router;
}

static void
add (CcpRegistrar *registrar,
     GType iface,
     GType parent,
     const char *name,
     GClassInitFunc class_init)
{
  g_autofree char *type_name = g_strconcat ("TestGood", name, NULL);
  GType type = g_type_from_name (type_name);
  GTypeQuery query;

  if (type == G_TYPE_INVALID)
    {
      g_type_query (parent, &query);
      type = g_type_register_static_simple (parent,
                                            type_name,
                                            query.class_size,
                                            class_init,
                                            query.instance_size,
                                            NULL,
                                            G_TYPE_FLAG_NONE);
    }
  ccp_registrar_add (registrar, iface, name, type);
}

static void
add_transformer (CcpRegistrar *registrar, const char *name, GClassInitFunc class_init)
{
  add (registrar, CCP_TYPE_TRANSFORMER, CCP_TYPE_SIMPLE_TRANSFORMER, name, class_init);
}

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  add_transformer (registrar, "OnRequest", on_request_class_init);
  add_transformer (registrar, "OnAnswer", on_answer_class_init);
  add_transformer (registrar, "OnUpstream", on_upstream_class_init);
  add_transformer (registrar, "Dialect", dialect_class_init);
  add_transformer (registrar, "OtherDialect", dialect_class_init);
  add (registrar,
       CCP_TYPE_PROVIDER,
       CCP_TYPE_SIMPLE_PROVIDER,
       "Speaker",
       speaker_class_init);
  add (registrar, CCP_TYPE_ROUTER, CCP_TYPE_SIMPLE_ROUTER, "Router", router_class_init);
}
