/* fuzz-import.c: any bytes as a file of another program, and what is made of it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-ccr-import.h"
#include "ccp-ccr-preset.h"
#include "ccp-ccr-project.h"
#include "ccp-config-parser.h"
#include "fuzz-target.h"

/* up to here the limits of a configuration are not in sight */
#define SMALL 4096

static const char *const environment[] = { "CCPROXY_PRESET_PATH=" PRESET_PATH, NULL };

/* it is read as it was written, and has what a configuration must have */
static void
check_file (const char *file)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("made.yaml");
  g_autoptr (CcpConfigNode) root = ccp_config_parser_run (bytes, diagnostics);

  g_assert (root != NULL);
  g_assert_cmpuint (ccp_diagnostics_get_length (diagnostics), ==, 0);
  g_assert (ccp_config_node_get_length (ccp_config_node_get_member (root, "providers")) >
            0);
  g_assert (ccp_config_node_get_member (root, "routing") != NULL);
}

static void
check_report (CcpDraft *draft)
{
  g_autofree char *text = ccp_import_report_to_text (ccp_draft_get_report (draft));
  guint n_lines = 0;

  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p++)
    {
      n_lines += *p == '\n' ? 1 : 0;
      g_assert (*p == '\n' || !g_ascii_iscntrl (*p));
    }
  g_assert_cmpuint (n_lines,
                    ==,
                    ccp_import_report_get_length (ccp_draft_get_report (draft)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) text = g_bytes_new_static (data, size);
  g_autoptr (CcpDraft) draft = ccp_draft_new (environment);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;

  if (!ccp_ccr_import_add_file (draft, text, &error))
    {
      g_assert (error != NULL);
      return 0;
    }
  ccp_ccr_preset_add (draft, "preset", text);
  ccp_ccr_project_add (draft, "-no-such-folder", NULL, text);
  check_report (draft);
  file = ccp_draft_render (draft, "made", &error);
  g_assert ((file == NULL) == (error != NULL));
  g_assert (file != NULL || size > SMALL);
  if (file != NULL)
    check_file (file);
  return 0;
}
