/* ccp-secret.c: a key, which is never printed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-secret"

#include "ccp-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The text has pages of its own: memory is locked and kept out of core dumps by the page,
 * and unlocking one secret must not unlock another. */
struct _CcpSecret
{
  gatomicrefcount references;

  char *text;
  gsize length; /* of the text */
  gsize size;   /* of the pages */
};

G_DEFINE_BOXED_TYPE (CcpSecret, ccp_secret, ccp_secret_ref, ccp_secret_unref)

static char *
map_pages (gsize size)
{
  void *pages =
      mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  g_assert (pages != MAP_FAILED);
  /* both as far as the system allows it */
  if (mlock (pages, size) != 0)
    g_debug ("a secret may be swapped out: it cannot be locked in memory");
  if (madvise (pages, size, MADV_DONTDUMP) != 0)
    g_debug ("a secret may be in core dumps");
  return pages;
}

CcpSecret *
ccp_secret_new (const char *text)
{
  CcpSecret *self = NULL;
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CcpSecret, 1);
  g_atomic_ref_count_init (&self->references);
  self->length = strlen (text);
  self->size = (self->length / page + 1) * page;
  self->text = map_pages (self->size);
  memcpy (self->text, text, self->length + 1);
  return self;
}

CcpSecret *
ccp_secret_ref (CcpSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ccp_secret_unref (CcpSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  explicit_bzero (self->text, self->length);
  munmap (self->text, self->size);
  g_free (self);
}

const char *
ccp_secret_reveal (CcpSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gboolean
ccp_secret_equals (CcpSecret *self, const char *text)
{
  gsize length = 0;
  gsize difference = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  /* the time depends on the length of what was offered alone */
  length = strlen (text);
  difference = length ^ self->length;
  for (gsize i = 0; i < length; i++)
    difference |= (guchar) text[i] ^ (guchar) self->text[i % (self->length + 1)];
  return difference == 0;
}
