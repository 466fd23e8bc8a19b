/* bench-socket.c: plain sockets on the loopback interface, and the clock they share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int
check_call (int result, const char *what)
{
  if (result < 0)
    {
      fprintf (stderr, "%s: %s\n", what, g_strerror (errno));
      exit (1);
    }
  return result;
}

static void
send_at_once (int fd)
{
  int on = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof (on));
}

/* On a port that the kernel picks */
int
bench_socket_listen (guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof (address);
  int fd = check_call (socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                       "socket");

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  check_call (bind (fd, (struct sockaddr *) &address, length), "bind");
  check_call (listen (fd, 4096), "listen");
  check_call (getsockname (fd, (struct sockaddr *) &address, &length), "getsockname");
  *port = ntohs (address.sin_port);
  return fd;
}

/* Returns: a socket that does not block, or -1 if nobody waits */
int
bench_socket_accept (int listener)
{
  int fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

  if (fd >= 0)
    send_at_once (fd);
  return fd;
}

int
bench_socket_connect (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  int fd = check_call (socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  check_call (connect (fd, (struct sockaddr *) &address, sizeof (address)), "connect");
  check_call (fcntl (fd, F_SETFL, O_NONBLOCK), "fcntl");
  send_at_once (fd);
  return fd;
}

void
bench_socket_watch (int epoll, int fd, guint events, gpointer data)
{
  struct epoll_event event = { .events = events, .data.ptr = data };

  check_call (epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

void
bench_socket_rewatch (int epoll, int fd, guint events, gpointer data)
{
  struct epoll_event event = { .events = events, .data.ptr = data };

  check_call (epoll_ctl (epoll, EPOLL_CTL_MOD, fd, &event), "epoll_ctl");
}

/* Nanoseconds of a clock that all processes of this machine share */
gint64
bench_socket_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}
