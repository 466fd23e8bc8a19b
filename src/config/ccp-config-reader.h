/* ccp-config-reader.h: takes checked values out of a mapping of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-context.h"
#include "ccp-config-schema.h"

G_BEGIN_DECLS

/* A mapping, with the table of its keys. What is wrong goes to the diagnostics, and the
 * caller gets what it would get if the key were absent: NULL, or the default of the
 * table. So a reader has a line for each key and no branches. */
typedef struct
{
  const CcpConfigContext *context;
  const CcpConfigSection *section;
  CcpConfigNode *node; /* (nullable) */
} CcpConfigReader;

/* checks that @node is a mapping and that it has no unknown keys and all required ones;
 * @node may be NULL: then every key is absent */
CcpConfigReader ccp_config_reader_enter (const CcpConfigContext *context,
                                         const CcpConfigSection *section,
                                         CcpConfigNode *node);
/* Returns: (nullable): NULL also for what is null or broken */
CcpConfigNode *ccp_config_reader_find (const CcpConfigReader *self, const char *key);
char *ccp_config_reader_get_string (const CcpConfigReader *self, const char *key);
/* Returns: the place in the values of the key */
guint ccp_config_reader_get_choice (const CcpConfigReader *self, const char *key);
CcpSecret *ccp_config_reader_get_secret (const CcpConfigReader *self, const char *key);
gboolean ccp_config_reader_get_boolean (const CcpConfigReader *self, const char *key);
guint ccp_config_reader_get_integer (const CcpConfigReader *self, const char *key);
guint ccp_config_reader_get_milliseconds (const CcpConfigReader *self, const char *key);
double ccp_config_reader_get_number (const CcpConfigReader *self, const char *key);
gsize ccp_config_reader_get_size (const CcpConfigReader *self, const char *key);
CcpJson *ccp_config_reader_get_object (const CcpConfigReader *self, const char *key);
/* Returns: (element-type CcpConfigNode): the nodes of a list, or the one that stands
 * there alone; without the broken ones */
GPtrArray *ccp_config_reader_get_list (const CcpConfigReader *self, const char *key);

G_END_DECLS
