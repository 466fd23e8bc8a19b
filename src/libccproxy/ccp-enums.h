/* ccp-enums.h: the public enumerations
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CcpOperation:
 * @CCP_OPERATION_MESSAGES: create a message, streaming or not
 * @CCP_OPERATION_COUNT_TOKENS: count the tokens of a request
 * @CCP_OPERATION_MODELS: list the models that a provider has
 * @CCP_OPERATION_PROBE: the cheapest request that shows that a provider answers
 *
 * What a client, or the daemon itself, wants of a provider.
 */
typedef enum
{
  CCP_OPERATION_MESSAGES,
  CCP_OPERATION_COUNT_TOKENS,
  CCP_OPERATION_MODELS,
  CCP_OPERATION_PROBE,
} CcpOperation;

/**
 * CcpSide:
 * @CCP_SIDE_ANTHROPIC: sees and returns what the Anthropic Messages API defines
 * @CCP_SIDE_UPSTREAM: sees and returns what the provider's format defines
 * @CCP_SIDE_DIALECT: stands between the two and converts
 *
 * On which side of the dialect a transformer works.
 */
typedef enum
{
  CCP_SIDE_ANTHROPIC,
  CCP_SIDE_UPSTREAM,
  CCP_SIDE_DIALECT,
} CcpSide;

/**
 * CcpTransformFlags:
 * @CCP_TRANSFORM_NONE: more events may follow
 * @CCP_TRANSFORM_END: the upstream ended after this batch
 * @CCP_TRANSFORM_CUT: with %CCP_TRANSFORM_END: it did not end by itself, the connection
 * broke
 * @CCP_TRANSFORM_TICK: the deadline that the transformer asked for is over; the batch is
 * empty
 *
 * What is known about a batch of events beside the events.
 */
typedef enum /*< flags >*/
{
  CCP_TRANSFORM_NONE = 0,
  CCP_TRANSFORM_END = 1 << 0,
  CCP_TRANSFORM_CUT = 1 << 1,
  CCP_TRANSFORM_TICK = 1 << 2,
} CcpTransformFlags;

/**
 * CcpTransformAbilities:
 * @CCP_TRANSFORM_CAN_NOTHING: none of these
 * @CCP_TRANSFORM_CAN_REQUEST: it changes request bodies
 * @CCP_TRANSFORM_CAN_RESPONSE: it changes whole answers
 * @CCP_TRANSFORM_CAN_EVENTS: it changes stream events
 * @CCP_TRANSFORM_CAN_UPSTREAM: it changes URL and headers of the request to the provider
 *
 * What a transformer implements; the pipeline leaves it out where it does nothing.
 */
typedef enum /*< flags >*/
{
  CCP_TRANSFORM_CAN_NOTHING = 0,
  CCP_TRANSFORM_CAN_REQUEST = 1 << 0,
  CCP_TRANSFORM_CAN_RESPONSE = 1 << 1,
  CCP_TRANSFORM_CAN_EVENTS = 1 << 2,
  CCP_TRANSFORM_CAN_UPSTREAM = 1 << 3,
} CcpTransformAbilities;

/**
 * CcpFraming:
 * @CCP_FRAMING_AUTO: by content type, and by the first bytes where that lies
 * @CCP_FRAMING_SSE: server-sent events
 * @CCP_FRAMING_JSON_ARRAY: one JSON array, each element an event
 * @CCP_FRAMING_DOCUMENT: one JSON document, which is one event
 *
 * How a provider cuts its answer into events.
 */
typedef enum
{
  CCP_FRAMING_AUTO,
  CCP_FRAMING_SSE,
  CCP_FRAMING_JSON_ARRAY,
  CCP_FRAMING_DOCUMENT,
} CcpFraming;

/**
 * CcpStopReason:
 * @CCP_STOP_NONE: not known; becomes `tool_use` or `end_turn` by what was emitted
 * @CCP_STOP_END_TURN: `end_turn`
 * @CCP_STOP_MAX_TOKENS: `max_tokens`
 * @CCP_STOP_SEQUENCE: `stop_sequence`
 * @CCP_STOP_TOOL_USE: `tool_use`
 * @CCP_STOP_PAUSE_TURN: `pause_turn`
 * @CCP_STOP_REFUSAL: `refusal`
 * @CCP_STOP_CONTEXT_WINDOW: `model_context_window_exceeded`
 *
 * Why a message ended, in the words of the Anthropic Messages API.
 */
typedef enum
{
  CCP_STOP_NONE,
  CCP_STOP_END_TURN,
  CCP_STOP_MAX_TOKENS,
  CCP_STOP_SEQUENCE,
  CCP_STOP_TOOL_USE,
  CCP_STOP_PAUSE_TURN,
  CCP_STOP_REFUSAL,
  CCP_STOP_CONTEXT_WINDOW,
} CcpStopReason;

/**
 * CcpVerdictKind:
 * @CCP_VERDICT_FINE: the answer is good
 * @CCP_VERDICT_RETRY: the same request may succeed when it is sent again
 * @CCP_VERDICT_RETRY_CHANGED: it may succeed with a setting changed, which is worth
 * remembering
 * @CCP_VERDICT_REST: this key or provider must rest until a time that is known
 * @CCP_VERDICT_GIVE_UP: sending it again cannot help
 *
 * What to do about an upstream's answer.
 */
typedef enum
{
  CCP_VERDICT_FINE,
  CCP_VERDICT_RETRY,
  CCP_VERDICT_RETRY_CHANGED,
  CCP_VERDICT_REST,
  CCP_VERDICT_GIVE_UP,
} CcpVerdictKind;

/**
 * CcpRouteVerdict:
 * @CCP_ROUTE_MATCHED: the rule decides
 * @CCP_ROUTE_MISSED: the rule does not hold for the request
 * @CCP_ROUTE_SKIPPED: the rule was not looked at, or holds and nothing is configured for
 * it
 *
 * What came of one rule of a router.
 */
typedef enum
{
  CCP_ROUTE_MATCHED,
  CCP_ROUTE_MISSED,
  CCP_ROUTE_SKIPPED,
} CcpRouteVerdict;

/**
 * CcpModalities:
 * @CCP_MODALITY_UNKNOWN: nobody has said what the model reads
 * @CCP_MODALITY_TEXT: text
 * @CCP_MODALITY_IMAGE: images
 * @CCP_MODALITY_PDF: PDF documents
 * @CCP_MODALITY_AUDIO: sound
 * @CCP_MODALITY_VIDEO: moving pictures
 *
 * What a model reads.
 */
typedef enum /*< flags >*/
{
  CCP_MODALITY_UNKNOWN = 0,
  CCP_MODALITY_TEXT = 1 << 0,
  CCP_MODALITY_IMAGE = 1 << 1,
  CCP_MODALITY_PDF = 1 << 2,
  CCP_MODALITY_AUDIO = 1 << 3,
  CCP_MODALITY_VIDEO = 1 << 4,
} CcpModalities;

/**
 * CcpSeverity:
 * @CCP_SEVERITY_ERROR: the configuration cannot be used
 * @CCP_SEVERITY_WARNING: it can, but probably is not what was meant
 *
 * How bad it is what was found in a configuration.
 */
typedef enum
{
  CCP_SEVERITY_ERROR,
  CCP_SEVERITY_WARNING,
} CcpSeverity;

G_END_DECLS
