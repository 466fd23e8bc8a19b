/* test-faulty.c: a plugin that is broken in the way that the build asks for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

#ifdef FAULT_PREFIX
#define TYPE_NAME "SomebodyElse"
#elif defined FAULT_NOISE
#define TYPE_NAME "TestNoiseThing"
#else
#define TYPE_NAME "TestFaultyThing"
#endif

G_GNUC_UNUSED static GType
make_type (void)
{
  const GTypeInfo info = {
    .class_size = sizeof (CcpSimpleTransformerClass),
    .instance_size = sizeof (CcpSimpleTransformer) + sizeof (gpointer),
  };

  return g_type_register_static (CCP_TYPE_SIMPLE_TRANSFORMER,
                                 TYPE_NAME,
                                 &info,
                                 G_TYPE_FLAG_NONE);
}

#ifdef FAULT_DUPLICATE
/* what G_DEFINE_TYPE makes, for a name that is taken */
static GType
get_duplicate_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, make_type ());
  return type;
}
#endif

#ifndef FAULT_NO_ABI
#ifdef FAULT_ABI
const int ccp_plugin_abi = 99;
#else
const int ccp_plugin_abi = CCP_PLUGIN_ABI;
#endif
#endif

#ifndef FAULT_NO_REGISTER
void
ccp_plugin_register (CcpRegistrar *registrar)
{
#if defined FAULT_ABORT
  abort ();
#elif defined FAULT_ABI
  abort ();
#elif defined FAULT_BUS
  raise (SIGBUS);
#elif defined FAULT_DUPLICATE
  make_type ();
  get_duplicate_type ();
  get_duplicate_type ();
#elif defined FAULT_EXIT
  exit (7);
#elif defined FAULT_HANG
  while (TRUE)
    pause ();
#elif defined FAULT_NOISE
  puts ("# a plugin that talks");
  fflush (stdout);
  if (g_type_from_name (TYPE_NAME) == G_TYPE_INVALID)
    make_type ();
  ccp_registrar_add (registrar,
                     CCP_TYPE_TRANSFORMER,
                     "Thing",
                     g_type_from_name (TYPE_NAME));
#elif defined FAULT_PREFIX
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Thing", make_type ());
#elif defined FAULT_REFUSED
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "No thing", make_type ());
#elif defined FAULT_SEGV
  raise (SIGSEGV);
#elif defined FAULT_SILENT
  /* waits with the answer's pipe closed, as a module that closes all files does */
  for (int fd = 3; fd < 256; fd++)
    close (fd);
  while (TRUE)
    pause ();
#endif
}
#endif
