/* test-body-reader.c: whole bodies, and the limit
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-body-reader.h"

#include <string.h>

#include "run-fixture.h"

#define LIMIT 100000

typedef struct
{
  ScriptedStream *stream;
  GCancellable *cancellable;
  guint n_results;
  GBytes *bytes; /* (nullable) */
  GError *error; /* (nullable) */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->stream = scripted_stream_new (FALSE);
  f->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->stream);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->bytes, g_bytes_unref);
  g_clear_error (&f->error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->n_results++;
  f->bytes = ccp_body_reader_read_finish (result, &f->error);
}

static void
read_all (Fixture *f)
{
  ccp_body_reader_read_async (G_INPUT_STREAM (f->stream),
                              LIMIT,
                              f->cancellable,
                              on_read,
                              f);
  run_fixture_settle ();
}

/* around the size of the first block, and of the doubled one */
static void
test_length (Fixture *f, gconstpointer data)
{
  gsize length = GPOINTER_TO_SIZE (data);
  g_autofree char *text = g_malloc0 (length + 1);

  for (gsize i = 0; i < length; i++)
    text[i] = (char) ('a' + i % 26);
  if (length > 0)
    scripted_stream_add (f->stream, text);
  scripted_stream_end (f->stream);
  read_all (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_no_error (f->error);
  g_assert_cmpmem (g_bytes_get_data (f->bytes, NULL),
                   g_bytes_get_size (f->bytes),
                   text,
                   length);
}

static void
test_pieces (Fixture *f, gconstpointer data)
{
  read_all (f);
  scripted_stream_add (f->stream, "one ");
  run_fixture_settle ();
  scripted_stream_add (f->stream, "two");
  run_fixture_settle ();
  g_assert_cmpuint (f->n_results, ==, 0);
  scripted_stream_end (f->stream);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (f->bytes, NULL),
                   g_bytes_get_size (f->bytes),
                   "one two",
                   7);
}

static void
test_too_long (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (LIMIT + 1, 'x');

  scripted_stream_add (f->stream, text);
  read_all (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_null (f->bytes);
  g_assert_error (f->error, CCP_ERROR, CCP_ERROR_UPSTREAM);
  g_assert_cmpstr (f->error->message,
                   ==,
                   "the provider's answer is larger than 100000 bytes");
}

static void
test_fails (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "half");
  scripted_stream_fail (f->stream, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "gone"));
  read_all (f);

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (f->error->message,
                   ==,
                   "the upstream's answer ended unexpectedly: gone");
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  scripted_stream_add (f->stream, "half");
  read_all (f);
  g_cancellable_cancel (f->cancellable);
  run_fixture_settle ();

  g_assert_cmpuint (f->n_results, ==, 1);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const gsize lengths[] = { 0, 1, 16383, 16384, 16385, 32768, 32769, LIMIT };

  run_fixture_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/body-reader/length/%" G_GSIZE_FORMAT, lengths[i]);

      g_test_add (path,
                  Fixture,
                  GSIZE_TO_POINTER (lengths[i]),
                  set_up,
                  test_length,
                  tear_down);
    }
#define ADD(path, function)                                                              \
  g_test_add ("/body-reader/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("read/pieces", test_pieces);
  ADD ("read/T146-too-long", test_too_long);
  ADD ("read/T74-fails", test_fails);
  ADD ("read/cancelled", test_cancelled);

  return g_test_run ();
}
