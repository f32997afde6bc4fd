// SPDX-License-Identifier: GPL-2.0-only
/* The index beside a pack, and the set of what went in. */
#include "sys/git/pack-index.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <stdlib.h>

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
	free(s->slot);
	free(s->used);
	*s = (struct idset){ 0 };
}

/* Where id stands or would stand. Ids are hashes already. */
static size_t probe(const struct idset *s, const git_oid *id)
{
	size_t i;

	memcpy(&i, id->id, sizeof(i));
	for (i &= s->cap - 1; s->used[i]; i = (i + 1) & (s->cap - 1))
		if (git_oid_equal(&s->slot[i], id))
			break;
	return i;
}

bool idset_has(const struct idset *s, const git_oid *id)
{
	return s->nr && s->used[probe(s, id)];
}

static void grow(struct idset *s)
{
	struct idset old = *s;

	s->cap = old.cap ? 2 * old.cap : 1024;
	s->slot = grow_array(NULL, s->cap, sizeof(*s->slot));
	s->used = calloc(s->cap, sizeof(*s->used));
	if (!s->used)
		abort();
	for (size_t i = 0; i < old.cap; i++)
		if (old.used[i]) {
			size_t at = probe(s, &old.slot[i]);

			s->slot[at] = old.slot[i];
			s->used[at] = true;
		}
	idset_release(&old);
}

bool idset_add(struct idset *s, const git_oid *id)
{
	size_t at;

	if (2 * s->nr >= s->cap)
		grow(s);
	at = probe(s, id);
	if (s->used[at])
		return false;
	s->slot[at] = *id;
	s->used[at] = true;
	s->nr++;
	return true;
}
