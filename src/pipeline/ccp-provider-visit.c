/* ccp-provider-visit.c: one request to a provider, as its state counts it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-visit"

#include "ccp-provider-visit.h"

struct _CcpProviderVisit
{
  grefcount references;

  CcpProviderState *state;
  gint64 since;
  gboolean tries; /* whether it is to show if the provider works again */
  gboolean told;
  gboolean failed; /* and that was told, or that it broke off */
};

static gboolean
is_of_this_side (CcpError code)
{
  return code == CCP_ERROR_INTERNAL || code == CCP_ERROR_PLUGIN ||
         code == CCP_ERROR_CONFIG || code == CCP_ERROR_CANCELLED;
}

static void
on_object_gone (gpointer data, GObject *object)
{
  ccp_provider_visit_unref (data);
}

CcpProviderVisit *
ccp_provider_visit_new (CcpProviderState *state)
{
  CcpProviderVisit *self = NULL;

  g_return_val_if_fail (CCP_IS_PROVIDER_STATE (state), NULL);

  self = g_new0 (CcpProviderVisit, 1);
  g_ref_count_init (&self->references);
  self->state = g_object_ref (state);
  self->since = ccp_provider_state_get_time (state);
  self->tries = ccp_provider_state_enter (state);
  return self;
}

CcpProviderVisit *
ccp_provider_visit_ref (CcpProviderVisit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->references);
  return self;
}

void
ccp_provider_visit_unref (CcpProviderVisit *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->references))
    return;
  ccp_provider_state_leave (self->state, self->tries && !self->told);
  g_clear_object (&self->state);
  g_free (self);
}

void
ccp_provider_visit_last (CcpProviderVisit *self, GObject *object)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_OBJECT (object));

  g_object_weak_ref (object, on_object_gone, ccp_provider_visit_ref (self));
}

void
ccp_provider_visit_hear (CcpProviderVisit *self, CcpHeaders *headers)
{
  g_return_if_fail (self != NULL);

  ccp_provider_state_note_headers (self->state, headers);
}

void
ccp_provider_visit_succeed (CcpProviderVisit *self, gboolean has_paid)
{
  g_return_if_fail (self != NULL);

  if (self->told)
    return;
  self->told = TRUE;
  ccp_provider_state_note_success (self->state, self->since, has_paid);
}

void
ccp_provider_visit_fail (CcpProviderVisit *self,
                         CcpVerdict *verdict,
                         gboolean own_credentials)
{
  g_return_if_fail (self != NULL);

  if (self->told)
    return;
  self->told = TRUE;
  self->failed = TRUE;
  ccp_provider_state_note_failure (self->state, verdict, own_credentials);
}

void
ccp_provider_visit_break (CcpProviderVisit *self, CcpVerdict *verdict)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (verdict != NULL);

  if (self->failed || is_of_this_side (ccp_verdict_get_code (verdict)))
    return;
  self->failed = TRUE;
  ccp_provider_state_note_break (self->state, verdict);
}
