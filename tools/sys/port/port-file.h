/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORT_FILE_H
#define SYS_PORT_PORT_FILE_H

#include <git2.h>

#include "core/patch/patch.h"
#include "core/port/port.h"
#include "core/text/diag.h"

struct tree;

/* A tree and the repository that holds it; all NULL: unknown. */
struct port_tree {
	git_repository *repo;
	git_tree *tree;
	/* the same with a series applied; NULL: as it is */
	struct tree *edited;
};

/* One file diff of the patch, carried. */
struct ported_part {
	const struct file_diff *diff;
	const struct patch *patch;	/* which diff is of */
	/*
	 * owned: diff, where it has some hunks of one of the patch's, and which
	 * ones; else NULL
	 */
	struct file_diff *some;
	size_t *nth;
	/* owned: the file in the target; NULL for one that is not there */
	char *path;
	/* borrowed: what it is renamed or copied from, as diff says; or NULL */
	const char *from;
	bool moved;	/* another path than the patch's */
	unsigned int mode;	/* git's, of the file afterwards; 0: removed */
	/* the file's contents; before.at NULL: it is created */
	unsigned int old_mode;	/* before: where the file is there */
	struct buf before, after;
	struct port_result result;
};

/*
 * Reads a file of t into out, emptied first, and git's mode of it. 0; 1 when
 * there is none; -1 and *why.
 */
int port_file_read(const struct port_tree *t, const char *path,
		   struct buf *out, unsigned int *mode, struct diag *why);

/* True when file is the one that d was made for, by the id that d has of it. */
bool port_file_is_source(struct span file, const struct file_diff *d);

/*
 * Carries s to part->before, which is the file path of target, or none where
 * before.at is NULL; source is what s was made for, or empty. Fills part's
 * result and after. 0 or -1 and *why.
 */
int port_file_carry(const struct port_tree *target, const struct file_diff *s,
		    const char *path, const struct buf *source,
		    struct ported_part *part, struct diag *why);

/* True when it changes something in the target. */
bool ported_part_changes(const struct ported_part *part);

/* The number, from 1, that hunk i of part has in the patch's file diff. */
size_t ported_part_number(const struct ported_part *part, size_t i);

/* Frees the contents and leaves *part empty. */
void ported_part_release(struct ported_part *part);

#endif
