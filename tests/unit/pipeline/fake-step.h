/* fake-step.h: transformers that leave their names where they were
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define FAKE_TYPE_STEP (fake_step_get_type ())
#define FAKE_TYPE_SIMPLE_STEP (fake_simple_step_get_type ())

/* A transformer that answers asynchronously, and one that is a CcpSimpleTransformer. They
 * put "name" at the end of the member "trace" of a body and of the header "trace" of an
 * HTTP request; events pass as they are. Params: name; can: the kinds of work of a
 * FakeStep, of "request response events upstream", all if it is not there; side;
 * "at": one of the four kinds, with "does": "fail", "wait" until it is cancelled, or
 * "answer" the exchange with the message in "answer". */
G_DECLARE_FINAL_TYPE (FakeStep, fake_step, FAKE, STEP, GObject)
G_DECLARE_FINAL_TYPE (FakeSimpleStep,
                      fake_simple_step,
                      FAKE,
                      SIMPLE_STEP,
                      CcpSimpleTransformer)

/* @type: one of the two; @params: JSON */
CcpTransformer *fake_step_new (GType type, const char *params);
/* how often any of the methods of @step was called */
guint fake_step_count_calls (CcpTransformer *step);

G_END_DECLS
