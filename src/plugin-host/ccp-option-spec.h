/* ccp-option-spec.h: one setting that a plugin has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_OPTION_BOOLEAN,
  CCP_OPTION_INTEGER,
  CCP_OPTION_NUMBER,
  CCP_OPTION_STRING,
  CCP_OPTION_ENUM,
  CCP_OPTION_STRING_LIST, /* or one string */
  CCP_OPTION_LIST,        /* of anything, or one value */
  CCP_OPTION_OBJECT,
  CCP_OPTION_TARGET,  /* what a routing value may be */
  CCP_OPTION_TARGETS, /* one, a list of them, or a mapping that says more */
  CCP_OPTION_DIALECT, /* a transformer that converts; its plugin's options come with it */
} CcpOptionType;

typedef struct
{
  char *name;
  CcpOptionType type;
  char **values;  /* (nullable): of an enum */
  double minimum; /* of an integer or number, -INFINITY for none */
  double maximum;
  gboolean required;
  CcpJson *fallback; /* (nullable): the value when the configuration has none */
  CcpJson *schema;   /* (nullable): a JSON Schema of the value, for editors */
  char *description; /* (nullable) */
} CcpOptionSpec;

/* @group: of a .plugin file
 * Returns: (nullable) */
CcpOptionSpec *ccp_option_spec_new_from_key_file (GKeyFile *file,
                                                  const char *group,
                                                  const char *name,
                                                  GError **error);
void ccp_option_spec_free (CcpOptionSpec *self);
/* as .plugin files have it: "string-list" */
const char *ccp_option_spec_get_type_name (const CcpOptionSpec *self);
/* what a value must be, for errors: "expected 1..10" */
char *ccp_option_spec_describe (const CcpOptionSpec *self);
gboolean ccp_option_spec_accepts (const CcpOptionSpec *self, const CcpJsonValue *value);
/* @value: one that is accepted */
void ccp_option_spec_write (const CcpOptionSpec *self,
                            const CcpJsonValue *value,
                            CcpJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpOptionSpec, ccp_option_spec_free)

G_END_DECLS
