/* fuzz-reader.h: takes choices and texts out of a fuzzer's input
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct
{
  const uint8_t *data;
  size_t size;
} FuzzReader;

static inline uint8_t
fuzz_reader_byte (FuzzReader *self)
{
  if (self->size == 0)
    return 0;
  self->size--;
  return *self->data++;
}

static inline guint
fuzz_reader_choice (FuzzReader *self, guint n_choices)
{
  return fuzz_reader_byte (self) % n_choices;
}

/* up to @max bytes of the input, which may be anything */
static inline const char *
fuzz_reader_text (FuzzReader *self, guint max, gsize *length)
{
  size_t wanted = fuzz_reader_byte (self) % (max + 1);
  const char *text = NULL;

  *length = MIN (wanted, self->size);
  text = (const char *) self->data;
  self->data += *length;
  self->size -= *length;
  return text;
}
