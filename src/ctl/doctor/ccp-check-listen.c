/* ccp-check-listen.c: whether the proxy listens, and not another program in its place
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-check-listen"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-check.h"
#include "ccp-client-address.h"
#include "ccp-port-holder.h"

/* of which /proc tells; systemd holds the port until the daemon is needed */
static const char *const rightful[] = { "ccproxyd (", "systemd (", NULL };

/* Returns: (nullable): the program that listens at @uri in the place of the proxy */
static char *
find_intruder (const CcpPatient *patient, const char *uri)
{
  guint16 port = ccp_patient_get_port (uri);
  g_autofree char *holder = NULL;

  /* the daemon itself says that it is there */
  if (port == 0 || patient->client != NULL)
    return NULL;
  holder = ccp_port_holder_find (port);
  for (guint i = 0; holder != NULL && rightful[i] != NULL; i++)
    if (g_str_has_prefix (holder, rightful[i]))
      return NULL;
  return g_steal_pointer (&holder);
}

static void
check_address (CcpCheckup *checkup, const char *uri)
{
  const CcpPatient *patient = ccp_checkup_get_patient (checkup);
  g_autofree char *intruder = NULL;
  g_autoptr (GError) error = NULL;

  if (!ccp_client_address_try (uri, &error))
    {
      ccp_checkup_add (checkup,
                       CCP_FINDING_PROBLEM,
                       g_strdup_printf (_ ("the proxy does not listen at %s: %s"),
                                        uri,
                                        error->message),
                       g_strdup (_ ("start it: systemctl --user start ccproxy, or "
                                    "ccproxyd in a terminal")));
      return;
    }
  intruder = find_intruder (patient, uri);
  if (intruder != NULL)
    ccp_checkup_add (
        checkup,
        CCP_FINDING_PROBLEM,
        g_strdup_printf (_ ("%s listens at %s in the place of the proxy"), intruder, uri),
        g_strdup (_ ("stop that, or write another port into \"listen\"")));
  else
    ccp_checkup_add (checkup,
                     CCP_FINDING_OK,
                     g_strdup_printf (_ ("the proxy listens at %s"), uri),
                     NULL);
}

void
ccp_check_listen_run (CcpCheckup *checkup)
{
  GPtrArray *addresses = ccp_checkup_get_patient (checkup)->addresses;

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *uri =
          ccp_client_address_normalize (g_ptr_array_index (addresses, i));

      if (uri != NULL)
        check_address (checkup, uri);
    }
}
