/* ccp-provider-states.c: what is known of all providers, for the life of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-states"

#include "ccp-provider-states.h"

struct _CcpProviderStates
{
  GObject parent_instance;

  CcpProviderClock clock; /* (nullable) */
  gpointer clock_data;
  GHashTable *states; /* (element-type utf8 CcpProviderState): by their own names */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CcpProviderStates, ccp_provider_states, G_TYPE_OBJECT)

static void
on_changed (CcpProviderState *state, gpointer data)
{
  g_signal_emit (data, signals[CHANGED], 0, state);
}

static void
ccp_provider_states_finalize (GObject *object)
{
  CcpProviderStates *self = CCP_PROVIDER_STATES (object);

  g_clear_pointer (&self->states, g_hash_table_unref);

  G_OBJECT_CLASS (ccp_provider_states_parent_class)->finalize (object);
}

static void
ccp_provider_states_class_init (CcpProviderStatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_provider_states_finalize;

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   CCP_TYPE_PROVIDER_STATE);
}

static void
ccp_provider_states_init (CcpProviderStates *self)
{
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

CcpProviderStates *
ccp_provider_states_new (CcpProviderClock clock, gpointer data)
{
  CcpProviderStates *self = g_object_new (CCP_TYPE_PROVIDER_STATES, NULL);

  self->clock = clock;
  self->clock_data = data;
  return self;
}

CcpProviderState *
ccp_provider_states_get (CcpProviderStates *self, const char *name)
{
  CcpProviderState *state = NULL;

  g_return_val_if_fail (CCP_IS_PROVIDER_STATES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  state = g_hash_table_lookup (self->states, name);
  if (state != NULL)
    return state;
  state = ccp_provider_state_new (name, self->clock, self->clock_data);
  g_signal_connect_object (state, "changed", G_CALLBACK (on_changed), self, 0);
  g_hash_table_insert (self->states,
                       (gpointer) ccp_provider_state_get_name (state),
                       state);
  return state;
}

void
ccp_provider_states_reconsider (CcpProviderStates *self)
{
  GHashTableIter iter;
  gpointer state;

  g_return_if_fail (CCP_IS_PROVIDER_STATES (self));

  g_hash_table_iter_init (&iter, self->states);
  while (g_hash_table_iter_next (&iter, NULL, &state))
    ccp_provider_state_reconsider (state);
}
