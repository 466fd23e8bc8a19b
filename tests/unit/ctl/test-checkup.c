/* test-checkup.c: one look of the doctor, which may take a while
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ccp-checkup.h"

#define LONG_TIME 60000 /* milliseconds */

static void
count_end (gpointer data)
{
  (*(guint *) data)++;
}

static void
say_at_once (CcpCheckup *checkup)
{
  ccp_checkup_add (checkup, CCP_FINDING_OK, g_strdup ("fine"), NULL);
}

static gboolean
say_later (gpointer data)
{
  ccp_checkup_add (data, CCP_FINDING_WARNING, g_strdup ("later"), NULL);
  ccp_checkup_release (data);
  return G_SOURCE_REMOVE;
}

static void
begin_two (CcpCheckup *checkup)
{
  g_idle_add (say_later, ccp_checkup_hold (checkup));
  g_idle_add (say_later, ccp_checkup_hold (checkup));
}

static void
release_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ccp_checkup_release (data);
}

static void
cancel_task (GCancellable *cancellable, gpointer data)
{
  g_task_return_error_if_cancelled (data);
}

/* what ends only when it is cancelled */
static void
begin_endless (CcpCheckup *checkup)
{
  GCancellable *cancellable = ccp_checkup_get_cancellable (checkup);
  GTask *task =
      g_task_new (NULL, cancellable, release_cancelled, ccp_checkup_hold (checkup));

  g_cancellable_connect (cancellable, G_CALLBACK (cancel_task), task, g_object_unref);
}

/* Returns: (transfer full): what @check says, when it has said all */
static CcpCheckup *
run (const CcpPatient *patient, CcpCheckupFunc check, guint milliseconds)
{
  CcpCheckup *checkup = ccp_checkup_new ("test", patient);
  guint n_ends = 0;

  ccp_checkup_run (checkup, check, milliseconds, count_end, &n_ends);
  while (n_ends == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_ends, ==, 1);
  return checkup;
}

static void
assert_finding (CcpCheckup *checkup, guint index, CcpFindingState state, const char *text)
{
  GPtrArray *findings = ccp_checkup_get_findings (checkup);
  const CcpFinding *finding = NULL;

  g_assert_cmpuint (findings->len, >, index);
  finding = g_ptr_array_index (findings, index);
  g_assert_cmpstr (finding->check, ==, "test");
  g_assert_cmpint (finding->state, ==, state);
  g_assert_nonnull (strstr (finding->text, text));
}

static void
test_at_once (gconstpointer data)
{
  g_autoptr (CcpCheckup) checkup = run (data, say_at_once, LONG_TIME);

  g_assert_cmpuint (ccp_checkup_get_findings (checkup)->len, ==, 1);
  assert_finding (checkup, 0, CCP_FINDING_OK, "fine");
}

static void
test_later (gconstpointer data)
{
  g_autoptr (CcpCheckup) checkup = run (data, begin_two, LONG_TIME);

  g_assert_cmpuint (ccp_checkup_get_findings (checkup)->len, ==, 2);
  assert_finding (checkup, 1, CCP_FINDING_WARNING, "later");
}

static void
test_too_long (gconstpointer data)
{
  g_autoptr (CcpCheckup) checkup = run (data, begin_endless, 10);

  g_assert_cmpuint (ccp_checkup_get_findings (checkup)->len, ==, 1);
  assert_finding (checkup, 0, CCP_FINDING_WARNING, "too long");
}

static void
test_url (gconstpointer data)
{
  const CcpPatient *patient = data;

  g_assert_true (ccp_patient_has_url (patient, "http://127.0.0.1:3456"));
  g_assert_true (ccp_patient_has_url (patient, "http://localhost:3456/"));
  g_assert_false (ccp_patient_has_url (patient, "http://127.0.0.1:3457"));
  g_assert_false (ccp_patient_has_url (patient, "http://example.org:3456"));
  g_assert_false (ccp_patient_has_url (patient, "text"));
}

/* whose proxy listens at port 3456 */
static CcpPatient *
create_patient (void)
{
  const char *text =
      "listen: 127.0.0.1:3456\n"
      "providers: [{name: p, type: demo, url: 'http://127.0.0.1:1/', models: [m]}]\n"
      "routing: {default: m}\n";
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (),
                                                 "DBUS_SESSION_BUS_ADDRESS",
                                                 "unix:path=/dev/null/none",
                                                 TRUE);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("ccproxy-XXXXXX.yaml", &path, NULL);
  CcpPatient *patient = NULL;

  g_assert_cmpint (fd, >=, 0);
  close (fd);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  patient = ccp_patient_new (path, (const char *const *) environment, TRUE);
  g_unlink (path);
  g_assert_nonnull (patient->config);
  return patient;
}

int
main (int argc, char **argv)
{
  g_autoptr (CcpPatient) patient = NULL;

  g_test_init (&argc, &argv, NULL);
  patient = create_patient ();
  g_test_add_data_func ("/checkup/run/at-once", patient, test_at_once);
  g_test_add_data_func ("/checkup/run/later", patient, test_later);
  g_test_add_data_func ("/checkup/run/too-long", patient, test_too_long);
  g_test_add_data_func ("/patient/has-url/port-of-this-machine", patient, test_url);
  return g_test_run ();
}
