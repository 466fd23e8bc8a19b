/* test-trial-record.c: which modules have been tried
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-trial-record.h"

#include "plugin-fixture.h"

static void
test_find (Fixture *self, gconstpointer data)
{
  g_autofree char *types = NULL;
  g_autofree char *other = NULL;

  ccp_trial_record_add (self->record, "one 1", "A,B");
  ccp_trial_record_add (self->record, "two 2", "C");
  ccp_trial_record_add (self->record, "one 1", "A");

  g_assert_true (ccp_trial_record_find (self->record, "one 1", &types));
  g_assert_cmpstr (types, ==, "A");
  g_assert_true (ccp_trial_record_find (self->record, "two 2", &other));
  g_assert_cmpstr (other, ==, "C");
  g_assert_false (ccp_trial_record_find (self->record, "one", &other));
  g_assert_false (ccp_trial_record_find (self->record, "one 11", &other));
}

static void
test_identity (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "a module\n.so", "one");
  g_autofree char *before = ccp_trial_record_identify (path);
  g_autofree char *same = ccp_trial_record_identify (path);
  g_autofree char *rewritten = NULL;
  g_autofree char *after = NULL;

  rewritten = fixture_write (self, "a module\n.so", "two");
  after = ccp_trial_record_identify (path);

  g_assert_cmpstr (before, ==, same);
  g_assert_cmpstr (before, !=, after);
  g_assert_null (strpbrk (before, "\t\n"));
  g_assert_null (ccp_trial_record_identify (self->record));
}

static void
test_foreign (Fixture *self, gconstpointer data)
{
  g_autofree char *types = NULL;

  ccp_trial_record_add (self->record, "one 1", "A");
  g_assert_cmpint (g_chmod (self->record, 0622), ==, 0);

  g_assert_false (ccp_trial_record_find (self->record, "one 1", &types));
}

static void
test_bounded (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "m %u\tA\n", i);
  path = fixture_write (self, "state/tried", many->str);
  ccp_trial_record_add (self->record, "m 5", "B");
  g_assert_true (g_file_get_contents (self->record, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), <, 210);
  g_assert_cmpstr (lines[0], ==, "m 5\tB");
}

#define ADD(name, function)                                                              \
  g_test_add ("/trial-record/" name,                                                     \
              Fixture,                                                                   \
              NULL,                                                                      \
              fixture_set_up,                                                            \
              function,                                                                  \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("find", test_find);
  ADD ("identify", test_identity);
  ADD ("writable-by-others", test_foreign);
  ADD ("bounded", test_bounded);

  return g_test_run ();
}
