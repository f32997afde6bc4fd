// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does RTM_NEWLINK refuse a negative index? The kind is one that no kernel has,
 * so that nothing is made where it does not.
 */
#include <err.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char kind[] = "backport-none";

static struct {
	struct nlmsghdr h;
	struct ifinfomsg i;
	struct rtattr info, kind_attr;
	char kind[sizeof(kind) + 2];
} ask;

/* Asks for a new link of that index: 0 or an errno. */
static int new_link(int fd, int index)
{
	struct { struct nlmsghdr h; struct nlmsgerr e; char rest[512]; } answer;

	ask.h.nlmsg_len = sizeof(ask);
	ask.h.nlmsg_type = RTM_NEWLINK;
	ask.h.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE;
	ask.i.ifi_index = index;
	ask.info.rta_type = IFLA_LINKINFO;
	ask.info.rta_len = sizeof(ask.info) + sizeof(ask.kind_attr) +
		sizeof(ask.kind);
	ask.kind_attr.rta_type = IFLA_INFO_KIND;
	ask.kind_attr.rta_len = sizeof(ask.kind_attr) + sizeof(kind);
	memcpy(ask.kind, kind, sizeof(kind));
	if (send(fd, &ask, sizeof(ask), 0) < 0 ||
	    recv(fd, &answer, sizeof(answer), 0) < (ssize_t)NLMSG_LENGTH(4))
		err(99, "netlink");
	if (answer.h.nlmsg_type != NLMSG_ERROR)
		errx(99, "the answer has type %d", answer.h.nlmsg_type);
	return -answer.e.error;
}

int main(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), why;

	if (fd < 0)
		err(99, "socket");
	why = new_link(fd, 0);
	if (why != EOPNOTSUPP)
		errx(99, "a link of no known kind: %s", strerror(why));
	why = new_link(fd, -5);
	if (why == EOPNOTSUPP) {
		printf("RTM_NEWLINK takes index -5 and looks for the kind\n");
		return 1;
	}
	if (why != EINVAL)
		errx(99, "RTM_NEWLINK of index -5: %s", strerror(why));
	return 0;
}
