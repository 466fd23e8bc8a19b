/* ccp-import-finish.c: checks, writes and reports what an import made
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-import-finish"

#include "ccp-import-finish.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

#include "ccp-draft-check.h"
#include "ccp-import-output.h"

static int
fail (const CcpImportFinish *self, const GError *error)
{
  fprintf (stderr, "ccproxy %s: %s\n", self->verb, error->message);
  return 1;
}

static void
print_json (const CcpImportFinish *self, CcpDraft *draft, gboolean is_good)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  if (self->output != NULL)
    json_object_set_string_member (object, "output", self->output);
  json_object_set_boolean_member (object, "usable", is_good);
  json_object_set_member (object,
                          "report",
                          ccp_import_report_to_json (ccp_draft_get_report (draft)));
  json_node_init_object (node, object);
  text = json_to_string (node, TRUE);
  fprintf (self->output != NULL ? stdout : stderr, "%s\n", text);
}

static void
print_text (const CcpImportFinish *self, CcpDraft *draft, gboolean is_good)
{
  CcpImportReport *report = ccp_draft_get_report (draft);
  g_autofree char *text = ccp_import_report_to_text (report);
  guint n = ccp_import_report_get_length (report);

  fputs (text, stderr);
  if (self->output != NULL)
    fprintf (stderr,
             is_good ? ngettext ("%s: written, %u note\n", "%s: written, %u notes\n", n)
                     : ngettext ("%s: written, %u note; it has errors, which \"ccproxy "
                                 "lint\" shows\n",
                                 "%s: written, %u notes; it has errors, which \"ccproxy "
                                 "lint\" shows\n",
                                 n),
             self->output,
             n);
}

static int
write_file (const CcpImportFinish *self, CcpDraft *draft, gboolean is_good)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ccp_draft_render (draft, self->title, &error);

  if (text == NULL)
    return fail (self, error);
  if (ccp_import_output_write (self->output, self->replace, text, &error))
    {
      if (self->as_json)
        print_json (self, draft, is_good);
      else
        print_text (self, draft, is_good);
      return is_good ? 0 : 1;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      fprintf (stderr,
               _ ("ccproxy %s: %s is there already; name another file with --output, or "
                  "replace it with --force\n"),
               self->verb,
               self->output);
      return 1;
    }
  return fail (self, error);
}

int
ccp_import_finish_run (const CcpImportFinish *self, CcpDraft *draft)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_good = FALSE;

  g_return_val_if_fail (self != NULL, EX_SOFTWARE);
  g_return_val_if_fail (draft != NULL, EX_SOFTWARE);

  /* once to be checked, and once more with what the check found */
  text = ccp_draft_render (draft, self->title, &error);
  if (text == NULL)
    return fail (self, error);
  is_good = ccp_draft_check_run (draft, text);
  return write_file (self, draft, is_good);
}
