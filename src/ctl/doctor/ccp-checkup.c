/* ccp-checkup.c: one look of the doctor, which may take a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-checkup"

#include "ccp-checkup.h"

#include <glib/gi18n.h>

struct _CcpCheckup
{
  const char *name;
  const CcpPatient *patient;
  GCancellable *cancellable;
  GPtrArray *findings; /* (element-type CcpFinding) */
  guint timer;
  guint n_held;
  CcpCheckupDone done;
  gpointer user_data;
};

static gboolean
end_time (gpointer data)
{
  CcpCheckup *self = data;

  self->timer = 0;
  ccp_checkup_add (self,
                   CCP_FINDING_WARNING,
                   g_strdup (_ ("this took too long, and was not seen to its end")),
                   NULL);
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

CcpCheckup *
ccp_checkup_new (const char *name, const CcpPatient *patient)
{
  CcpCheckup *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (patient != NULL, NULL);

  self = g_new0 (CcpCheckup, 1);
  self->name = name;
  self->patient = patient;
  self->cancellable = g_cancellable_new ();
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ccp_finding_free);
  return self;
}

void
ccp_checkup_free (CcpCheckup *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

void
ccp_checkup_run (CcpCheckup *self,
                 CcpCheckupFunc check,
                 guint milliseconds,
                 CcpCheckupDone done,
                 gpointer user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->done == NULL);
  g_return_if_fail (done != NULL);

  self->done = done;
  self->user_data = user_data;
  self->timer = g_timeout_add (milliseconds, end_time, self);
  ccp_checkup_hold (self);
  check (self);
  ccp_checkup_release (self);
}

const CcpPatient *
ccp_checkup_get_patient (CcpCheckup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->patient;
}

GCancellable *
ccp_checkup_get_cancellable (CcpCheckup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}

void
ccp_checkup_add (CcpCheckup *self, CcpFindingState state, char *text, char *mend)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->findings, ccp_finding_new (self->name, state, text, mend));
}

CcpCheckup *
ccp_checkup_hold (CcpCheckup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->n_held++;
  return self;
}

void
ccp_checkup_release (CcpCheckup *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->n_held > 0);

  if (--self->n_held > 0)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->done (self->user_data);
}

GPtrArray *
ccp_checkup_get_findings (CcpCheckup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->findings;
}
