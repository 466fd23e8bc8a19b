/* ccp-types.h: the names of all public types, so that headers need not include each other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp-enums.h"
#include "ccp-version-macros.h"

G_BEGIN_DECLS

typedef struct _CcpAuthScheme CcpAuthScheme;
typedef struct _CcpBaseUrl CcpBaseUrl;
typedef struct _CcpBlock CcpBlock;
typedef struct _CcpBlockIter CcpBlockIter;
typedef struct _CcpBodyOverrides CcpBodyOverrides;
typedef struct _CcpCatalog CcpCatalog;
typedef struct _CcpConversation CcpConversation;
typedef struct _CcpEvent CcpEvent;
typedef struct _CcpEventBatch CcpEventBatch;
typedef struct _CcpEventSource CcpEventSource;
typedef struct _CcpExchange CcpExchange;
typedef struct _CcpFindings CcpFindings;
typedef struct _CcpHeaders CcpHeaders;
typedef struct _CcpJson CcpJson;
typedef struct _CcpJsonHandle CcpJsonHandle;
typedef struct _CcpJsonIter CcpJsonIter;
typedef struct _CcpJsonRepair CcpJsonRepair;
typedef struct _CcpJsonSplice CcpJsonSplice;
typedef struct _CcpJsonUnescaper CcpJsonUnescaper;
typedef struct _CcpJsonValue CcpJsonValue;
typedef struct _CcpJsonWriter CcpJsonWriter;
typedef struct _CcpMessageEmitter CcpMessageEmitter;
typedef struct _CcpModelFacts CcpModelFacts;
typedef struct _CcpProvider CcpProvider;
typedef struct _CcpRegistrar CcpRegistrar;
typedef struct _CcpRoute CcpRoute;
typedef struct _CcpRouter CcpRouter;
typedef struct _CcpSignature CcpSignature;
typedef struct _CcpStopMatcher CcpStopMatcher;
typedef struct _CcpStreamGrace CcpStreamGrace;
typedef struct _CcpThinkTags CcpThinkTags;
typedef struct _CcpToolList CcpToolList;
typedef struct _CcpToolNames CcpToolNames;
typedef struct _CcpToolResult CcpToolResult;
typedef struct _CcpTransformer CcpTransformer;
typedef struct _CcpTransport CcpTransport;
typedef struct _CcpUpstreamError CcpUpstreamError;
typedef struct _CcpTurn CcpTurn;
typedef struct _CcpUpstreamRequest CcpUpstreamRequest;
typedef struct _CcpUpstreamResponse CcpUpstreamResponse;
typedef struct _CcpUsage CcpUsage;
typedef struct _CcpVerdict CcpVerdict;
typedef struct _CcpWebResults CcpWebResults;

G_END_DECLS
