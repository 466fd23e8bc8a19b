/* ccp-simple-provider.h: the base class of providers with plain methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider.h"

G_BEGIN_DECLS

#define CCP_TYPE_SIMPLE_PROVIDER (ccp_simple_provider_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (CcpSimpleProvider,
                          ccp_simple_provider,
                          CCP,
                          SIMPLE_PROVIDER,
                          GObject)

/**
 * CcpSimpleProviderClass:
 * @configure: takes its settings
 * @get_dialect: which transformer converts
 * @get_framing: how answers are cut into events
 * @describe: describes the HTTP request for an operation
 * @judge: judges an answer
 *
 * The methods that a subclass fills in.
 */
struct _CcpSimpleProviderClass
{
  /*< private >*/
  GObjectClass parent_class;

  /*< public >*/
  gboolean (*configure) (CcpSimpleProvider *self, CcpJson *settings, GError **error);
  const char *(*get_dialect) (CcpSimpleProvider *self);
  CcpFraming (*get_framing) (CcpSimpleProvider *self, CcpExchange *exchange);
  CcpUpstreamRequest *(*describe) (CcpSimpleProvider *self,
                                   CcpExchange *exchange,
                                   CcpOperation operation,
                                   CcpJson *body,
                                   GError **error);
  CcpVerdict *(*judge) (CcpSimpleProvider *self,
                        CcpExchange *exchange,
                        guint status,
                        CcpHeaders *headers,
                        GBytes *body,
                        CcpJson *json,
                        GError **error);

  /*< private >*/
  gpointer _reserved[8];
};

CCP_AVAILABLE_IN_1_0
CcpUpstreamRequest *ccp_simple_provider_describe (CcpSimpleProvider *self,
                                                  CcpExchange *exchange,
                                                  CcpOperation operation,
                                                  CcpJson *body,
                                                  GError **error);
CCP_AVAILABLE_IN_1_0
CcpVerdict *ccp_simple_provider_judge (CcpSimpleProvider *self,
                                       CcpExchange *exchange,
                                       guint status,
                                       CcpHeaders *headers,
                                       GBytes *body,
                                       CcpJson *json,
                                       GError **error);

G_END_DECLS
