/* example-c-system-suffix.c: adds a text to the end of the system prompt
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "example-c-system-suffix"

#include "example-c-system-suffix.h"

struct _ExampleCSystemSuffix
{
  CcpSimpleTransformer parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (ExampleCSystemSuffix,
                     example_c_system_suffix,
                     CCP_TYPE_SIMPLE_TRANSFORMER)

/* The host has checked the params against the .plugin file: "text" is there. */
static gboolean
configure (CcpSimpleTransformer *transformer, CcpJson *params, GError **error)
{
  ExampleCSystemSuffix *self = EXAMPLE_C_SYSTEM_SUFFIX (transformer);
  CcpJsonValue root;
  CcpJsonValue text;

  ccp_json_get_root (params, &root);
  text = ccp_json_value_member (&root, "text");
  self->text = ccp_json_value_dup_string (&text, NULL);
  return TRUE;
}

/* The prompt is a string or a list of text blocks. */
static void
write_system (ExampleCSystemSuffix *self,
              CcpJsonWriter *writer,
              const CcpJsonValue *system)
{
  if (ccp_json_value_is_array (system))
    {
      CcpJsonIter iter;
      CcpJsonValue block;

      ccp_json_writer_begin_array (writer);
      ccp_json_iter_init (&iter, system);
      while (ccp_json_iter_next (&iter, NULL, &block))
        ccp_json_writer_value (writer, &block);
      ccp_json_writer_begin_object (writer);
      ccp_json_writer_key (writer, "type");
      ccp_json_writer_string (writer, "text");
      ccp_json_writer_key (writer, "text");
      ccp_json_writer_string (writer, self->text);
      ccp_json_writer_end_object (writer);
      ccp_json_writer_end_array (writer);
      return;
    }

  ccp_json_writer_begin_string (writer);
  if (ccp_json_value_is_string (system))
    {
      ccp_json_writer_append_string_value (writer, system);
      ccp_json_writer_append (writer, "\n\n");
    }
  ccp_json_writer_append (writer, self->text);
  ccp_json_writer_end_string (writer);
}

/* Everything but the prompt is copied as the bytes that it is. */
static CcpJson *
transform_request (CcpSimpleTransformer *transformer,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  ExampleCSystemSuffix *self = EXAMPLE_C_SYSTEM_SUFFIX (transformer);
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();
  CcpJsonValue root;
  CcpJsonValue system;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  ccp_json_get_root (body, &root);
  system = ccp_json_value_member (&root, "system");

  ccp_json_writer_begin_object (writer);
  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (ccp_json_value_equals_string (&name, "system"))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
  ccp_json_writer_key (writer, "system");
  write_system (self, writer, &system);
  ccp_json_writer_end_object (writer);
  return ccp_json_writer_finish (writer);
}

static void
example_c_system_suffix_finalize (GObject *object)
{
  ExampleCSystemSuffix *self = EXAMPLE_C_SYSTEM_SUFFIX (object);

  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (example_c_system_suffix_parent_class)->finalize (object);
}

static void
example_c_system_suffix_class_init (ExampleCSystemSuffixClass *klass)
{
  CcpSimpleTransformerClass *transformer_class = CCP_SIMPLE_TRANSFORMER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = example_c_system_suffix_finalize;
  transformer_class->configure = configure;
  transformer_class->transform_request = transform_request;
}

static void
example_c_system_suffix_init (ExampleCSystemSuffix *self)
{
}
