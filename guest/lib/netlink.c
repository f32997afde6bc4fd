// SPDX-License-Identifier: GPL-2.0-only
/* One netlink message to the kernel, and its answer. */
#include "check.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define ANSWER_S	5	/* to wait for the kernel */

static void add(struct netlink *m, const void *bytes, size_t len)
{
	size_t room = NLMSG_ALIGN(len);

	if (m->len + room > sizeof(m->bytes))
		return;
	memcpy(m->bytes + m->len, bytes, len);
	m->len += room;
}

void netlink_begin(struct netlink *m, uint16_t type, uint16_t flags,
		   const void *body, size_t len)
{
	struct nlmsghdr head = {
		.nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags,
		.nlmsg_seq = 1,
	};

	memset(m, 0, sizeof(*m));
	add(m, &head, sizeof(head));
	add(m, body, len);
}

void netlink_add(struct netlink *m, uint16_t type, const void *bytes,
		 size_t len)
{
	struct nlattr head = { .nla_len = NLA_HDRLEN + len, .nla_type = type };

	add(m, &head, sizeof(head));
	add(m, bytes, len);
}

int netlink_ask(struct netlink *m, int protocol, void *reply, size_t size)
{
	struct nlmsghdr *head = (struct nlmsghdr *)m->bytes;
	struct timeval limit = { .tv_sec = ANSWER_S };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
	ssize_t n = -1;

	if (fd < 0)
		return -errno;
	head->nlmsg_len = m->len;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	if (send(fd, m->bytes, m->len, 0) == (ssize_t)m->len)
		n = recv(fd, reply, size, 0);
	if (n < 0)
		n = -errno;
	close(fd);
	return n;
}

int netlink_send(struct netlink *m, int protocol)
{
	struct nlmsghdr *head = (struct nlmsghdr *)m->bytes;
	_Alignas(8) char reply[4096];
	struct nlmsghdr *answer = (struct nlmsghdr *)reply;
	int n;

	head->nlmsg_flags |= NLM_F_ACK;
	n = netlink_ask(m, protocol, reply, sizeof(reply));
	if (n < 0)
		return n;
	if (n < (int)NLMSG_LENGTH(sizeof(struct nlmsgerr)) ||
	    answer->nlmsg_type != NLMSG_ERROR)
		return -EPROTO;
	return ((struct nlmsgerr *)NLMSG_DATA(answer))->error;
}
