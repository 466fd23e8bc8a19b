/* ccp-config-schema.h: the keys of the configuration file, in tables
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_CONFIG_STRING,
  CCP_CONFIG_STRINGS, /* a list, or one */
  CCP_CONFIG_SECRET,  /* a string that is never shown, or what is inside */
  CCP_CONFIG_SECRETS, /* a list, or one */
  CCP_CONFIG_BOOLEAN,
  CCP_CONFIG_INTEGER,
  CCP_CONFIG_NUMBER,       /* with a fraction if need be */
  CCP_CONFIG_SECONDS,      /* a number, with a fraction if need be */
  CCP_CONFIG_SIZE,         /* bytes, or a number with a unit */
  CCP_CONFIG_OBJECT,       /* a mapping that somebody else understands */
  CCP_CONFIG_MODELS,       /* a list of names or of mappings with keys of their own */
  CCP_CONFIG_SECTION,      /* a mapping with keys of its own */
  CCP_CONFIG_SECTIONS,     /* a list of those */
  CCP_CONFIG_NAMED,        /* a mapping from names that the user chooses to those */
  CCP_CONFIG_TRANSFORMERS, /* a list of names or of mappings with keys of their own */
} CcpConfigKeyType;

typedef struct _CcpConfigSection CcpConfigSection;

/* All there is to know about a key: what the reader checks, what the documentation and a
 * JSON Schema say. */
typedef struct
{
  const char *name;
  CcpConfigKeyType type;
  gboolean required;
  double minimum; /* of a number */
  double maximum;
  double fallback;                 /* a number that is not in the file */
  const CcpConfigSection *section; /* (nullable): the keys of what is inside */
  const char *const *values;       /* (nullable): what a string may be; the fallback is
                                      the place in it */
  const char *description;
} CcpConfigKey;

struct _CcpConfigSection
{
  const CcpConfigKey *keys;
  guint n_keys;
};

extern const CcpConfigSection ccp_config_section_root;
extern const CcpConfigSection ccp_config_section_provider;
extern const CcpConfigSection ccp_config_section_key_command;
extern const CcpConfigSection ccp_config_section_price;
extern const CcpConfigSection ccp_config_section_listed_model;
extern const CcpConfigSection ccp_config_section_model;
extern const CcpConfigSection ccp_config_section_transformers;
extern const CcpConfigSection ccp_config_section_transformer;
extern const CcpConfigSection ccp_config_section_limits;
extern const CcpConfigSection ccp_config_section_desktop;
/* the whole of a file that has a preset */
extern const CcpConfigSection ccp_config_section_preset;

/* Returns: (nullable) */
const CcpConfigKey *ccp_config_section_find (const CcpConfigSection *self,
                                             const char *name);
/* Returns: (array zero-terminated=1) (element-type utf8): the names, not owned */
GPtrArray *ccp_config_section_get_names (const CcpConfigSection *self);

G_END_DECLS
