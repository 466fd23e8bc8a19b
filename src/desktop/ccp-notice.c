/* ccp-notice.c: what a notification says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-notice"

#include "ccp-notice.h"

#define APPLICATION "ccproxy"
#define ICON "dialog-warning"

/* when it goes away is the server's to say */
#define SERVER_DECIDES -1

static GVariant *
build_hints (const CcpNotice *self)
{
  g_auto (GVariantDict) hints = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&hints, "urgency", "y", (guchar) self->urgency);
  return g_variant_dict_end (&hints);
}

CcpNotice *
ccp_notice_new (const char *key,
                CcpUrgency urgency,
                const char *summary,
                const char *body)
{
  CcpNotice *self = NULL;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (summary != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  self = g_new0 (CcpNotice, 1);
  self->key = g_strdup (key);
  self->urgency = urgency;
  self->summary = g_strdup (summary);
  self->body = g_strdup (body);
  self->actions = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
ccp_notice_free (CcpNotice *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_free (self);
}

void
ccp_notice_add_action (CcpNotice *self, const char *name, const char *label)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (label != NULL);

  g_ptr_array_add (self->actions, g_strdup (name));
  g_ptr_array_add (self->actions, g_strdup (label));
}

GVariant *
ccp_notice_build (const CcpNotice *self,
                  guint32 replaces,
                  gboolean has_actions,
                  gboolean has_markup)
{
  g_autofree char *escaped = NULL;
  GVariant *actions = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  escaped = has_markup ? g_markup_escape_text (self->body, -1) : g_strdup (self->body);
  actions = g_variant_new_strv ((const char *const *) self->actions->pdata,
                                has_actions ? (gssize) self->actions->len : 0);
  return g_variant_new ("(susss@as@a{sv}i)",
                        APPLICATION,
                        replaces,
                        ICON,
                        self->summary,
                        escaped,
                        actions,
                        build_hints (self),
                        SERVER_DECIDES);
}
