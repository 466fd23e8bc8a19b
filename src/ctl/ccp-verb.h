/* ccp-verb.h: the verbs of the command line
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each is in a file of its own name. @argv[0] is the verb.
 * Returns: an exit status: 0, 1 if what was asked is not so, 64 if the command line is
 * wrong */
int ccp_verb_code (int argc, char **argv);
int ccp_verb_complete (int argc, char **argv);
int ccp_verb_doctor (int argc, char **argv);
int ccp_verb_dry_run (int argc, char **argv);
int ccp_verb_env (int argc, char **argv);
int ccp_verb_explain (int argc, char **argv);
int ccp_verb_import (int argc, char **argv);
int ccp_verb_init (int argc, char **argv);
int ccp_verb_lint (int argc, char **argv);
int ccp_verb_log (int argc, char **argv);
int ccp_verb_pipeline (int argc, char **argv);
int ccp_verb_presets (int argc, char **argv);
int ccp_verb_providers (int argc, char **argv);
int ccp_verb_reload (int argc, char **argv);
int ccp_verb_routes (int argc, char **argv);
int ccp_verb_run (int argc, char **argv);
int ccp_verb_schema (int argc, char **argv);
int ccp_verb_stats (int argc, char **argv);
int ccp_verb_status (int argc, char **argv);
int ccp_verb_top (int argc, char **argv);
int ccp_verb_statusline (int argc, char **argv);
int ccp_verb_transformers (int argc, char **argv);
int ccp_verb_use (int argc, char **argv);

G_END_DECLS
