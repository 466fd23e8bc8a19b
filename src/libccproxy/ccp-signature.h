/* ccp-signature.h: what a provider wants to have back, in the signature of a thinking
 * block
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-value.h"

G_BEGIN_DECLS

#define CCP_TYPE_SIGNATURE (ccp_signature_get_type ())

/**
 * CcpSignatureKind:
 * @CCP_SIGNATURE_FOREIGN: no envelope: Anthropic's own, or none at all
 * @CCP_SIGNATURE_NOTHING: reasoning without anything that could be sent back
 * @CCP_SIGNATURE_READABLE: the text of the thinking block itself is what is sent back
 * @CCP_SIGNATURE_DETAILS: the array `reasoning_details` of OpenRouter
 * @CCP_SIGNATURE_RESPONSES: a reasoning item of OpenAI Responses
 * @CCP_SIGNATURE_GEMINI: a thought signature of Gemini
 * @CCP_SIGNATURE_GEMINI_CALL: a thought signature that belongs to the tool call that
 *   follows, from Gemini's endpoint for OpenAI clients
 *
 * What is in an envelope.
 */
typedef enum
{
  CCP_SIGNATURE_FOREIGN,
  CCP_SIGNATURE_NOTHING,
  CCP_SIGNATURE_READABLE,
  CCP_SIGNATURE_DETAILS,
  CCP_SIGNATURE_RESPONSES,
  CCP_SIGNATURE_GEMINI,
  CCP_SIGNATURE_GEMINI_CALL,
} CcpSignatureKind;

/**
 * CcpSignatureSlot:
 * @CCP_SIGNATURE_SLOT_NONE: not a signature of Gemini
 * @CCP_SIGNATURE_SLOT_NEXT: it belongs to the block that follows
 * @CCP_SIGNATURE_SLOT_THOUGHT: it belongs to the thought itself
 * @CCP_SIGNATURE_SLOT_EMPTY: it belongs to an empty text at this place
 *
 * Where a thought signature of Gemini belongs.
 */
typedef enum
{
  CCP_SIGNATURE_SLOT_NONE,
  CCP_SIGNATURE_SLOT_NEXT,
  CCP_SIGNATURE_SLOT_THOUGHT,
  CCP_SIGNATURE_SLOT_EMPTY,
} CcpSignatureSlot;

CCP_AVAILABLE_IN_1_0
GType ccp_signature_get_type (void);

CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_origin (const char *provider, const char *model);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_nothing (void);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_readable (void);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_details (const char *origin, CcpJson *details);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_responses (const char *origin,
                                    const char *item_id,
                                    const char *encrypted);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_gemini (const char *origin,
                                 CcpSignatureSlot slot,
                                 const char *signature);
CCP_AVAILABLE_IN_1_0
char *ccp_signature_make_gemini_call (const char *origin, const char *signature);

CCP_AVAILABLE_IN_1_0
gboolean ccp_signature_is_envelope (const CcpJsonValue *text);
CCP_AVAILABLE_IN_1_0
CcpSignature *ccp_signature_parse (const char *text);
CCP_AVAILABLE_IN_1_0
CcpSignature *ccp_signature_ref (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
void ccp_signature_unref (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
CcpSignatureKind ccp_signature_get_kind (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
CcpSignatureSlot ccp_signature_get_slot (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_signature_is_from (CcpSignature *self, const char *origin);
CCP_AVAILABLE_IN_1_0
const char *ccp_signature_get_item_id (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_signature_get_state (CcpSignature *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_signature_dup_details (CcpSignature *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSignature, ccp_signature_unref)

G_END_DECLS
