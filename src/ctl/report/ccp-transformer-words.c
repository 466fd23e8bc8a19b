/* ccp-transformer-words.c: what people call the parts of a transformer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccproxy"

#include "ccp-transformer-words.h"

#include <glib/gi18n.h>

typedef struct
{
  CcpTransformAbilities ability;
  const char *name;
} Work;

static const Work works[] = {
  { CCP_TRANSFORM_CAN_REQUEST, N_ ("requests") },
  { CCP_TRANSFORM_CAN_UPSTREAM, N_ ("HTTP requests") },
  { CCP_TRANSFORM_CAN_RESPONSE, N_ ("answers") },
  { CCP_TRANSFORM_CAN_EVENTS, N_ ("events") },
};

const char *
ccp_transformer_words_get_side (CcpSide side)
{
  switch (side)
    {
    case CCP_SIDE_ANTHROPIC:
      return "anthropic";
    case CCP_SIDE_UPSTREAM:
      return "upstream";
    case CCP_SIDE_DIALECT:
    default:
      return "dialect";
    }
}

char **
ccp_transformer_words_list_work (CcpTransformAbilities abilities,
                                 CcpTransformAbilities mask)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      if ((abilities & mask & works[i].ability) != 0)
        g_strv_builder_add (names, works[i].name);
    }
  return g_strv_builder_end (names);
}

char *
ccp_transformer_words_describe_work (CcpTransformAbilities abilities,
                                     CcpTransformAbilities mask)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      if ((abilities & mask & works[i].ability) == 0)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, _ (works[i].name));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}
