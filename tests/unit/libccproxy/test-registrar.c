/* test-registrar.c: tests of ccp-registrar.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

#include "private/ccp-registrar-private.h"

#define FIXTURE_TYPE_ROUTER (fixture_router_get_type ())
G_DECLARE_FINAL_TYPE (FixtureRouter, fixture_router, FIXTURE, ROUTER, CcpSimpleRouter)

struct _FixtureRouter
{
  CcpSimpleRouter parent_instance;
};

G_DEFINE_FINAL_TYPE (FixtureRouter, fixture_router, CCP_TYPE_SIMPLE_ROUTER)

static void
fixture_router_class_init (FixtureRouterClass *klass)
{
}

static void
fixture_router_init (FixtureRouter *self)
{
}

static void
test_finds_what_was_added (void)
{
  g_autoptr (CcpRegistrar) registrar = ccp_registrar_new ("p");

  ccp_registrar_add (registrar, CCP_TYPE_ROUTER, "One", FIXTURE_TYPE_ROUTER);

  g_assert_no_error (ccp_registrar_get_error (registrar));
  g_assert_true (ccp_registrar_lookup (registrar, CCP_TYPE_ROUTER, "One") ==
                 FIXTURE_TYPE_ROUTER);
  g_assert_true (ccp_registrar_lookup (registrar, CCP_TYPE_PROVIDER, "One") ==
                 G_TYPE_INVALID);
}

typedef struct
{
  const char *name;
  gboolean wrong_interface;
  gboolean abstract;
} Wrong;

static void
test_refuses (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autoptr (CcpRegistrar) registrar = ccp_registrar_new ("p");

  ccp_registrar_add (registrar, CCP_TYPE_ROUTER, "One", FIXTURE_TYPE_ROUTER);
  ccp_registrar_add (registrar,
                     wrong->wrong_interface ? CCP_TYPE_PROVIDER : CCP_TYPE_ROUTER,
                     wrong->name,
                     wrong->abstract ? CCP_TYPE_SIMPLE_ROUTER : FIXTURE_TYPE_ROUTER);

  g_assert_error (ccp_registrar_get_error (registrar), CCP_ERROR, CCP_ERROR_PLUGIN);
  g_assert_cmpuint (ccp_registrar_get_length (registrar), ==, 1);
}

int
main (int argc, char **argv)
{
  static const Wrong wrongs[] = {
    { "One", FALSE, FALSE }, { "", FALSE, FALSE },   { "a.b", FALSE, FALSE },
    { "a,b", FALSE, FALSE }, { "Two", TRUE, FALSE }, { "Two", FALSE, TRUE },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registrar/add/finds-what-was-added", test_finds_what_was_added);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/registrar/add/refuses-%u", i);

      g_test_add_data_func (path, &wrongs[i], test_refuses);
    }
  return g_test_run ();
}
