/* test-random-calls.c: any calls of the emitter give one answer, whole or streamed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fuzz target plays them and checks that the guard changes nothing, that the stream
 * is well-formed, and that the collector makes of it what take_message gives.
 */
#include <glib.h>

#include "../../fuzz/fuzz-target.h"

#define N_ANSWERS 400
#define MAX_CALLS 200

static void
test_random_calls (void)
{
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      gsize size = (gsize) g_test_rand_int_range (0, MAX_CALLS);
      g_autofree guint8 *calls = g_malloc (size + 1);

      /* the rare calls end an answer, so most are kept out */
      for (gsize j = 0; j < size; j++)
        calls[j] = (guint8) g_test_rand_int_range (0, j % 8 == 0 ? 0x100 : 0xf0);
      LLVMFuzzerTestOneInput (calls, size);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-emitter/random-calls/T60-T67-one-answer", test_random_calls);

  return g_test_run ();
}
