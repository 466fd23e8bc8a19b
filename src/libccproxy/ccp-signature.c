/* ccp-signature.c: what a provider wants to have back, in the signature of a thinking
 * block
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-signature"

#include "ccp-signature.h"

#include <string.h>

#define PREFIX "ccp1:"
#define ORIGIN_LENGTH 8

/* How many fields, separated by colons, come before the state, which is the rest. */
typedef struct
{
  const char *tag;
  CcpSignatureKind kind;
  guint n_fields;
} Form;

static const Form forms[] = {
  { "no", CCP_SIGNATURE_NOTHING, 0 }, { "rc", CCP_SIGNATURE_READABLE, 0 },
  { "rd", CCP_SIGNATURE_DETAILS, 1 }, { "or", CCP_SIGNATURE_RESPONSES, 2 },
  { "gm", CCP_SIGNATURE_GEMINI, 2 },  { "gc", CCP_SIGNATURE_GEMINI_CALL, 1 },
};

static const char slot_letters[] = {
  [CCP_SIGNATURE_SLOT_NONE] = '-',
  [CCP_SIGNATURE_SLOT_NEXT] = 'n',
  [CCP_SIGNATURE_SLOT_THOUGHT] = 't',
  [CCP_SIGNATURE_SLOT_EMPTY] = 'e',
};

/**
 * CcpSignature:
 *
 * The envelope in which the state of a provider, such as encrypted reasoning, travels to
 * the client and back: the client returns the `signature` of a thinking block exactly as
 * it was, so nothing has to be stored here (protocol E.4).
 *
 * State that has an origin is good for the provider and model it came from, and for no
 * other.
 */
struct _CcpSignature
{
  gatomicrefcount references;

  CcpSignatureKind kind;
  CcpSignatureSlot slot;
  char *origin;  /* (nullable) */
  char *item_id; /* (nullable) */
  char *state;   /* (nullable) */
};

G_DEFINE_BOXED_TYPE (CcpSignature, ccp_signature, ccp_signature_ref, ccp_signature_unref)

