/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_UNPACK_H
#define SYS_IMPORT_UNPACK_H

#include <stdbool.h>
#include <stdint.h>
#include <zlib.h>

#include "sys/os/libarchive.h"

/*
 * The bytes in a packed file, or in one that is not packed. A packer notes at
 * the end what tells whether they are right: so all of them are to be read.
 */
struct unpack {
	struct archive *from, *outer;
	gzFile gz;		/* in their place: libarchive checks no CRC */
	bool ended;		/* all was read */
	const char *error;	/* why reading failed */
	char *chunk, *packed;
};

/* Opens the file at path. 0 or -1 and *why; unpack_release() either way. */
int unpack_open(struct unpack *u, const char *path, struct diag *why);

/*
 * The same for the current member of an archive, which must outlive it; path is
 * the archive's.
 */
int unpack_open_member(struct unpack *u, struct archive *outer,
		       const char *path, struct diag *why);

/*
 * Reads what comes next, good until the next call, and returns its length: 0 at
 * the end, -1 with u->error.
 */
la_ssize_t unpack_read(struct unpack *u, const void **bytes);

/* How many bytes of the packed file were read. */
uint64_t unpack_taken(const struct unpack *u);

/* Frees the contents and leaves *u empty. */
void unpack_release(struct unpack *u);

#endif
