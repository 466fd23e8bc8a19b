/* ccp-yaml-problem.h: what libyaml could not read, in words that help
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <yaml.h>

#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* @yaml: a parser that has failed
 * @source: what it was parsing, in UTF-8 */
void ccp_yaml_problem_report (const yaml_parser_t *yaml,
                              GBytes *source,
                              CcpDiagnostics *diagnostics);

G_END_DECLS
