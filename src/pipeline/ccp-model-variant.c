/* ccp-model-variant.c: how one model of a provider is asked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-model-variant"

#include "ccp-model-variant.h"

static CcpJson *
add_url (CcpJson *settings, const char *url)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (settings, &root);
  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "url");
  ccp_json_writer_string (writer, url);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static gboolean
is_equal (CcpJson *a, CcpJson *b)
{
  return g_bytes_equal (ccp_json_get_bytes (a), ccp_json_get_bytes (b));
}

CcpModelVariant *
ccp_model_variant_new (CcpPlan *plan, CcpJson *settings, const char *url)
{
  CcpModelVariant *self = NULL;

  g_return_val_if_fail (plan != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_new0 (CcpModelVariant, 1);
  self->plan = ccp_plan_ref (plan);
  self->configured = ccp_json_ref (settings);
  self->settings = ccp_json_ref (settings);
  self->options = add_url (settings, url);
  return self;
}

void
ccp_model_variant_free (CcpModelVariant *self)
{
  g_clear_pointer (&self->plan, ccp_plan_unref);
  g_clear_pointer (&self->configured, ccp_json_unref);
  g_clear_pointer (&self->settings, ccp_json_unref);
  g_clear_pointer (&self->options, ccp_json_unref);
  g_free (self);
}

CcpModelVariant *
ccp_model_variant_learn (const CcpModelVariant *self, CcpJson *settings, const char *url)
{
  CcpModelVariant *learned = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  learned = ccp_model_variant_new (self->plan, settings, url);
  g_clear_pointer (&learned->configured, ccp_json_unref);
  learned->configured = ccp_json_ref (self->configured);
  return learned;
}

CcpModelVariant *
ccp_model_variant_take_over (const CcpModelVariant *self,
                             const CcpModelVariant *other,
                             const char *url)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (other != NULL, NULL);

  if (!is_equal (self->configured, other->configured) ||
      is_equal (self->settings, other->settings))
    return NULL;
  return ccp_model_variant_learn (self, other->settings, url);
}
