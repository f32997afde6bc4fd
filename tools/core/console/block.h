/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_BLOCK_H
#define CORE_CONSOLE_BLOCK_H

#include <regex.h>

#include "core/console/console.h"

/* For judge-console.c alone: the guest's lines, and whose block they are in. */

/* Where in the console a line stands. */
enum where {
	OUTSIDE,	/* before, after and between blocks */
	OURS,		/* in the block that is read */
	THEIRS,		/* in the block of another check */
	BEYOND,		/* in a later one, or after that */
};

struct block_reader {
	struct console *c;
	const struct transcript *said;
	const struct boot_asked *asked;
	regex_t splat;
	long lineno;
	long guest_lines;	/* of the guest, so far */
	enum where where;
	bool any_started, ended, told_command_line;
	char *theirs;	/* owned: whose block it is, or was last */
	size_t count[ERROR + 1];
};

/* Says why the console is no evidence, unless that is known, or it is over. */
void block_wrong(struct block_reader *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Something in another check's block makes all that comes after it doubtful. */
void block_spoil(struct block_reader *r);

/* Takes the next line of the guest. */
void block_take(struct block_reader *r, const struct piece *p);

#endif