/* Returns: (transfer full): base64url without padding */
static char *
encode (const char *bytes, gsize length)
{
  char *text = g_base64_encode ((const guint8 *) bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static GBytes *
decode (const char *text)
{
  g_autoptr (GString) base64 = g_string_new (text);
  guint8 *bytes;
  gsize length;

  g_strdelimit (base64->str, "-", '+');
  g_strdelimit (base64->str, "_", '/');
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  bytes = g_base64_decode (base64->str, &length);
  return g_bytes_new_take (bytes, length);
}

static const Form *
find_form (const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (tag != NULL && g_str_equal (forms[i].tag, tag))
      return &forms[i];
  return NULL;
}

static CcpSignatureSlot
parse_slot (const char *letter)
{
  for (guint i = CCP_SIGNATURE_SLOT_NEXT; i < G_N_ELEMENTS (slot_letters); i++)
    if (letter[0] == slot_letters[i] && letter[1] == '\0')
      return i;
  return CCP_SIGNATURE_SLOT_NONE;
}

/* fields: what is between the colons, the tag first. An envelope that nobody knows is one
 * from the future, or broken: nothing in it can be used. */
static void
read_fields (CcpSignature *self, char **fields)
{
  const Form *form = find_form (fields[0]);

  self->kind = CCP_SIGNATURE_NOTHING;
  if (form == NULL || g_strv_length (fields) != form->n_fields + 1 + (form->n_fields > 0))
    return;
  if (form->kind == CCP_SIGNATURE_GEMINI)
    {
      self->slot = parse_slot (fields[2]);
      if (self->slot == CCP_SIGNATURE_SLOT_NONE)
        return;
    }
  self->kind = form->kind;
  if (form->n_fields > 0)
    {
      self->origin = g_strdup (fields[1]);
      self->state = g_strdup (fields[form->n_fields + 1]);
    }
  if (form->kind == CCP_SIGNATURE_RESPONSES)
    self->item_id = g_strdup (fields[2]);
}

static char **
split_fields (const char *text)
{
  g_autofree char *tag = g_strndup (text, strcspn (text, ":"));
  const Form *form = find_form (tag);

  return g_strsplit (text, ":", form != NULL ? (int) form->n_fields + 2 : 1);
}

/**
 * ccp_signature_make_origin:
 * @provider: the name of a provider in the configuration
 * @model: the name of a model as the provider knows it
 *
 * Makes the mark of where state comes from. It tells nothing about the names.
 *
 * Returns: (transfer full): 8 hexadecimal digits
 */
char *
ccp_signature_make_origin (const char *provider, const char *model)
{
  g_autofree char *name = NULL;
  g_autofree char *digest = NULL;

  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  name = g_strconcat (provider, "/", model, NULL);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  return g_strndup (digest, ORIGIN_LENGTH);
}

/**
 * ccp_signature_make_nothing:
 *
 * Makes the envelope for reasoning that cannot be sent back. Clients expect a signature
 * all the same.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_nothing (void)
{
  return g_strdup (PREFIX "no");
}

/**
 * ccp_signature_make_readable:
 *
 * Makes the envelope for reasoning of which the text can be sent back.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_readable (void)
{
  return g_strdup (PREFIX "rc");
}

/**
 * ccp_signature_make_details:
 * @origin: where it comes from, see [func@Signature.make_origin]
 * @details: the merged array `reasoning_details`
 *
 * Makes the envelope for the reasoning of OpenRouter.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_details (const char *origin, CcpJson *details)
{
  g_autofree char *state = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (details != NULL, NULL);

  text = ccp_json_peek (details, &length);
  state = encode (text, length);
  return g_strconcat (PREFIX "rd:", origin, ":", state, NULL);
}

/**
 * ccp_signature_make_responses:
 * @origin: where it comes from, see [func@Signature.make_origin]
 * @item_id: the id of a reasoning item
 * @encrypted: its encrypted content, which may be empty
 *
 * Makes the envelope for the reasoning of OpenAI Responses.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_responses (const char *origin,
                              const char *item_id,
                              const char *encrypted)
{
  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (item_id != NULL, NULL);
  g_return_val_if_fail (encrypted != NULL, NULL);

  return g_strconcat (PREFIX "or:", origin, ":", item_id, ":", encrypted, NULL);
}

/**
 * ccp_signature_make_gemini:
 * @origin: where it comes from, see [func@Signature.make_origin]
 * @slot: where it belongs
 * @signature: a thought signature
 *
 * Makes the envelope for a thought signature of Gemini.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_gemini (const char *origin,
                           CcpSignatureSlot slot,
                           const char *signature)
{
  char letter[2] = { 0 };

  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (slot > CCP_SIGNATURE_SLOT_NONE, NULL);
  g_return_val_if_fail (slot < G_N_ELEMENTS (slot_letters), NULL);
  g_return_val_if_fail (signature != NULL, NULL);

  letter[0] = slot_letters[slot];
  return g_strconcat (PREFIX "gm:", origin, ":", letter, ":", signature, NULL);
}

/**
 * ccp_signature_make_gemini_call:
 * @origin: where it comes from, see [func@Signature.make_origin]
 * @signature: a thought signature
 *
 * Makes the envelope for a thought signature of the tool call that follows.
 *
 * Returns: (transfer full): a signature
 */
char *
ccp_signature_make_gemini_call (const char *origin, const char *signature)
{
  g_return_val_if_fail (origin != NULL, NULL);
  g_return_val_if_fail (signature != NULL, NULL);

  return g_strconcat (PREFIX "gc:", origin, ":", signature, NULL);
}

/**
 * ccp_signature_is_envelope: (skip)
 * @text: the signature of a thinking block, or anything else
 *
 * Tells an envelope, which only this proxy understands, from a signature of Anthropic's.
 *
 * Returns: whether it is an envelope, of whatever kind
 */
gboolean
ccp_signature_is_envelope (const CcpJsonValue *text)
{
  return ccp_json_value_has_prefix (text, PREFIX);
}

/**
 * ccp_signature_parse:
 * @text: the signature of a thinking block
 *
 * Opens an envelope. What is no envelope is %CCP_SIGNATURE_FOREIGN; one that is broken or
 * from a later version is %CCP_SIGNATURE_NOTHING.
 *
 * Returns: (transfer full): what is in it
 */
CcpSignature *
ccp_signature_parse (const char *text)
{
  CcpSignature *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CcpSignature, 1);
  g_atomic_ref_count_init (&self->references);
  if (g_str_has_prefix (text, PREFIX))
    {
      g_auto (GStrv) fields = split_fields (text + strlen (PREFIX));

      read_fields (self, fields);
    }
  return self;
}

/**
 * ccp_signature_ref:
 * @self: an opened envelope
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpSignature *
ccp_signature_ref (CcpSignature *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_signature_unref:
 * @self: (transfer full): an opened envelope
 *
 * Gives a reference up.
 */
void
ccp_signature_unref (CcpSignature *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->item_id, g_free);
  g_clear_pointer (&self->state, g_free);
  g_free (self);
}

