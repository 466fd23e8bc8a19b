/* ccp-socket-diag.c: asks the kernel about one TCP socket
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-socket-diag"

#include "ccp-socket-diag.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  struct nlmsghdr head;
  struct inet_diag_req_v2 body;
} Request;

typedef union
{
  struct nlmsghdr head;
  char bytes[1024];
} Answer;

static void
write_end (GSocketAddress *address, void *bytes, void *port)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  guint16 number = g_htons (g_inet_socket_address_get_port (inet));

  memcpy (bytes, g_inet_address_to_bytes (host), g_inet_address_get_native_size (host));
  memcpy (port, &number, sizeof number);
}

static void
write_request (Request *request, GSocketAddress *local, GSocketAddress *remote)
{
  struct inet_diag_sockid *id = &request->body.id;

  *request = (Request){
    .head = {
      .nlmsg_len = sizeof *request,
      .nlmsg_type = SOCK_DIAG_BY_FAMILY,
      .nlmsg_flags = NLM_F_REQUEST,
    },
    .body = {
      .sdiag_family = (guint8) g_socket_address_get_family (local),
      .sdiag_protocol = IPPROTO_TCP,
      .idiag_states = ~0u,
      .id.idiag_cookie = { INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE },
    },
  };
  write_end (local, id->idiag_src, &id->idiag_sport);
  write_end (remote, id->idiag_dst, &id->idiag_dport);
}

/* where there is no connection the kernel may tell of a listener */
static gulong
read_answer (const Answer *answer, gsize size)
{
  const struct inet_diag_msg *socket = NLMSG_DATA (&answer->head);

  if (size < NLMSG_LENGTH (sizeof *socket) || answer->head.nlmsg_len > size ||
      answer->head.nlmsg_type != SOCK_DIAG_BY_FAMILY ||
      socket->idiag_state != TCP_ESTABLISHED)
    return 0;
  return socket->idiag_inode;
}

/* the answer is there when the question is sent */
static gulong
ask (int fd, const Request *request)
{
  Answer answer;
  ssize_t size;

  if (send (fd, request, sizeof *request, 0) != (ssize_t) sizeof *request)
    return 0;
  size = recv (fd, &answer, sizeof answer, MSG_DONTWAIT);
  return size > 0 ? read_answer (&answer, (gsize) size) : 0;
}

gulong
ccp_socket_diag_find (GSocketAddress *local, GSocketAddress *remote)
{
  Request request;
  gulong inode;
  int fd;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (local), 0);
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (remote), 0);

  fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (fd < 0)
    return 0;
  write_request (&request, local, remote);
  inode = ask (fd, &request);
  close (fd);
  return inode;
}
