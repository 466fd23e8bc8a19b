/* ccp-exchange-fields.h: what an exchange is made of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-exchange-private.h"

G_BEGIN_DECLS

struct _CcpExchange
{
  GObject parent_instance;

  CcpOperation operation;
  char *id;
  char *message_id;
  CcpHeaders *headers;
  CcpHeaders *credentials; /* (nullable) */
  CcpJson *body;
  char *model;
  gboolean stream;

  CcpRoute *route;      /* (nullable) */
  CcpJson *options;     /* (nullable) */
  char *dialect;        /* (nullable) */
  CcpModelFacts *facts; /* (nullable) */
  guint attempt;        /* from 1 */
  CcpJson *answer;      /* (nullable) */
  CcpToolNames *tool_names;
  CcpUsage usage;
  GError *abandoned;           /* (nullable) */
  GObject *client;             /* (nullable) */
  CcpExchangePidFunc find_pid; /* (nullable): of @client */
};

G_END_DECLS
