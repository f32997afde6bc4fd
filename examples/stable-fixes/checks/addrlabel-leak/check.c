// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the reserved byte of each address label zero? Without the fix it is what
 * the memory held before: freed memory must be poisoned to be sure of it.
 */
#include <err.h>
#include <errno.h>
#include <linux/if_addrlabel.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void)
{
	struct { struct nlmsghdr h; struct ifaddrlblmsg m; } ask = {
		.h = { .nlmsg_len = sizeof(ask), .nlmsg_type = RTM_GETADDRLABEL,
		       .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
		.m = { .ifal_family = AF_INET6 },
	};
	static char answer[65536];
	struct nlmsghdr *h;
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), nr = 0, leaks = 0;
	ssize_t len;

	if (fd < 0 || send(fd, &ask, sizeof(ask), 0) < 0)
		err(99, "netlink");
	while ((len = recv(fd, answer, sizeof(answer), 0)) > 0) {
		for (h = (void *)answer; NLMSG_OK(h, (size_t)len);
		     h = NLMSG_NEXT(h, len)) {
			unsigned char *label = NLMSG_DATA(h);

			if (h->nlmsg_type == NLMSG_DONE)
				goto done;
			if (h->nlmsg_type != RTM_NEWADDRLABEL) {
				printf("no IPv6 address labels\n");
				return 4;
			}
			nr++;
			if (label[1] && !leaks++)
				printf("label %d: its second byte is %02x\n",
				       nr, label[1]);
		}
	}
	err(99, "recv");
done:
	if (!nr) {
		printf("no IPv6 address labels\n");
		return 4;
	}
	return leaks ? 1 : 0;
}