/**
 * ccp_signature_get_kind:
 * @self: an opened envelope
 *
 * Gets what is in it.
 *
 * Returns: the kind
 */
CcpSignatureKind
ccp_signature_get_kind (CcpSignature *self)
{
  g_return_val_if_fail (self != NULL, CCP_SIGNATURE_FOREIGN);

  return self->kind;
}

/**
 * ccp_signature_get_slot:
 * @self: an opened envelope
 *
 * Gets where a thought signature of Gemini belongs.
 *
 * Returns: the slot, %CCP_SIGNATURE_SLOT_NONE for other kinds
 */
CcpSignatureSlot
ccp_signature_get_slot (CcpSignature *self)
{
  g_return_val_if_fail (self != NULL, CCP_SIGNATURE_SLOT_NONE);

  return self->slot;
}

/**
 * ccp_signature_is_from:
 * @self: an opened envelope
 * @origin: a mark, see [func@Signature.make_origin]
 *
 * Tells whether the state may be sent there. Readable reasoning has no origin and may go
 * anywhere.
 *
 * Returns: whether it comes from there
 */
gboolean
ccp_signature_is_from (CcpSignature *self, const char *origin)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (origin != NULL, FALSE);

  return self->origin != NULL && g_str_equal (self->origin, origin);
}

/**
 * ccp_signature_get_item_id:
 * @self: an opened envelope
 *
 * Gets the id of a reasoning item of OpenAI Responses.
 *
 * Returns: (transfer none) (nullable): the id, %NULL for other kinds
 */
const char *
ccp_signature_get_item_id (CcpSignature *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->item_id;
}

/**
 * ccp_signature_get_state:
 * @self: an opened envelope
 *
 * Gets what the provider wants to have back: the encrypted content of a reasoning item,
 * or a thought signature. For details, see [method@Signature.dup_details].
 *
 * Returns: (transfer none) (nullable): the state, %NULL if there is none
 */
const char *
ccp_signature_get_state (CcpSignature *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->state;
}

/**
 * ccp_signature_dup_details:
 * @self: an opened envelope
 *
 * Gets the array `reasoning_details` of OpenRouter.
 *
 * Returns: (transfer full) (nullable): the array, %NULL if there is none or it is broken
 */
CcpJson *
ccp_signature_dup_details (CcpSignature *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind != CCP_SIGNATURE_DETAILS)
    return NULL;
  bytes = decode (self->state);
  return ccp_json_new_from_bytes (bytes, NULL);
}
