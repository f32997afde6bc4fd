/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_ALIGN_H
#define CORE_MERGE_ALIGN_H

#include "core/merge/lines.h"

#define ALIGN_NONE ((size_t)-1)

/* Of 1000: below this likeness, two lines are not alike. */
#define ALIGN_LIKE 520

/* Which line of a file stands for which line of a hunk's preimage. */
struct alignment {
	/* per preimage line, an index into the file or ALIGN_NONE; ascending */
	size_t *to;
	bool *same;	/* per preimage line: the same words, not only alike */
	size_t nr;
	size_t from, end;	/* the file's lines that the alignment spans */
	/* 0 to 1000: of the best that these lines could reach */
	int score;
};

/*
 * The lines [from, end) of a file. Preimage lines [first, last) are those next
 * to the change: of two ways that are as good, the one counts that has more of
 * them, and fewer lines of the file's own there. None where both are 0.
 */
struct align_scope {
	const struct port_lines *file;
	size_t from, end;
	size_t first, last;
};

/*
 * Aligns all of p, in order, with the lines of scope: exact lines before alike
 * ones, few gaps before many. Quadratic in time and memory.
 * Always finds something; the score says what it is worth.
 */
void align_lines(const struct port_lines *p, const struct align_scope *scope,
		 struct alignment *a);

/* The alignment of nr lines that stand, the same, at line at of the file. */
void align_verbatim(struct alignment *a, size_t nr, size_t at);

/* A line of the preimage that must be there, in [from, end) of the file. */
struct align_bar {
	size_t line;
	size_t from, end;
};

/*
 * The best score of an alignment in which bar's line, which a aligns, stands
 * on another line of the file; 0 when it cannot. Other parameters as before.
 */
int align_elsewhere(const struct port_lines *p, const struct align_scope *scope,
		    const struct align_bar *bar, const struct alignment *a);

/* Frees the arrays and leaves *a empty. */
void alignment_release(struct alignment *a);

#endif
