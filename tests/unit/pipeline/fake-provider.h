/* fake-provider.h: a provider that does what a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define FAKE_TYPE_PROVIDER (fake_provider_get_type ())

/* Sends to "/messages" below its URL. It judges by its verdicts in their order; with none
 * left what has a status below 400 is fine and anything else is given up. */
G_DECLARE_FINAL_TYPE (FakeProvider, fake_provider, FAKE, PROVIDER, GObject)

/* @verdict: (transfer full) */
void fake_provider_add_verdict (FakeProvider *self, CcpVerdict *verdict);
/* @does: "wait" until it is cancelled, or "fail"; @at: "describe" or "judge" */
void fake_provider_set_behaviour (FakeProvider *self, const char *at, const char *does);
guint fake_provider_count_judged (FakeProvider *self);

G_END_DECLS
