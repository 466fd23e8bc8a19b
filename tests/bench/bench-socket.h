/* bench-socket.h: plain sockets on the loopback interface, and the clock they share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

int bench_socket_listen (guint16 *port);
int bench_socket_accept (int listener);
int bench_socket_connect (guint16 port);
void bench_socket_watch (int epoll, int fd, guint events, gpointer data);
void bench_socket_rewatch (int epoll, int fd, guint events, gpointer data);
gint64 bench_socket_now (void);
