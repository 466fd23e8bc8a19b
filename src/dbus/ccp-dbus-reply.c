/* ccp-dbus-reply.c: answers a call with an error
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-reply"

#include "ccp-dbus-reply.h"

#include "ccp.h"

void
ccp_dbus_reply_error (GDBusMethodInvocation *invocation, const GError *error)
{
  g_autofree char *message = NULL;

  g_return_if_fail (G_IS_DBUS_METHOD_INVOCATION (invocation));
  g_return_if_fail (error != NULL);

  /* a message may quote what is not UTF-8, which the bus does not take */
  message = g_utf8_make_valid (error->message, -1);
  g_dbus_method_invocation_return_dbus_error (
      invocation,
      ccp_error_get_dbus_name (ccp_error_code_of (error)),
      message);
}
