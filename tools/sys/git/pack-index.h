/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_PACK_INDEX_H
#define SYS_GIT_PACK_INDEX_H

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/text/buf.h"
#include "core/text/hash.h"

/* Where an object stands in a pack. */
struct packed {
	git_oid id;
	uint32_t crc;		/* of its bytes in the pack */
	uint64_t at;		/* offset in the pack, bytes; below 2 GiB */
};

/*
 * Puts into out the pack index, version 2 (gitformat-pack); sorts row. checksum
 * is the pack's.
 */
void packidx_build(struct buf *out, struct packed *row, size_t nr,
		   const unsigned char checksum[20]);

/* The ids that went into a pack. */
struct idset {
	git_oid *id;
	size_t nr, room;
	struct table by_id;
};

/* Frees it and leaves it empty. */
void idset_release(struct idset *s);

/* Asks whether it holds that id. */
bool idset_has(const struct idset *s, const git_oid *id);

/* Adds the id; false when it was there already. */
bool idset_add(struct idset *s, const git_oid *id);

#endif
