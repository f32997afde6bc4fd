/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the guest and the host that judges it have in common. Each line of the
 * guest is sealed: it has a number and a SipHash-2-4 (Aumasson and Bernstein,
 * 2012) made with a secret that is new for each boot and that PID 1 alone has.
 * The kernel under test sees the lines, but cannot make one, nor leave one out.
 */
#ifndef SEAL_H
#define SEAL_H

#include <stddef.h>
#include <stdint.h>

#include "outcome.h"

#define SEAL_SECRET	16		/* bytes of the secret */
#define SEAL_FILE	"secret"	/* in the initramfs: the secret in hex */
#define SEAL_MARK	" mac="
#define SEAL_FORMAT	SEAL_MARK "%016llx"	/* ends a line */
#define SEAL_LEN	21		/* of that */

static inline uint64_t seal_word(const unsigned char *at, size_t len)
{
	uint64_t word = 0;
	size_t i;

	for (i = 0; i < len && i < 8; i++)
		word |= (uint64_t)at[i] << 8 * i;
	return word;
}

static inline uint64_t seal_turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline void seal_rounds(uint64_t *v, int nr)
{
	while (nr--) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = seal_turn(v[1], 13) ^ v[0];
		v[3] = seal_turn(v[3], 16) ^ v[2];
		v[0] = seal_turn(v[0], 32);
		v[2] += v[1];
		v[0] += v[3];
		v[1] = seal_turn(v[1], 17) ^ v[2];
		v[3] = seal_turn(v[3], 21) ^ v[0];
		v[2] = seal_turn(v[2], 32);
	}
}

/* The MAC of a text: of a line, from its number to what precedes " mac=". */
static inline uint64_t seal(const unsigned char *secret, const char *text,
			    size_t len)
{
	const unsigned char *at = (const unsigned char *)text;
	const uint64_t k0 = seal_word(secret, 8), k1 = seal_word(secret + 8, 8);
	uint64_t v[] = {
		k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
		k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573,
	};
	size_t left = len;
	uint64_t word;

	for (; left >= 8; left -= 8, at += 8) {
		word = seal_word(at, 8);
		v[3] ^= word;
		seal_rounds(v, 2);
		v[0] ^= word;
	}
	word = seal_word(at, left) | (uint64_t)len << 56;
	v[3] ^= word;
	seal_rounds(v, 2);
	v[0] ^= word;
	v[2] ^= 0xff;
	seal_rounds(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static inline int seal_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
		c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads a secret that is written in hex; 0 or -1. */
static inline int seal_read(unsigned char *secret, const char *hex)
{
	int i;

	for (i = 0; i < SEAL_SECRET; i++, hex += 2) {
		if (seal_digit(hex[0]) < 0 || seal_digit(hex[1]) < 0)
			return -1;
		secret[i] = seal_digit(hex[0]) << 4 | seal_digit(hex[1]);
	}
	return 0;
}

#endif
