/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_OBJECT_FOLDER_H
#define SYS_BUILD_OBJECT_FOLDER_H

#include "sys/build/kbuild.h"

/*
 * Objects are kept of two steps: of the origin, which begins with nothing, and
 * of the last other one that was built. The next step takes that one's over,
 * as it only adds patches. Else a step begins with a copy of the origin's, and
 * with a new copy whenever its tree or the origin's kernel changes: what a
 * patched tree's Makefile leaves there must not become part of a kernel without
 * that patch. While they are used, all of them are <work>/obj, so that no
 * recorded command differs; otherwise they are <work>/obj.<side>, side being a
 * step's name. What they were made of is in <work>/.objects.<side>, where no
 * build can write. A mode that is built has objects of its own, of two steps
 * again.
 */

/* Objects, as wanted. */
struct object_folder {
	const char *side;	/* see mode_side() */
	const char *tree;	/* NULL: any tree may follow another */
	const char *origin;	/* the side to begin with; NULL: with nothing */
	/*
	 * the step before, whose objects are taken over, of the first step that
	 * step itself; NULL: a mutant's
	 */
	const char *last;
	const char *last_tree;	/* which it must have; NULL: any, as above */
};

/*
 * Makes k->obj the objects of that side; with f->last, those of all other
 * steps but the origin are removed, in the same mode. 0 or -1 and *why.
 */
int object_folder_enter(const struct kbuild *k, const struct object_folder *f,
			struct diag *why);

/*
 * Notes that the kernel of that key is whole in k->obj, which is the side's. 0
 * or -1 and *why.
 */
int object_folder_made(const struct kbuild *k, const char *side,
		       const char *key, struct diag *why);

/* True when the side's objects hold the whole kernel of that key. */
bool object_folder_is_made(const struct kbuild *k, const char *side,
			   const char *key);

#endif
