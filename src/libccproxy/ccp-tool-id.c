/* ccp-tool-id.c: the ids of tool calls, as the client and as the provider know them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tool-id"

#include "ccp-tool-id.h"

#include <string.h>

#include "ccp-id.h"

#define ENCODED_PREFIX "toolu_x"
#define GENERATED_PREFIX "toolu_"
#define HASHED_PREFIX "call_"
#define HASHED_DIGITS 32
#define MAX_CLIENT_LENGTH 64
#define TAIL_LENGTH 7 /* "_" and six characters that make each encoding a new id */
#define DIGEST_SIZE 32

static const char base62[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static gboolean
is_made_of (const char *text, gsize length, const char *others)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr (others, text[i])))
      return FALSE;
  return TRUE;
}

static char *
encode_base64url (const char *text, gsize length)
{
  char *encoded = g_base64_encode ((const guchar *) text, length);

  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  encoded[strcspn (encoded, "=")] = '\0';
  return encoded;
}

/* Returns: NULL for what encode_base64url () cannot have made of an id */
static char *
decode_base64url (const char *text, gsize length)
{
  g_autoptr (GString) padded = g_string_new_len (text, length);
  g_autofree char *decoded = NULL;
  g_autofree char *again = NULL;
  gsize size = 0;

  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  decoded = (char *) g_base64_decode (padded->str, &size);

  again = encode_base64url (decoded, size);
  if (size == 0 || strlen (again) != length || strncmp (again, text, length) != 0 ||
      !g_utf8_validate_len (decoded, size, NULL))
    return NULL;
  return g_strndup (decoded, size);
}

/* Returns: (nullable): the provider's id if @id is one that was encoded */
static char *
decode (const char *id)
{
  gsize length = strlen (id);
  const char *tail = NULL;
  const char *start = id + strlen (ENCODED_PREFIX);

  if (!g_str_has_prefix (id, ENCODED_PREFIX) ||
      length <= strlen (ENCODED_PREFIX) + TAIL_LENGTH)
    return NULL;
  tail = id + length - TAIL_LENGTH;
  if (tail[0] != '_' || !is_made_of (tail + 1, TAIL_LENGTH - 1, "") ||
      !is_made_of (start, tail - start, "_-"))
    return NULL;
  return decode_base64url (start, tail - start);
}

static char *
encode (const char *id)
{
  g_autofree char *original = encode_base64url (id, strlen (id));
  g_autofree char *random = ccp_id_new ("_");

  return g_strdup_printf (ENCODED_PREFIX "%s%.*s", original, TAIL_LENGTH, random);
}

/* what looks encoded must be encoded as well, or it would come back as something else */
static gboolean
may_be_kept (const char *id)
{
  gsize length = strlen (id);
  g_autofree char *decoded = NULL;

  if (length > MAX_CLIENT_LENGTH || !is_made_of (id, length, "_-"))
    return FALSE;
  decoded = decode (id);
  return decoded == NULL;
}

static char *
get_original (const char *client_id)
{
  char *original = decode (client_id);

  return original != NULL ? original : g_strdup (client_id);
}

static guint
divide (guint8 *number, gsize size, guint divisor)
{
  guint remainder = 0;

  for (gsize i = 0; i < size; i++)
    {
      guint value = remainder << 8 | number[i];

      number[i] = (guint8) (value / divisor);
      remainder = value % divisor;
    }
  return remainder;
}

static char *
hash_base62 (const char *text, guint length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_SIZE];
  gsize size = sizeof digest;
  char *digits = g_malloc (length + 1);

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &size);
  for (guint i = 0; i < length; i++)
    digits[i] = base62[divide (digest, size, sizeof base62 - 1)];
  digits[length] = '\0';
  return digits;
}

/**
 * ccp_tool_id_to_client:
 * @upstream_id: (nullable): the id of a tool call in a provider's answer
 *
 * Makes the id that the client is told (protocol E.4.6). One that the Anthropic Messages
 * API allows is kept. Another one is encoded, so that [func@tool_id_to_upstream] finds it
 * again without any memory of it. A missing or empty one is made up.
 *
 * Returns: (transfer full): an id of letters, digits, `_` and `-`
 */
char *
ccp_tool_id_to_client (const char *upstream_id)
{
  if (upstream_id == NULL || *upstream_id == '\0')
    return ccp_id_new (GENERATED_PREFIX);
  return may_be_kept (upstream_id) ? g_strdup (upstream_id) : encode (upstream_id);
}

/**
 * ccp_tool_id_to_upstream:
 * @client_id: the id of a tool call in a client's request
 * @max_length: how many bytes the provider allows, at least 16, or 0 for any number
 *
 * Makes the id that a provider is told (protocol E.4.6): the provider's own one if it was
 * encoded, else @client_id. One that is too long becomes a hash, the same for the call
 * and for its result.
 *
 * Returns: (transfer full): an id
 */
char *
ccp_tool_id_to_upstream (const char *client_id, guint max_length)
{
  g_autofree char *original = NULL;
  g_autofree char *hash = NULL;
  gsize room;

  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (max_length == 0 || max_length >= 16, NULL);

  original = get_original (client_id);
  if (max_length == 0 || strlen (original) <= max_length)
    return g_steal_pointer (&original);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, original, -1);
  room = MIN (HASHED_DIGITS, max_length - strlen (HASHED_PREFIX));
  return g_strdup_printf (HASHED_PREFIX "%.*s", (int) room, hash);
}

/**
 * ccp_tool_id_to_upstream_short:
 * @client_id: the id of a tool call in a client's request
 * @length: how many characters the provider wants, from 1 to 32
 *
 * Makes the id for a provider that wants exactly @length letters and digits, as Mistral
 * wants 9 (protocol E.4.6). One that is already like that is kept, another one becomes a
 * hash, the same for the call and for its result.
 *
 * Returns: (transfer full): an id
 */
char *
ccp_tool_id_to_upstream_short (const char *client_id, guint length)
{
  g_autofree char *original = NULL;

  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (length >= 1 && length <= 32, NULL);

  original = get_original (client_id);
  if (strlen (original) == length && is_made_of (original, length, ""))
    return g_steal_pointer (&original);
  return hash_base62 (original, length);
}
