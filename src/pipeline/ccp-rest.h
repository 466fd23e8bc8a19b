/* ccp-rest.h: until when a provider wants, or has, to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* A plain value, zero for no rest. All times are in microseconds, of the same clock. */
typedef struct
{
  gint64 since;
  gint64 until;
  CcpError cause;
} CcpRest;

gboolean ccp_rest_is_over (const CcpRest *self, gint64 now);
/* whether it is for a key that was refused or an account without credit */
gboolean ccp_rest_is_for_refusal (const CcpRest *self);

/* Begins a rest if @verdict asks for one; of two the one that ends later counts.
 * @own_credentials: whether the request had the client's own in place of a key of the
 * configuration: then the refusal of them says nothing of the provider */
void
ccp_rest_begin (CcpRest *self, CcpVerdict *verdict, gboolean own_credentials, gint64 now);
/* An attempt that began at @asked was answered: that ends a rest for a refusal that is no
 * longer true. @has_paid: whether an account without credit would not have got it */
void ccp_rest_disprove (CcpRest *self, gint64 asked, gboolean has_paid);

G_END_DECLS
