/* ccp-config.h: the whole configuration, read and checked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-config.h"
#include "ccp-diagnostics.h"
#include "ccp-model-config.h"
#include "ccp-provider-config.h"

G_BEGIN_DECLS

#define CCP_TYPE_CONFIG (ccp_config_get_type ())

/* Immutable. What is optional in the file has its default here. */
G_DECLARE_FINAL_TYPE (CcpConfig, ccp_config, CCP, CONFIG, GObject)

/* What @diagnostics has an error for is not in the result, which is then good for one
 * thing: to look for what else is wrong with it. It must not be used.
 * @path: the file; relative paths in it are relative to its folder
 * @environment: as of g_get_environ (), a parameter so that tests own it.
 * Returns: (nullable): NULL if nothing could be read at all */
CcpConfig *ccp_config_new_from_file (const char *path,
                                     const char *const *environment,
                                     CcpDiagnostics *diagnostics);
CcpConfig *ccp_config_new_from_bytes (GBytes *yaml,
                                      const char *const *environment,
                                      CcpDiagnostics *diagnostics);
/* the configuration that the daemon starts with when there is no file: one provider of
 * the type "demo", one model "demo", a default route to it, port 3456 */
CcpConfig *ccp_config_new_embedded (void);

CcpConfigNode *ccp_config_get_root (CcpConfig *self); /* a mapping, if nothing is wrong */
/* whether every provider and model could be read, so that another name is unknown */
gboolean ccp_config_has_all_names (CcpConfig *self);
/* whether every folder of transformer_paths could be read */
gboolean ccp_config_has_all_paths (CcpConfig *self);

GPtrArray *ccp_config_get_listen (
    CcpConfig *self); /* (element-type utf8): "127.0.0.1:3456", "unix:/path" */
GPtrArray *ccp_config_get_client_keys (CcpConfig *self); /* (element-type CcpSecret) */
GPtrArray *ccp_config_get_allowed_hosts (
    CcpConfig *self); /* (element-type utf8): beyond loopback names */
GPtrArray *ccp_config_get_transformer_paths (
    CcpConfig *self); /* (element-type utf8): further plugin folders */
GPtrArray *
ccp_config_get_providers (CcpConfig *self);         /* (element-type CcpProviderConfig) */
GPtrArray *ccp_config_get_models (CcpConfig *self); /* (element-type CcpModelConfig) */
GPtrArray *
ccp_config_get_pipelines (CcpConfig *self);        /* (element-type CcpPipelineConfig) */
CcpJson *ccp_config_get_routing (CcpConfig *self); /* an object: {"default": "…", …} */
CcpConfigNode *ccp_config_get_routing_node (CcpConfig *self); /* (nullable) */
guint ccp_config_get_start_hold (CcpConfig *self);    /* milliseconds, default 15000 */
guint ccp_config_get_ping_interval (CcpConfig *self); /* milliseconds, default 10000 */
guint ccp_config_get_drain_timeout (CcpConfig *self); /* milliseconds, default 30000 */
/* whether the file is read again when it has changed, default FALSE */
gboolean ccp_config_get_watch_config (CcpConfig *self);
gsize ccp_config_get_max_body (CcpConfig *self);        /* bytes, default 32 MiB */
guint ccp_config_get_max_connections (CcpConfig *self); /* default 2048 */
guint ccp_config_get_header_timeout (CcpConfig *self);  /* milliseconds, default 10000 */
const CcpDesktopConfig *ccp_config_get_desktop (CcpConfig *self);

/* the providers and models by their names: configured models first, then those that a
 * provider lists */
CcpCatalog *ccp_config_build_catalog (CcpConfig *self);

G_END_DECLS
