/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_STEPS_H
#define SYS_SERIES_STEPS_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/diag.h"
#include "core/verdict/stage.h"
#include "sys/conf/conf.h"
#include "sys/store/key.h"

/* Whether a branch's trees were found; see "The words" in HACKING. */
enum branch_steps_state {
	STEPS_FOUND,	/* the trees are there, and stored */
	STEPS_REFUSED,	/* the series does not apply: see sentence */
	STEPS_NO_BASE,	/* the base is not in the repository: see sentence */
};

struct branch_steps {
	enum branch_steps_state state;
	git_oid base;		/* its tree; zero unless found */
	size_t nr;		/* as the branch's nr_steps */
	git_oid *tree;	/* of each, in the repository; zero unless found */
	/* the base has the fix that makes the step; never of step 0 */
	bool *in_base;
	bool all_in_base;	/* and all other patches: it is the last step */
	/*
	 * per patch of the series in order, of a mailbox per mail: the base has
	 * it, or the patches before it do all that it does
	 */
	bool *has_patch;
	size_t nr_patches;
	size_t origin;		/* the step that is the base; 0 where none is */
	char release[64];	/* what the base is to be called */
	/* "" when found; what was wanted, found, and what to do */
	char sentence[512];
};

/*
 * Finds the trees of a branch's steps and stores their new objects. Step 0 is
 * the base without the patches of the series that it has already; they are
 * taken out, the last of the series first. The base has a patch when it applies
 * in reverse and not forward. Then the series is applied. The tree after the
 * patches of a fix is that fix's step; the last step also has all patches that
 * follow. Series and variants are root/series/LINE and root/patches/LINE/; the
 * base must have been provided (import_branch()). That it is not there, or that
 * the series does not apply, is a value of s->state; a base of another release
 * than the branch's is an error. 0 or -1 and *why; branch_steps_release()
 * either way.
 */
int branch_steps_find(git_repository *repo, const char *root,
		      const struct branch *b, struct branch_steps *s,
		      struct diag *why);

/* As branch_steps_find(), of the base tree with that id. */
int branch_steps_of(git_repository *repo, const char *root,
		    const struct branch *b, const git_oid *id,
		    struct branch_steps *s, struct diag *why);

/* The steps of a branch as if it had no series: the base is all of them. */
void branch_steps_of_base(const struct branch *b, const git_oid *base,
			  struct branch_steps *s);

/*
 * The key of a series applied: the tree of each step, and the patches as
 * patchset_read() has them.
 */
struct result_key *branch_steps_key(const struct branch_steps *s,
				    const struct branch *b,
				    const json_t *patches);

/*
 * The steps as they are stored: an array of objects with step, its name, and
 * fix and in_base of all but the first. The caller's reference.
 */
json_t *branch_steps_json(const struct branch_steps *s, const struct branch *b);

/* Frees the contents. */
void branch_steps_release(struct branch_steps *s);

#endif
