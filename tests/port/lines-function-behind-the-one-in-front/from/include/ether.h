#ifndef ETHER_H
#define ETHER_H

#include <linux/buf.h>

static inline struct eth *eth_hdr(const struct buf *b)
{
	return (struct eth *)buf_mac_header(b);
}

static inline struct eth *inner_eth_hdr(const struct buf *b)
{
	return (struct eth *)buf_inner_mac_header(b);
}

extern ssize_t format_mac(char *out, const unsigned char *mac, int len);

#endif
