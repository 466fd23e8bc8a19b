/* fake-runner.h: answers exchanges as a test tells it to
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-runner.h"

G_BEGIN_DECLS

#define FAKE_TYPE_RUNNER (fake_runner_get_type ())

G_DECLARE_FINAL_TYPE (FakeRunner, fake_runner, FAKE, RUNNER, GObject)

struct _FakeRunner
{
  GObject parent_instance;

  /* what it is told; a stream if the client asks for one */
  guint n_events;
  gsize event_size;
  guint gap;          /* milliseconds before each batch */
  gboolean hangs;     /* never answers */
  guint hangs_after;  /* events; 0 for never */
  gboolean overloads; /* answers 529 */

  /* what it saw */
  guint runs;
  guint pulls;
  guint cancelled;
  gint64 cancelled_at;
  CcpExchange *exchange;     /* (nullable): the last */
  GCancellable *cancellable; /* (nullable): of it */
  CcpCatalog *catalog;
};

FakeRunner *fake_runner_new (void);

G_END_DECLS
