/* test-provider-states.c: what is known of all providers
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-provider-states.h"

static void
on_changed (CcpProviderStates *states, CcpProviderState *state, gpointer data)
{
  g_string_append (data, ccp_provider_state_get_name (state));
}

static void
test_get (void)
{
  g_autoptr (CcpProviderStates) states = ccp_provider_states_new (NULL, NULL);
  CcpProviderState *p = ccp_provider_states_get (states, "p");

  g_assert_cmpstr (ccp_provider_state_get_name (p), ==, "p");
  g_assert_true (ccp_provider_states_get (states, "p") == p);
  g_assert_true (ccp_provider_states_get (states, "q") != p);
}

static void
test_changed (void)
{
  g_autoptr (CcpProviderStates) states = ccp_provider_states_new (NULL, NULL);
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (states, "changed", G_CALLBACK (on_changed), told);
  ccp_provider_state_pause (ccp_provider_states_get (states, "p"));
  ccp_provider_state_pause (ccp_provider_states_get (states, "q"));
  ccp_provider_state_resume (ccp_provider_states_get (states, "p"));

  g_assert_cmpstr (told->str, ==, "pqp");
}

static void
test_reconsider (void)
{
  g_autoptr (CcpProviderStates) states = ccp_provider_states_new (NULL, NULL);
  g_autoptr (CcpVerdict) verdict =
      ccp_verdict_new (CCP_VERDICT_GIVE_UP, CCP_ERROR_AUTHENTICATION, "no");
  CcpProviderState *state = ccp_provider_states_get (states, "p");

  ccp_provider_state_note_failure (state, verdict, FALSE);
  g_assert_cmpint (ccp_provider_state_get_condition (state), ==, CCP_PROVIDER_RESTING);
  ccp_provider_states_reconsider (states);

  g_assert_cmpint (ccp_provider_state_get_condition (state), ==, CCP_PROVIDER_READY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-states/get/one-for-each-name", test_get);
  g_test_add_func ("/provider-states/changed/says-whose", test_changed);
  g_test_add_func ("/provider-states/reconsider/each", test_reconsider);

  return g_test_run ();
}
