/* ccp-patient.h: what the doctor looks at
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-bus-client.h"
#include "ccp-setup.h"

G_BEGIN_DECLS

/* Made once, before all checks, which change nothing of it. */
typedef struct
{
  char **environment;
  gboolean is_offline;  /* nothing but this machine is asked */
  GDBusConnection *bus; /* (nullable) */
  GError *bus_error;    /* (nullable): why there is none */
  CcpBusClient *client; /* (nullable): the daemon on the bus */
  GError *client_error; /* (nullable): why there is none */
  CcpSetup *setup;      /* of the file that was named, or that of the daemon */
  CcpConfig *config;    /* (not owned) (nullable): it has errors */
  GPtrArray *addresses; /* (element-type utf8): where the proxy listens, or should */
} CcpPatient;

/* @path: (nullable): the configuration; NULL for that of the daemon, or the user's
 * @environment: as of g_get_environ () */
CcpPatient *
ccp_patient_new (const char *path, const char *const *environment, gboolean is_offline);
void ccp_patient_free (CcpPatient *self);
/* Returns: (nullable): a variable that is set and not empty */
const char *ccp_patient_get_variable (const CcpPatient *self, const char *name);
/* Returns: the port of @uri; 0 if it has none, as a Unix socket */
guint16 ccp_patient_get_port (const char *uri);
/* Returns: whether a client that is told @url reaches the proxy by it */
gboolean ccp_patient_has_url (const CcpPatient *self, const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpPatient, ccp_patient_free)

G_END_DECLS
