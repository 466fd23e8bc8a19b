/* ccp-catalog-fields.h: what a catalog is made of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-catalog.h"

G_BEGIN_DECLS

typedef struct
{
  char *id; /* (nullable): of a namesake */
  char *provider;
  char *upstream;
  CcpModelFacts facts;
} CcpCatalogModel;

struct _CcpCatalog
{
  gatomicrefcount references;

  GPtrArray *providers; /* (element-type utf8) */
  GArray *models;       /* (element-type CcpCatalogModel) */
  GArray *namesakes; /* (element-type CcpCatalogModel): whose name is that of another */
};

G_END_DECLS
