/* ccp-headers.c: an ordered list of HTTP headers, with names compared as HTTP does
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-headers"

#include "ccp-headers.h"

#include <string.h>

typedef struct
{
  char *name;
  char *value;
} Header;

/**
 * CcpHeaders:
 *
 * The headers of a request or an answer, in their order. Names are compared without
 * regard to case; a name may occur more than once.
 */
struct _CcpHeaders
{
  gatomicrefcount references;

  GArray *items; /* (element-type Header) */
};

G_DEFINE_BOXED_TYPE (CcpHeaders, ccp_headers, ccp_headers_ref, ccp_headers_unref)

static void
clear_header (gpointer data)
{
  Header *header = data;

  g_clear_pointer (&header->name, g_free);
  g_clear_pointer (&header->value, g_free);
}

/* RFC 9110, 5.6.2: a token */
static gboolean
check_name (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
      return FALSE;
  return *name != '\0';
}

/* RFC 9110, 5.5: what could end the header early, or the line it is logged on */
static gboolean
check_value (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\t')
      return FALSE;
  return TRUE;
}

/**
 * ccp_headers_new:
 *
 * Creates an empty list.
 *
 * Returns: (transfer full): the list
 */
CcpHeaders *
ccp_headers_new (void)
{
  CcpHeaders *self = g_new0 (CcpHeaders, 1);

  g_atomic_ref_count_init (&self->references);
  self->items = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->items, clear_header);
  return self;
}

/**
 * ccp_headers_ref:
 * @self: a list
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpHeaders *
ccp_headers_ref (CcpHeaders *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_headers_unref:
 * @self: (transfer full): a list
 *
 * Gives a reference up.
 */
void
ccp_headers_unref (CcpHeaders *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->items, g_array_unref);
  g_free (self);
}

/**
 * ccp_headers_append:
 * @self: a list
 * @name: a header name, which must be an HTTP token
 * @value: its value, without line breaks or other control characters
 *
 * Adds a header at the end.
 *
 * Returns: %FALSE if @name or @value is not fit for HTTP, and nothing was added
 */
gboolean
ccp_headers_append (CcpHeaders *self, const char *name, const char *value)
{
  Header header;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!check_name (name) || !check_value (value))
    return FALSE;
  header.name = g_strdup (name);
  header.value = g_strdup (value);
  g_array_append_val (self->items, header);
  return TRUE;
}

/**
 * ccp_headers_set:
 * @self: a list
 * @name: a header name, which must be an HTTP token
 * @value: its value, without line breaks or other control characters
 *
 * Replaces all headers called @name by one.
 *
 * Returns: %FALSE if @name or @value is not fit for HTTP, and nothing was changed
 */
gboolean
ccp_headers_set (CcpHeaders *self, const char *name, const char *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (!check_name (name) || !check_value (value))
    return FALSE;
  ccp_headers_remove (self, name);
  return ccp_headers_append (self, name, value);
}

/**
 * ccp_headers_remove:
 * @self: a list
 * @name: a header name
 *
 * Removes all headers called @name.
 */
void
ccp_headers_remove (CcpHeaders *self, const char *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  for (guint i = self->items->len; i > 0; i--)
    if (g_ascii_strcasecmp (g_array_index (self->items, Header, i - 1).name, name) == 0)
      g_array_remove_index (self->items, i - 1);
}

/**
 * ccp_headers_get:
 * @self: a list
 * @name: a header name
 *
 * Looks a header up.
 *
 * Returns: (transfer none) (nullable): the value of the first header called @name
 */
const char *
ccp_headers_get (CcpHeaders *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      Header *header = &g_array_index (self->items, Header, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header->value;
    }
  return NULL;
}

/**
 * ccp_headers_get_length:
 * @self: a list
 *
 * Counts the headers.
 *
 * Returns: how many there are
 */
guint
ccp_headers_get_length (CcpHeaders *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

/**
 * ccp_headers_get_name:
 * @self: a list
 * @index: a position, less than the length
 *
 * Gets the name at a position.
 *
 * Returns: (transfer none): the name as it was written
 */
const char *
ccp_headers_get_name (CcpHeaders *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_array_index (self->items, Header, index).name;
}

/**
 * ccp_headers_get_value:
 * @self: a list
 * @index: a position, less than the length
 *
 * Gets the value at a position.
 *
 * Returns: (transfer none): the value
 */
const char *
ccp_headers_get_value (CcpHeaders *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_array_index (self->items, Header, index).value;
}
