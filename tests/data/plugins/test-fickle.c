/* test-fickle.c: a plugin with a transformer that fails where it is told to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

#define TEST_TYPE_FICKLE (test_fickle_get_type ())
G_DECLARE_FINAL_TYPE (TestFickle, test_fickle, TEST, FICKLE, CcpSimpleTransformer)

struct _TestFickle
{
  CcpSimpleTransformer parent_instance;

  char *at;
  CcpSide side;
  gint64 after;
  gint64 holds;
  gboolean shouts;
  gint64 n_events;
  CcpEventBatch *held;
};

G_DEFINE_FINAL_TYPE (TestFickle, test_fickle, CCP_TYPE_SIMPLE_TRANSFORMER)

static gboolean
fails (TestFickle *self, const char *place, GError **error)
{
  if (!g_str_equal (self->at, place))
    return FALSE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_PLUGIN,
               "it does not like the %s with \"a prompt\" in it",
               place);
  return TRUE;
}

static gboolean
test_fickle_configure (CcpSimpleTransformer *simple, CcpJson *params, GError **error)
{
  TestFickle *self = TEST_FICKLE (simple);
  CcpJsonValue root;
  CcpJsonValue value;

  ccp_json_get_root (params, &root);
  value = ccp_json_value_member (&root, "at");
  self->at = ccp_json_value_dup_string (&value, NULL);
  value = ccp_json_value_member (&root, "side");
  if (ccp_json_value_equals_string (&value, "upstream"))
    self->side = CCP_SIDE_UPSTREAM;
  value = ccp_json_value_member (&root, "after");
  ccp_json_value_get_int (&value, &self->after);
  value = ccp_json_value_member (&root, "holds");
  ccp_json_value_get_int (&value, &self->holds);
  value = ccp_json_value_member (&root, "shouts");
  self->shouts = ccp_json_value_get_boolean (&value, FALSE);
  return !fails (self, "configure", error);
}

static CcpSide
test_fickle_get_side (CcpSimpleTransformer *simple)
{
  return TEST_FICKLE (simple)->side;
}

static CcpJson *
test_fickle_transform_request (CcpSimpleTransformer *simple,
                               CcpExchange *exchange,
                               CcpJson *body,
                               GError **error)
{
  return fails (TEST_FICKLE (simple), "request", error) ? NULL : ccp_json_ref (body);
}

static CcpJson *
test_fickle_transform_response (CcpSimpleTransformer *simple,
                                CcpExchange *exchange,
                                CcpJson *body,
                                GError **error)
{
  return fails (TEST_FICKLE (simple), "response", error) ? NULL : ccp_json_ref (body);
}

static gboolean
test_fickle_transform_upstream (CcpSimpleTransformer *simple,
                                CcpExchange *exchange,
                                CcpUpstreamRequest *request,
                                GError **error)
{
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  ccp_headers_set (headers, "x-fickle", "was here");
  ccp_headers_remove (headers, "content-type");
  return !fails (TEST_FICKLE (simple), "upstream", error);
}

static CcpEvent *
shout (CcpEvent *event)
{
  g_autofree char *text = ccp_json_to_text (ccp_event_get_data (event));
  g_autoptr (GString) loud = g_string_new (text);
  g_autoptr (CcpJson) data = NULL;

  g_string_replace (loud, "one", "ONE", 0);
  data = ccp_json_new_from_text (loud->str, -1, NULL);
  return ccp_event_new_changed (event, data);
}

static CcpEventBatch *
test_fickle_transform_events (CcpSimpleTransformer *simple,
                              CcpExchange *exchange,
                              CcpEventBatch *batch,
                              CcpTransformFlags flags,
                              GError **error)
{
  TestFickle *self = TEST_FICKLE (simple);
  g_autoptr (CcpEventBatch) changed = ccp_event_batch_new ();

  for (guint i = 0; i < ccp_event_batch_get_length (batch); i++)
    {
      CcpEvent *event = ccp_event_batch_get (batch, i);

      if (self->n_events >= self->after && fails (self, "events", error))
        return NULL;
      if (self->n_events >= self->holds)
        ccp_event_batch_append (self->held, event);
      else if (self->shouts)
        ccp_event_batch_take (changed, shout (event));
      else
        ccp_event_batch_append (changed, event);
      self->n_events++;
    }
  for (guint i = 0;
       (flags & CCP_TRANSFORM_END) != 0 && i < ccp_event_batch_get_length (self->held);
       i++)
    ccp_event_batch_append (changed, ccp_event_batch_get (self->held, i));
  return g_steal_pointer (&changed);
}

static void
test_fickle_finalize (GObject *object)
{
  TestFickle *self = TEST_FICKLE (object);

  g_clear_pointer (&self->at, g_free);
  g_clear_pointer (&self->held, ccp_event_batch_unref);

  G_OBJECT_CLASS (test_fickle_parent_class)->finalize (object);
}

static void
test_fickle_class_init (TestFickleClass *klass)
{
  CcpSimpleTransformerClass *simple = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = test_fickle_finalize;
  simple->configure = test_fickle_configure;
  simple->get_side = test_fickle_get_side;
  simple->transform_request = test_fickle_transform_request;
  simple->transform_response = test_fickle_transform_response;
  simple->transform_events = test_fickle_transform_events;
  simple->transform_upstream = test_fickle_transform_upstream;
}

static void
test_fickle_init (TestFickle *self)
{
  self->held = ccp_event_batch_new ();
}

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Fickle", TEST_TYPE_FICKLE);
}
