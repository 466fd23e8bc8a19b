/* run-fixture.h: a snapshot on the fake plugin and the fake transport, and one exchange
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"
#include "ccp-reply.h"
#include "ccp-snapshot.h"
#include "fake-plugin.h"
#include "fake-provider.h"
#include "fake-transport.h"
#include "scripted-stream.h"

G_BEGIN_DECLS

#define RUN_STREAM "{\"model\":\"any\",\"max_tokens\":9,\"stream\":true,\"messages\":[]}"
#define RUN_PLAIN "{\"model\":\"any\",\"max_tokens\":9,\"messages\":[]}"

/* an answer as the fake dialect has it */
#define RUN_MESSAGE                                                                      \
  "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","       \
  "\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\","      \
  "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"

/* the events of such an answer, and an error event, as the upstream sends them */
extern const char *const run_sse_start;
extern const char *const run_sse_block;
extern const char *const run_sse_end;
extern const char *const run_sse_again;
extern const char *const run_sse_overloaded;

typedef struct
{
  char *folder;
  FakeTransport *transport;
  CcpPluginRegistry *registry;
  CcpSnapshot *snapshot;
  CcpExchange *exchange;
  GCancellable *cancellable;
  CcpLedger *ledger;

  guint n_results;
  CcpReply *reply; /* (nullable) */
  GError *error;   /* (nullable) */
} RunFixture;

/* in place of g_test_init () */
void run_fixture_init (int *argc, char ***argv);
void run_fixture_set_up (RunFixture *self, gconstpointer data);
void run_fixture_tear_down (RunFixture *self, gconstpointer data);

/* adds the test "/GROUP/NAME" with this fixture */
void run_fixture_add (const char *group,
                      const char *name,
                      gconstpointer data,
                      void (*test) (RunFixture *self, gconstpointer data));

/* @yaml: what there is beside a provider "p" and the routing to it; @provider: more of
 * the provider, in flow style; @routing: more of the routing */
void run_fixture_configure (RunFixture *self,
                            const char *yaml,
                            const char *provider,
                            const char *routing);
/* @api_key: what the provider has as its key, in flow style */
void run_fixture_configure_key (RunFixture *self, const char *api_key);
/* three providers p, q and r, each with the models m and n; all is sent to @chain, which
 * has targets with a space between two; @yaml: what there is beside that */
void run_fixture_configure_chain (RunFixture *self, const char *chain, const char *yaml);
FakeProvider *run_fixture_get_provider (RunFixture *self);
FakeProvider *run_fixture_get_provider_named (RunFixture *self, const char *name);
/* @body: of the client's request */
void run_fixture_start (RunFixture *self, const char *body);
/* runs what is ready to run */
void run_fixture_settle (void);
/* iterates until there is a result */
void run_fixture_wait (RunFixture *self);
/* Returns: the names of the next events of the reply, "" at the end, or "cancelled" */
char *run_fixture_pull (RunFixture *self);
/* Returns: those of all events up to the end, with the text of an error event */
char *run_fixture_pull_all (RunFixture *self);
/* the reply is whole, has @status, and its text has @part in it */
void run_fixture_assert_whole (RunFixture *self, guint status, const char *part);

G_END_DECLS
