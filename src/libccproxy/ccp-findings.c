/* ccp-findings.c: what a plugin finds wrong with its settings
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-findings"

#include "ccp-findings.h"

typedef struct
{
  CcpSeverity severity;
  char *code;
  char *place;
  char *message;
} Finding;

/**
 * CcpFindings:
 *
 * What a plugin finds wrong with its settings, each with the place where it stands. The
 * host shows the line and column of it.
 */
struct _CcpFindings
{
  gatomicrefcount references;

  GArray *list; /* (element-type Finding) */
};

G_DEFINE_BOXED_TYPE (CcpFindings, ccp_findings, ccp_findings_ref, ccp_findings_unref)

static void
clear_finding (gpointer data)
{
  Finding *finding = data;

  g_clear_pointer (&finding->code, g_free);
  g_clear_pointer (&finding->place, g_free);
  g_clear_pointer (&finding->message, g_free);
}

static const Finding *
get_finding (CcpFindings *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->list->len, NULL);

  return &g_array_index (self->list, Finding, index);
}

/**
 * ccp_findings_new:
 *
 * Creates an empty list.
 *
 * Returns: (transfer full): the list
 */
CcpFindings *
ccp_findings_new (void)
{
  CcpFindings *self = g_new0 (CcpFindings, 1);

  g_atomic_ref_count_init (&self->references);
  self->list = g_array_new (FALSE, FALSE, sizeof (Finding));
  g_array_set_clear_func (self->list, clear_finding);
  return self;
}

/**
 * ccp_findings_ref:
 * @self: a list
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpFindings *
ccp_findings_ref (CcpFindings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_findings_unref:
 * @self: (transfer full): a list
 *
 * Gives a reference up.
 */
void
ccp_findings_unref (CcpFindings *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->list, g_array_unref);
  g_free (self);
}

/**
 * ccp_findings_add:
 * @self: a list
 * @severity: how bad it is
 * @code: what kind of thing it is, a few words with dashes that do not change from one
 * version to the next, such as `unreachable-rule`; `unknown-model` is not shown while the
 * configuration has models that could not be read
 * @place: where it stands in the settings, such as `rules[0].use`; empty for the whole of
 * them
 * @message: what is wrong and how to mend it, for a person; if it begins with "unknown ",
 * it is shown at the key, else at the value
 *
 * Adds a finding after those that are there.
 */
void
ccp_findings_add (CcpFindings *self,
                  CcpSeverity severity,
                  const char *code,
                  const char *place,
                  const char *message)
{
  Finding finding = { CCP_SEVERITY_ERROR };

  g_return_if_fail (self != NULL);
  g_return_if_fail (code != NULL);
  g_return_if_fail (place != NULL);
  g_return_if_fail (message != NULL);

  finding.severity = severity;
  finding.code = g_strdup (code);
  finding.place = g_strdup (place);
  finding.message = g_strdup (message);
  g_array_append_val (self->list, finding);
}

/**
 * ccp_findings_get_length:
 * @self: a list
 *
 * Counts the findings.
 *
 * Returns: how many there are
 */
guint
ccp_findings_get_length (CcpFindings *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->list->len;
}

/**
 * ccp_findings_get_severity:
 * @self: a list
 * @index: a position, less than the number of findings
 *
 * Gets how bad a finding is.
 *
 * Returns: the severity
 */
CcpSeverity
ccp_findings_get_severity (CcpFindings *self, guint index)
{
  const Finding *finding = get_finding (self, index);

  return finding != NULL ? finding->severity : CCP_SEVERITY_ERROR;
}

/**
 * ccp_findings_get_code:
 * @self: a list
 * @index: a position, less than the number of findings
 *
 * Gets what kind of thing a finding is.
 *
 * Returns: (transfer none): the code
 */
const char *
ccp_findings_get_code (CcpFindings *self, guint index)
{
  const Finding *finding = get_finding (self, index);

  return finding != NULL ? finding->code : NULL;
}

/**
 * ccp_findings_get_place:
 * @self: a list
 * @index: a position, less than the number of findings
 *
 * Gets where a finding stands in the settings.
 *
 * Returns: (transfer none): the place
 */
const char *
ccp_findings_get_place (CcpFindings *self, guint index)
{
  const Finding *finding = get_finding (self, index);

  return finding != NULL ? finding->place : NULL;
}

/**
 * ccp_findings_get_message:
 * @self: a list
 * @index: a position, less than the number of findings
 *
 * Gets what is wrong.
 *
 * Returns: (transfer none): the message
 */
const char *
ccp_findings_get_message (CcpFindings *self, guint index)
{
  const Finding *finding = get_finding (self, index);

  return finding != NULL ? finding->message : NULL;
}
