/* ccp-dbus-exchange.c: an exchange under way on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-dbus-exchange"

#include "ccp-dbus-exchange.h"

#include "ccp-dbus-types.h"
#include "ccp-dbus-variant.h"

#define CCP_TYPE_EXCHANGE_OBJECT (ccp_exchange_object_get_type ())

G_DECLARE_FINAL_TYPE (CcpExchangeObject,
                      ccp_exchange_object,
                      CCP,
                      EXCHANGE_OBJECT,
                      CcpDBusExchangeSkeleton)

/* what changes with every event of a stream, and is read when somebody asks */
enum
{
  PROP_INPUT_TOKENS = 1,
  PROP_OUTPUT_TOKENS,
};

struct _CcpExchangeObject
{
  CcpDBusExchangeSkeleton parent_instance;

  CcpLedgerEntry *entry;
};

static void ccp_exchange_object_iface_init (CcpDBusExchangeIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CcpExchangeObject,
                               ccp_exchange_object,
                               CCP_DBUS_TYPE_EXCHANGE_SKELETON,
                               G_IMPLEMENT_INTERFACE (CCP_DBUS_TYPE_EXCHANGE,
                                                      ccp_exchange_object_iface_init))

/* the skeleton tells of what is not what it was */
static void
on_changed (CcpLedgerEntry *entry, gpointer data)
{
  CcpDBusExchange *exchange = data;
  g_autofree char *stage =
      ccp_dbus_variant_clean_text (ccp_ledger_entry_get_stage (entry));
  g_autofree char *provider =
      ccp_dbus_variant_clean_text (ccp_ledger_entry_get_provider (entry));
  g_autofree char *model =
      ccp_dbus_variant_clean_text (ccp_ledger_entry_get_model (entry));

  ccp_dbus_exchange_set_stage (exchange, stage);
  ccp_dbus_exchange_set_provider (exchange, provider);
  ccp_dbus_exchange_set_model (exchange, model);
  ccp_dbus_exchange_set_phase (exchange,
                               ccp_phase_to_string (ccp_ledger_entry_get_phase (entry)));
  ccp_dbus_exchange_set_attempt (exchange, ccp_ledger_entry_get_attempt (entry));
}

static gboolean
ccp_exchange_object_handle_cancel (CcpDBusExchange *exchange,
                                   GDBusMethodInvocation *invocation)
{
  CcpExchangeObject *self = CCP_EXCHANGE_OBJECT (exchange);

  g_message ("%s: cancelled over the bus by %s",
             ccp_ledger_entry_get_id (self->entry),
             g_dbus_method_invocation_get_sender (invocation));
  ccp_dbus_exchange_complete_cancel (exchange, invocation);
  ccp_ledger_entry_cancel (self->entry);
  return TRUE;
}

static void
ccp_exchange_object_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *spec)
{
  CcpExchangeObject *self = CCP_EXCHANGE_OBJECT (object);
  const CcpUsage *usage = ccp_ledger_entry_get_usage (self->entry);

  switch (id)
    {
    case PROP_INPUT_TOKENS:
      g_value_set_uint64 (value, ccp_dbus_variant_get_count (usage->input_tokens));
      break;
    case PROP_OUTPUT_TOKENS:
      g_value_set_uint64 (value, ccp_dbus_variant_get_count (usage->output_tokens));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

/* nobody sets what is read from the entry */
static void
ccp_exchange_object_set_property (GObject *object,
                                  guint id,
                                  const GValue *value,
                                  GParamSpec *spec)
{
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ccp_exchange_object_finalize (GObject *object)
{
  CcpExchangeObject *self = CCP_EXCHANGE_OBJECT (object);

  g_clear_object (&self->entry);

  G_OBJECT_CLASS (ccp_exchange_object_parent_class)->finalize (object);
}

static void
ccp_exchange_object_class_init (CcpExchangeObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ccp_exchange_object_get_property;
  object_class->set_property = ccp_exchange_object_set_property;
  object_class->finalize = ccp_exchange_object_finalize;
  g_object_class_override_property (object_class, PROP_INPUT_TOKENS, "input-tokens");
  g_object_class_override_property (object_class, PROP_OUTPUT_TOKENS, "output-tokens");
}

static void
ccp_exchange_object_iface_init (CcpDBusExchangeIface *iface)
{
  iface->handle_cancel = ccp_exchange_object_handle_cancel;
}

static void
ccp_exchange_object_init (CcpExchangeObject *self)
{
}

GDBusInterfaceSkeleton *
ccp_dbus_exchange_create (CcpLedgerEntry *entry)
{
  CcpExchangeObject *self = NULL;
  CcpDBusExchange *exchange = NULL;
  g_autofree char *model = NULL;

  g_return_val_if_fail (CCP_IS_LEDGER_ENTRY (entry), NULL);

  self = g_object_new (CCP_TYPE_EXCHANGE_OBJECT, NULL);
  self->entry = g_object_ref (entry);
  exchange = CCP_DBUS_EXCHANGE (self);
  model = ccp_dbus_variant_clean_text (ccp_ledger_entry_get_asked_model (entry));
  ccp_dbus_exchange_set_id (exchange, ccp_ledger_entry_get_id (entry));
  ccp_dbus_exchange_set_asked_model (exchange, model);
  ccp_dbus_exchange_set_started_at (exchange,
                                    (guint64) ccp_ledger_entry_get_started_at (entry));
  on_changed (entry, self);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, 0);
  return G_DBUS_INTERFACE_SKELETON (self);
}

void
ccp_dbus_exchange_find_client (GDBusInterfaceSkeleton *exchange)
{
  CcpExchangeObject *self = NULL;

  g_return_if_fail (CCP_IS_EXCHANGE_OBJECT (exchange));

  self = CCP_EXCHANGE_OBJECT (exchange);
  ccp_dbus_exchange_set_client_pid (CCP_DBUS_EXCHANGE (exchange),
                                    ccp_ledger_entry_get_client_pid (self->entry));
}
