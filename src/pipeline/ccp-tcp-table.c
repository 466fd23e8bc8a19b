/* ccp-tcp-table.c: the kernel's table of TCP sockets
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-tcp-table"

#include "ccp-tcp-table.h"

#include <stdio.h>
#include <string.h>

/* of linux/tcp_states.h */
#define STATE_ESTABLISHED 0x01
#define STATE_LISTEN 0x0a

#define TABLE_4 "/proc/net/tcp"
#define TABLE_6 "/proc/net/tcp6"

#define MAX_DIGITS 32
/* how an address of IPv4 begins in the other table */
#define MAPPED "0000000000000000FFFF0000"

typedef struct
{
  char address[MAX_DIGITS + 1]; /* as the table has it */
  guint port;
} End;

typedef struct
{
  End local;
  End remote;
  guint state;
  gulong inode;
} Row;

typedef gboolean (*Match) (const Row *row, const Row *wanted);

/* "  0: 0100007F:0D80 00000000:0000 0A … uid timeout inode"; FALSE for anything else */
static gboolean
parse_row (const char *line, Row *row)
{
  return sscanf (line,
                 " %*u: %32[0-9A-Fa-f]:%x %32[0-9A-Fa-f]:%x %x %*s %*s %*s %*s %*s %lu",
                 row->local.address,
                 &row->local.port,
                 row->remote.address,
                 &row->remote.port,
                 &row->state,
                 &row->inode) == 6;
}

static gulong
find_row (const char *table, Match match, const Row *wanted)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Row row;

  if (!g_file_get_contents (table, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (parse_row (lines[i], &row) && match (&row, wanted))
      return row.inode;
  return 0;
}

static gboolean
is_listener (const Row *row, const Row *wanted)
{
  return row->local.port == wanted->local.port && row->state == STATE_LISTEN;
}

static gboolean
is_same_end (const End *a, const End *b)
{
  return a->port == b->port && g_str_equal (a->address, b->address);
}

static gboolean
is_connection (const Row *row, const Row *wanted)
{
  return row->state == STATE_ESTABLISHED && is_same_end (&row->local, &wanted->local) &&
         is_same_end (&row->remote, &wanted->remote);
}

/* The table has the words of an address as numbers of this machine. */
static void
write_end (End *end, GSocketAddress *address, gboolean mapped)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *bytes = g_inet_socket_address_get_address (inet);
  gsize size = g_inet_address_get_native_size (bytes);
  char *place = end->address;

  *place = '\0';
  if (mapped)
    place = g_stpcpy (place, MAPPED);
  for (gsize i = 0; i < size; i += sizeof (guint32))
    {
      guint32 word;

      memcpy (&word, g_inet_address_to_bytes (bytes) + i, sizeof word);
      place += g_snprintf (place, MAX_DIGITS + 1, "%08X", word);
    }
  end->port = g_inet_socket_address_get_port (inet);
}

gulong
ccp_tcp_table_find_listener (guint16 port)
{
  Row wanted = { .local.port = port };
  gulong inode = find_row (TABLE_4, is_listener, &wanted);

  return inode != 0 ? inode : find_row (TABLE_6, is_listener, &wanted);
}

gulong
ccp_tcp_table_find_connection (GSocketAddress *local, GSocketAddress *remote)
{
  gboolean is_4;
  gulong inode = 0;
  Row wanted;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (local), 0);
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (remote), 0);

  is_4 = g_socket_address_get_family (local) == G_SOCKET_FAMILY_IPV4;
  write_end (&wanted.local, local, FALSE);
  write_end (&wanted.remote, remote, FALSE);
  inode = find_row (is_4 ? TABLE_4 : TABLE_6, is_connection, &wanted);
  if (inode != 0 || !is_4)
    return inode;
  /* who connects may have a socket of IPv6 all the same */
  write_end (&wanted.local, local, TRUE);
  write_end (&wanted.remote, remote, TRUE);
  return find_row (TABLE_6, is_connection, &wanted);
}
