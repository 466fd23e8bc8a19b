/* test-twin.c: a plugin whose type has the name of a type in another plugin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

CCP_PLUGIN_EXPORT extern const int ccp_plugin_abi;
CCP_PLUGIN_EXPORT void ccp_plugin_register (CcpRegistrar *registrar);

G_DECLARE_FINAL_TYPE (TestTwin, test_twin, TEST, TWIN, CcpSimpleTransformer)

struct _TestTwin
{
  CcpSimpleTransformer parent_instance;
};

G_DEFINE_FINAL_TYPE (TestTwin, test_twin, CCP_TYPE_SIMPLE_TRANSFORMER)

static void
test_twin_class_init (TestTwinClass *klass)
{
}

static void
test_twin_init (TestTwin *self)
{
}

const int ccp_plugin_abi = CCP_PLUGIN_ABI;

void
ccp_plugin_register (CcpRegistrar *registrar)
{
  ccp_registrar_add (registrar, CCP_TYPE_TRANSFORMER, "Twin", test_twin_get_type ());
}
