/* anthropic-request.c: makes of the client's request the one that goes upstream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-request"

#include "anthropic-request.h"

#include "anthropic-features.h"
#include "anthropic-messages.h"
#include "anthropic-model.h"
#include "anthropic-system.h"

typedef struct
{
  CcpJsonSplice *splice;
  char *model;
  AnthropicSettings settings;
  gboolean restricted;
  guint n_leading;
  CcpJson *folded; /* (nullable): the system prompt with what stood in the messages */
  gboolean has_system;
} Request;

static void
clear_request (Request *self)
{
  g_clear_pointer (&self->splice, ccp_json_splice_unref);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->folded, ccp_json_unref);
  anthropic_settings_clear (&self->settings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, clear_request)

/* What the system says first belongs into its prompt: a provider refuses it elsewhere. */
static void
fold_system (Request *self, const CcpJsonValue *root)
{
  CcpJsonValue messages = ccp_json_value_member (root, "messages");
  CcpJsonValue system = ccp_json_value_member (root, "system");

  self->n_leading = anthropic_system_count_leading (&messages);
  self->has_system = ccp_json_value_exists (&system);
  if (self->n_leading > 0)
    self->folded = anthropic_system_fold (&system, &messages, self->n_leading);
}

static gboolean
drops_inner (Request *self, const char *outer, const CcpJsonValue *inner)
{
  g_autofree char *name = ccp_json_value_dup_string (inner, NULL);
  g_autofree char *path = g_strdup_printf ("%s.%s", outer, name);

  return anthropic_features_drops_field (&self->settings, path);
}

/* Returns: whether nothing would be left of @object */
static gboolean
drops_all_of (Request *self, const char *outer, const CcpJsonValue *object)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (!drops_inner (self, outer, &name))
      return FALSE;
  return ccp_json_value_get_length (object) > 0;
}

static void
splice_inside (Request *self, const char *outer, const CcpJsonValue *object)
{
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, object);
  while (ccp_json_iter_next (&iter, &name, &value))
    if (drops_inner (self, outer, &name))
      ccp_json_splice_remove (self->splice, &name);
}

/* Returns: whether the member is gone or was changed inside */
static gboolean
restrict_member (Request *self, const CcpJsonValue *name, const CcpJsonValue *value)
{
  g_autofree char *field = ccp_json_value_dup_string (name, NULL);

  if (anthropic_features_drops_field (&self->settings, field) ||
      (ccp_json_value_is_object (value) && drops_all_of (self, field, value)))
    {
      ccp_json_splice_remove (self->splice, name);
      return TRUE;
    }
  if (ccp_json_value_is_object (value))
    splice_inside (self, field, value);
  return ccp_json_value_is_object (value);
}

static void
splice_messages (Request *self, const CcpJsonValue *name, const CcpJsonValue *messages)
{
  if (self->folded != NULL && !self->has_system)
    ccp_json_splice_insert_member (self->splice, name, "system", self->folded);
  anthropic_messages_splice (&self->settings, messages, self->n_leading, self->splice);
}

static void
splice_member (Request *self, const CcpJsonValue *name, const CcpJsonValue *value)
{
  if (ccp_json_value_equals_string (name, "messages"))
    splice_messages (self, name, value);
  else if (ccp_json_value_equals_string (name, "model"))
    {
      if (!ccp_json_value_equals_string (value, self->model))
        ccp_json_splice_replace_string (self->splice, value, self->model);
    }
  else if (self->restricted && restrict_member (self, name, value))
    return;
  else if (self->folded != NULL && ccp_json_value_equals_string (name, "system"))
    ccp_json_splice_replace (self->splice, value, self->folded);
}

CcpJson *
anthropic_request_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  g_auto (Request) request = { 0 };
  CcpJsonValue root;
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;
  CcpJson *changed = NULL;

  ccp_json_get_root (body, &root);
  /* what a transformer before this one made of it is for the provider to refuse */
  if (!ccp_json_value_is_object (&root))
    return ccp_json_ref (body);
  anthropic_settings_init (&request.settings, exchange);
  request.restricted = anthropic_features_is_restricted (&request.settings);
  request.model = anthropic_model_dup_name (exchange);
  request.splice = ccp_json_splice_new (body);
  fold_system (&request, &root);

  ccp_json_iter_init (&iter, &root);
  while (ccp_json_iter_next (&iter, &name, &value))
    splice_member (&request, &name, &value);
  changed = ccp_json_splice_finish (request.splice);
  if (changed == NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_TOO_LARGE,
                 "the request is larger than %u bytes",
                 CCP_JSON_MAX_SIZE);
  return changed;
}
