// SPDX-License-Identifier: GPL-2.0-only
/* The index beside a pack, and the set of what went in. */
#include "sys/git/pack-index.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "sys/git/object.h"

static int by_id(const void *a, const void *b)
{
	const struct packed *x = a, *y = b;

	return memcmp(x->id.id, y->id.id, sizeof(x->id.id));
}

static void add_u32(struct buf *out, uint32_t n)
{
	n = htonl(n);
	buf_add(out, &n, sizeof(n));
}

void packidx_build(struct buf *out, struct packed *row, size_t nr,
		   const unsigned char checksum[20])
{
	unsigned char sum[20];
	size_t next = 0;

	buf_clear(out);
	qsort(row, nr, sizeof(*row), by_id);
	buf_add(out, "\377tOc\0\0\0\2", 8);
	for (int first = 0; first < 256; first++) {
		while (next < nr && row[next].id.id[0] <= first)
			next++;
		add_u32(out, next);
	}
	for (size_t i = 0; i < nr; i++)
		buf_add(out, row[i].id.id, 20);
	for (size_t i = 0; i < nr; i++)
		add_u32(out, row[i].crc);
	for (size_t i = 0; i < nr; i++)
		add_u32(out, row[i].at);
	buf_add(out, checksum, 20);
	if (!EVP_Digest(out->at, out->len, sum, NULL, EVP_sha1(), NULL))
		abort();
	buf_add(out, sum, sizeof(sum));
}

void idset_release(struct idset *s)
{
	free(s->id);
	table_release(&s->by_id);
	*s = (struct idset){ 0 };
}

bool idset_has(const struct idset *s, const git_oid *id)
{
	size_t probe = 0, at;

	while (table_next(&s->by_id, hash_id(id), &probe, &at))
		if (git_oid_equal(&s->id[at], id))
			return true;
	return false;
}

bool idset_add(struct idset *s, const git_oid *id)
{
	if (idset_has(s, id))
		return false;
	s->id = grow_for_one(s->id, s->nr, &s->room, sizeof(*s->id));
	table_add(&s->by_id, hash_id(id), s->nr);
	s->id[s->nr++] = *id;
	return true;
}
