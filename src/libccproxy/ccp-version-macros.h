/* ccp-version-macros.h: symbol visibility and the plugin ABI number
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

#define _CCP_EXTERN __attribute__ ((visibility ("default"))) extern

#define CCP_AVAILABLE_IN_1_0 _CCP_EXTERN

/* What the daemon needs of the library and a plugin must not touch: exported, not
 * installed. */
#define CCP_HOST_API _CCP_EXTERN

/**
 * CCP_PLUGIN_ABI:
 *
 * The number of the plugin interface that this header describes.
 *
 * A module exports it as `ccp_plugin_abi`; the host refuses a module that was built
 * against another number before it calls anything in it.
 */
#define CCP_PLUGIN_ABI 1

/**
 * CCP_PLUGIN_EXPORT:
 *
 * Marks the two symbols that a plugin module exports.
 */
#define CCP_PLUGIN_EXPORT __attribute__ ((visibility ("default")))
