/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_RELEASE_H
#define CORE_TEXT_RELEASE_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/span.h"

/* A kernel release: v4.11-rc2, 4.9.262, 4.4.y. */
struct kver {
	int part[3];	/* 4, 11, 0 */
	int nr;		/* parts that were said; 4.4.y and 4.4+ say two */
	int rc;		/* 2 of -rc2; INT_MAX for a release */
};

/*
 * Reads a release off the beginning of *s: a "v" may lead, ".x", ".y" and "+"
 * may end it. False, and *s as it was, when there is none.
 */
bool kver_read(struct kver *v, struct span *s);

/* Below, at or above nought as a is older than, the same as or newer than b. */
int kver_compare(const struct kver *a, const struct kver *b);

/*
 * kver_compare() of two names; false in *known (may be NULL) when either is
 * no release.
 */
int kver_compare_names(const char *a, const char *b, bool *known);

/*
 * Puts into name (emptied first) the release that a kernel's top Makefile says
 * it is: "v4.9.262", "v6.13-rc2", "v4.4.302-cip80". Empty when it says none.
 */
void kver_of_makefile(struct buf *name, struct span makefile);

/*
 * Asks whether a tree that is called so can be of that release, which
 * kver_of_makefile() gave. "v6.12" may be any 6.12.N, "v6.12.3" only itself;
 * what is no release may be anything.
 */
bool kver_may_be(const char *called, const char *release);

#endif
