/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_TAR_H
#define SYS_OS_TAR_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * A small tar archive, whole in memory. The same members give the same bytes:
 * sorted, no times, no owners.
 */
struct member {
	char *name;		/* a path below the top: never absolute, no ".." */
	struct buf bytes;
};

struct members {
	struct member *member;
	size_t nr;
};

/*
 * Adds a file, taking over the buffer's contents. The name must not be
 * there yet.
 */
void members_add(struct members *m, const char *name, struct buf *bytes);

/* The file of that name; NULL when there is none. */
struct member *members_find(const struct members *m, const char *name);

/*
 * Takes the file of that name out, its contents into *bytes (emptied first);
 * false when there is none.
 */
bool members_take(struct members *m, const char *name, struct buf *bytes);

/* Sorts by name. */
void members_sort(struct members *m);

/* Frees the contents and leaves *m empty. */
void members_release(struct members *m);

/*
 * Adds m, sorted, to out as a tar archive, compressed with zstd if wanted. 0 or
 * -1 and *why.
 */
int members_pack(struct members *m, bool zstd, struct buf *out,
		 struct diag *why);

/*
 * Reads an archive (tar, however compressed) from memory; path is for messages.
 * 0; 1 and *why when it is damaged or holds what members_pack() would not
 * write: anything but files, a name twice, a name that leaves the folder, a
 * file below a file, more than MEMBERS_SIZE_MAX or MEMBERS_MOST; -1 and *why
 * when it cannot be read. members_release() either way.
 */
int members_unpack(struct members *m, struct span bytes, const char *path,
		   struct diag *why);

/*
 * Bytes of all members together: a bomb is larger, two consoles of 100 MiB in
 * some modes are not.
 */
#define MEMBERS_SIZE_MAX	(1ull << 29)
/* Many empty ones are a bomb too. */
#define MEMBERS_MOST	4096

/* Writes every member below folder. 0 or -1 and *why. */
int members_write(const struct members *m, const char *folder,
		  struct diag *why);

#endif
