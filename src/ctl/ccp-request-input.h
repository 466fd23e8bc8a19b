/* ccp-request-input.h: a saved request and the configuration that it would meet
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-setup.h"
#include "ccp-snapshot.h"
#include "ccp-verb-options.h"

G_BEGIN_DECLS

/* What the verbs begin with that say what would become of a request. Nothing is sent on
 * what is opened here. */
typedef struct
{
  const char *verb;
  char *file;     /* (nullable) */
  char *config;   /* (nullable) */
  char *profile;  /* (nullable) */
  char **headers; /* (nullable) */
  gboolean as_json;

  CcpSetup *setup;
  CcpSnapshot *snapshot;
  CcpExchange *exchange;
} CcpRequestInput;

/* Reads the command line, the request and the configuration; what is wrong with one of
 * them is said on standard error.
 * @entries: (nullable): options that the verb has beside those of all
 * Returns: an exit status, 0 if @self is ready */
int ccp_request_input_open (CcpRequestInput *self,
                            const CcpVerbOptions *options,
                            const GOptionEntry *entries,
                            int argc,
                            char **argv);
void ccp_request_input_clear (CcpRequestInput *self);
/* Has the router decide, and gives the exchange its route. */
gboolean ccp_request_input_route (CcpRequestInput *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpRequestInput, ccp_request_input_clear)

G_END_DECLS
