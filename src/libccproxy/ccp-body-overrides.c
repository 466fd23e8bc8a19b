/* ccp-body-overrides.c: what the configuration leaves out of requests and adds to them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-body-overrides"

#include "ccp-body-overrides.h"

static gboolean
equals_any (const CcpJsonValue *name, const char *const *names)
{
  for (; names != NULL && *names != NULL; names++)
    if (ccp_json_value_equals_string (name, *names))
      return TRUE;
  return FALSE;
}

/**
 * ccp_body_overrides_init: (skip)
 * @self: (out caller-allocates): the overrides
 * @exchange: a request that has its options
 *
 * Looks the overrides of an exchange up.
 */
void
ccp_body_overrides_init (CcpBodyOverrides *self, CcpExchange *exchange)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CCP_IS_EXCHANGE (exchange));

  ccp_exchange_get_option (exchange, "drop_params", &self->dropped);
  ccp_exchange_get_option (exchange, "extra_body", &self->extra);
  if (!ccp_json_value_is_array (&self->dropped))
    self->dropped = CCP_JSON_VALUE_NONE;
  if (!ccp_json_value_is_object (&self->extra))
    self->extra = CCP_JSON_VALUE_NONE;
}

/**
 * ccp_body_overrides_has: (skip)
 * @self: overrides
 * @name: a member of the provider's request
 *
 * Tells whether the dialect must leave a member alone.
 *
 * Returns: whether the configuration leaves it out, or has a value of its own for it
 */
gboolean
ccp_body_overrides_has (const CcpBodyOverrides *self, const char *name)
{
  CcpJsonValue own;
  CcpJsonValue dropped;
  CcpJsonIter iter;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  own = ccp_json_value_member (&self->extra, name);
  if (ccp_json_value_exists (&own))
    return TRUE;
  ccp_json_iter_init (&iter, &self->dropped);
  while (ccp_json_iter_next (&iter, NULL, &dropped))
    if (ccp_json_value_equals_string (&dropped, name))
      return TRUE;
  return FALSE;
}

/**
 * ccp_body_overrides_write: (skip)
 * @self: overrides
 * @writer: a writer in the midst of the request's object
 * @reserved: (nullable) (array zero-terminated=1): members that no configuration may
 * replace, such as `messages`
 *
 * Writes the members that the configuration adds.
 */
void
ccp_body_overrides_write (const CcpBodyOverrides *self,
                          CcpJsonWriter *writer,
                          const char *const *reserved)
{
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  g_return_if_fail (self != NULL);
  g_return_if_fail (writer != NULL);

  ccp_json_iter_init (&iter, &self->extra);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      if (equals_any (&name, reserved))
        continue;
      ccp_json_writer_key_value (writer, &name);
      ccp_json_writer_value (writer, &value);
    }
}
