#ifndef ETHER_H
#define ETHER_H

#include <linux/buf.h>

int eth_parse(const struct buf *b, unsigned char *mac);

static inline struct eth *count_hdr(const struct buf *b)
{
	return (struct eth *)count(b);
}

static inline struct eth *eth_hdr(const struct buf *b)
{
	return (struct eth *)buf_mac_header(b);
}

extern ssize_t format_mac(char *out, const unsigned char *mac, int len);

#endif
