/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_PACK_FILE_H
#define SYS_GIT_PACK_FILE_H

#include <git2.h>
#include <stdint.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/git/pack-index.h"

/*
 * A pack's file while it is written: tmp_pack_* until packfile_publish()
 * names it.
 */
struct packfile {
	char *folder;		/* objects/pack; NULL: not open */
	char *tmp;		/* NULL once it has its name */
	int fd;
	int error;		/* errno of a write that failed */
	struct buf out;		/* not yet written */
	uint64_t at;		/* offset of the end of out */
	struct packed *row;
	size_t nr, cap;
};

/* Makes it empty, and not open. */
void packfile_init(struct packfile *f);

/*
 * Begins a file among the objects of repo, which has to have a folder. 0 or -1
 * and *why.
 */
int packfile_open(struct packfile *f, git_repository *repo, struct diag *why);

/*
 * Adds an object as it stands in a pack, with the crc32 of its bytes. A write
 * that fails is told by packfile_publish().
 */
void packfile_add(struct packfile *f, const git_oid *id, uint32_t crc,
		  struct span bytes);

/*
 * Seals the file and gives it and its index their names, unless it is empty. 0
 * or -1 and *why.
 */
int packfile_publish(struct packfile *f, struct diag *why);

/*
 * Frees the contents and leaves it empty; a file that was not published
 * is gone.
 */
void packfile_release(struct packfile *f);

#endif
