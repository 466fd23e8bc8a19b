/* ccp-provider-visit.h: one request to a provider, as its state counts it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-state.h"

G_BEGIN_DECLS

/* In flight from its making to the end of the last who holds it, however that comes
 * about. What became of it is told at most once; a visit that ends without a word was
 * broken off by the client. */
typedef struct _CcpProviderVisit CcpProviderVisit;

CcpProviderVisit *ccp_provider_visit_new (CcpProviderState *state);
CcpProviderVisit *ccp_provider_visit_ref (CcpProviderVisit *self);
void ccp_provider_visit_unref (CcpProviderVisit *self);
/* Lets it last for as long as @object, too. */
void ccp_provider_visit_last (CcpProviderVisit *self, GObject *object);

/* @headers: of the answer */
void ccp_provider_visit_hear (CcpProviderVisit *self, CcpHeaders *headers);
/* @has_paid: whether the provider gave what it takes money for */
void ccp_provider_visit_succeed (CcpProviderVisit *self, gboolean has_paid);
/* @own_credentials: whether the client's own were sent in place of a key of the
 * configuration */
void ccp_provider_visit_fail (CcpProviderVisit *self,
                              CcpVerdict *verdict,
                              gboolean own_credentials);
/* An answer that has begun, and was told of already, broke off. Faults of this side are
 * not noted, and of the others the first alone. */
void ccp_provider_visit_break (CcpProviderVisit *self, CcpVerdict *verdict);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpProviderVisit, ccp_provider_visit_unref)

G_END_DECLS
