/* ccp-request-line.h: the line of the log that a request gets at its end
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* What is known of a request; NULL, or 0, is what is not, and is not written. The texts
 * are others': they are bounded, secrets are taken out, and none passes for a line. */
typedef struct
{
  const char *id;
  const char *method;
  const char *path;
  const char *asked; /* the model that the client named */
  CcpRoute *route;
  const char *rule; /* that decided */
  guint target;     /* its position in the chain of the route, from 1 on */
  guint n_targets;
  guint status;
  const char *error_type; /* of the Messages API */
  const char *error;
  const CcpUsage *usage;
  gint64 first_token; /* microseconds */
  gint64 duration;    /* microseconds */
} CcpRequestLine;

/* for a person, and with fields of its own for the journal */
void ccp_request_line_write (const CcpRequestLine *self, GLogLevelFlags level);

G_END_DECLS
