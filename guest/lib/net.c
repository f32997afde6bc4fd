// SPDX-License-Identifier: GPL-2.0-only
/* The NIC on QEMU's user network: address, up, and echoes that compare. */
#include "check.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define ADDRESS "10.0.2.15"
#define NETMASK "255.255.255.0"
#define GATEWAY "10.0.2.2"
#define PAYLOAD_MAX 1400
#define REPLY_MS 1000		/* to wait for a reply before sending again */
#define TRIES 4			/* sends of one echo */
#define CARRIER_MS 2000 /* to see the link in; without it ARP waits 1 s */

/* The first entry of a folder that `wanted` takes, by its name; -1 if none. */
static int first_entry(const char *folder, bool (*wanted)(const char *name),
		       char *name, size_t size)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int rc = -1;

	while (dir && rc && (entry = readdir(dir))) {
		if (*entry->d_name == '.' || strlen(entry->d_name) >= size ||
		    !wanted(entry->d_name))
			continue;
		strcpy(name, entry->d_name);
		rc = 0;
	}
	if (dir)
		closedir(dir);
	return rc;
}

static bool is_network_card(const char *pci)
{
	char path[320], class[16];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/class", pci);
	return !file_read(path, class, sizeof(class)) &&
	       !strncmp(class, "0x02", 4);
}

static bool any(const char *name)
{
	return *name;
}

int nic_find(char *pci, size_t size)
{
	return first_entry("/sys/bus/pci/devices", is_network_card, pci, size);
}

int nic_interface(const char *pci, char *name, size_t size)
{
	char path[320];

	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/net", pci);
	return first_entry(path, any, name, size);
}

static void set_address(struct ifreq *ifr, const char *address)
{
	struct sockaddr_in in = { .sin_family = AF_INET };

	inet_pton(AF_INET, address, &in.sin_addr);
	memcpy(&ifr->ifr_addr, &in, sizeof(in));
}

/* Waits for the link; that there is none shows when echoes fail. */
static void await_carrier(const char *name)
{
	long end = now_ms() + CARRIER_MS;
	char path[64], carrier[8];

	snprintf(path, sizeof(path), "/sys/class/net/%s/carrier", name);
	while (file_read(path, carrier, sizeof(carrier)) || *carrier != '1') {
		if (now_ms() >= end)
			return;
		usleep(5000);
	}
}

int nic_up(const char *name, struct result *r)
{
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct ifreq ifr;
	int rc = 0;

	if (fd < 0)
		return fail(r, ERROR, "socket: %s", strerror(errno));
	memset(&ifr, 0, sizeof(ifr));
	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%.15s", name);
	set_address(&ifr, ADDRESS);
	if (ioctl(fd, SIOCSIFADDR, &ifr))
		rc = fail(r, FAIL, "%s: set address: %s", name, strerror(errno));
	set_address(&ifr, NETMASK);
	if (!rc && ioctl(fd, SIOCSIFNETMASK, &ifr))
		rc = fail(r, FAIL, "%s: set netmask: %s", name, strerror(errno));
	ifr.ifr_flags = IFF_UP | IFF_RUNNING;
	if (!rc && ioctl(fd, SIOCSIFFLAGS, &ifr))
		rc = fail(r, FAIL, "%s: bring up: %s", name, strerror(errno));
	close(fd);
	if (!rc)
		await_carrier(name);
	return rc;
}

static unsigned short checksum(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	unsigned long sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += i & 1 ? p[i] : p[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum & 0xffff);
}

struct echo {
	struct icmphdr head;
	unsigned char payload[PAYLOAD_MAX];
};

/* A pattern that differs from echo to echo and has no period in it. */
static size_t fill(struct echo *e, int seq, size_t bytes)
{
	unsigned int x = 2463534242u + seq;
	size_t i, len = sizeof(e->head) + bytes;

	memset(e, 0, sizeof(*e));
	e->head.type = ICMP_ECHO;
	e->head.un.echo.id = htons(getpid() & 0xffff);
	e->head.un.echo.sequence = htons(seq);
	for (i = 0; i < bytes; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		e->payload[i] = x;
	}
	e->head.checksum = checksum(e, len);
	return len;
}

/* 1: the reply to this echo with its payload; 0: another packet; -1: spoilt. */
static int is_reply(const unsigned char *packet, size_t len,
		    const struct echo *sent, size_t sent_len)
{
	size_t ip_len = (packet[0] & 0xf) * 4;
	const struct echo *got = (const void *)(packet + ip_len);

	if (len < ip_len + sizeof(got->head) ||
	    got->head.type != ICMP_ECHOREPLY ||
	    got->head.un.echo.id != sent->head.un.echo.id ||
	    got->head.un.echo.sequence != sent->head.un.echo.sequence)
		return 0;
	if (len - ip_len != sent_len)
		return -1;
	return memcmp(got->payload, sent->payload,
		      sent_len - sizeof(got->head)) ? -1 : 1;
}

/* Waits for the reply: as is_reply(), 0 when the time is over. */
static int await_reply(int fd, const struct echo *sent, size_t sent_len)
{
	long end = now_ms() + REPLY_MS, left = REPLY_MS;

	for (; left > 0; left = end - now_ms()) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		static unsigned char packet[65536];
		ssize_t n;
		int rc;

		if (poll(&p, 1, left) <= 0)
			continue;
		n = recv(fd, packet, sizeof(packet), MSG_DONTWAIT);
		if (n < (ssize_t)sizeof(struct iphdr))
			continue;
		rc = is_reply(packet, n, sent, sent_len);
		if (rc)
			return rc;
	}
	return 0;
}

int nic_echo(const char *name, int seq, size_t bytes, struct result *r)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	struct echo echo;
	size_t len = fill(&echo, seq, bytes);
	int fd, try, rc = 0;

	fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
	if (fd < 0)
		return fail(r, ERROR, "raw socket: %s", strerror(errno));
	inet_pton(AF_INET, GATEWAY, &to.sin_addr);
	if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, strlen(name)))
		rc = fail(r, ERROR, "bind to %s: %s", name, strerror(errno));
	for (try = 0; !rc && try < TRIES; try++) {
		if (sendto(fd, &echo, len, 0, (void *)&to, sizeof(to)) < 0) {
			rc = fail(r, FAIL, "echo %d: send: %s", seq,
				  strerror(errno));
			break;
		}
		rc = await_reply(fd, &echo, len);
		if (rc < 0)
			fail(r, FAIL, "echo %d: the reply's payload differs",
			     seq);
	}
	close(fd);
	if (!rc)
		return fail(r, FAIL, "echo %d of %zu bytes: no reply from %s in %d tries",
			    seq, bytes, GATEWAY, TRIES);
	return rc < 0 ? -1 : 0;
}
