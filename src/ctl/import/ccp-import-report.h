/* ccp-import-report.h: what became of what could not be carried as it was
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CCP_IMPORT_CHANGED, /* it is there in another way */
  CCP_IMPORT_LOST,    /* it is not there */
  CCP_IMPORT_ADVICE,  /* what is to be done now */
  CCP_IMPORT_FOUND,   /* where it came from */
} CcpImportKind;

typedef struct _CcpImportReport CcpImportReport;

CcpImportReport *ccp_import_report_new (void);
void ccp_import_report_free (CcpImportReport *self);
/* @place: such as "Providers[1].transformer.use[0]"
 * @format: no secret may be in it; what is not printable is replaced */
void ccp_import_report_add (CcpImportReport *self,
                            CcpImportKind kind,
                            const char *place,
                            const char *format,
                            ...) G_GNUC_PRINTF (4, 5);
guint ccp_import_report_get_length (CcpImportReport *self);
/* a line for each, with what it is about */
char *ccp_import_report_to_text (CcpImportReport *self);
/* Returns: a list of {kind, place, message} */
JsonNode *ccp_import_report_to_json (CcpImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpImportReport, ccp_import_report_free)

G_END_DECLS
