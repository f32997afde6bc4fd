/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_KERNEL_H
#define SYS_BUILD_KERNEL_H

#include <git2.h>
#include <stdbool.h>

#include "core/build/kconfig.h"
#include "core/verdict/verdict.h"
#include "sys/build/kbuild.h"
#include "sys/build/toolchain.h"
#include "sys/build/touched-objects.h"
#include "sys/conf/mode.h"
#include "sys/series/steps.h"
#include "sys/store/stage.h"

/*
 * What the kernels of a branch are made of: the trees of its steps, the
 * configuration, the compiler.
 */
struct kernel {
	/* borrowed, set by the caller */
	const struct branch *branch;
	/* that it is built for; NULL: for those that are not built */
	const struct mode *mode;
	git_repository *repo;
	struct branch_steps steps;
	/* files that differ between the first step and the last */
	struct strings touched;
	struct kconfig asked;
	struct toolchain toolchain;
	/* with mode NULL: asked for each mode that is built, by branch->mode */
	struct kconfig *asked_in;
};

/*
 * Finds all of it. 0; 1 and *why when there is no such tree: SKIP; -1 and *why.
 * kernel_release() in any case.
 */
int kernel_find(struct kernel *k, struct diag *why);

/*
 * Reads what is asked of the branch's configuration, in every mode, only to
 * tell whether all of it is there. 0 or -1 and *why.
 */
int kernel_check_config(const struct branch *b, struct diag *why);

/*
 * As kernel_find(), for kernels of bases as they are, whose trees repo holds;
 * kernel_set_base() says of which. 0 or -1 and *why.
 */
int kernel_find_for_bases(struct kernel *k, git_repository *repo,
			  struct diag *why);

/* Makes the base with that tree the kernel of every step. */
void kernel_set_base(struct kernel *k, const git_oid *tree);

/* The name of a step. */
struct step_name kernel_step(const struct kernel *k, size_t step);

/* What a step's kernel is called: see mode_side(). Caller frees. */
char *kernel_side(const struct kernel *k, size_t step);

/*
 * The kernels of the branch in a mode that is built. They borrow all from k,
 * and are not released.
 */
struct kernel kernel_in_mode(const struct kernel *k, const struct mode *mode);

/* Adds to a key what any compilation depends on but for the tree. */
void kernel_key(const struct kernel *k, struct result_key *key);

/*
 * The key of a step's build, in all modes unless k is of one; werror_new: a new
 * warning fails it. NULL and *why when an input cannot be read;
 * result_key_end() frees it.
 */
struct result_key *kernel_build_key(const struct kernel *k, size_t step,
				    bool werror_new, struct diag *why);

/*
 * Makes kbuild's objects the step's, checks the step out and configures it. 0
 * with *end, not made when the configuration is not as asked; -1 and *why.
 */
int kernel_prepare(const struct kernel *k, struct kbuild *kbuild,
		   size_t step, struct kbuild_end *end, struct diag *why);

/*
 * True when the objects of the origin do not hold its whole kernel as it is
 * now.
 */
bool kernel_wants_origin(const struct kernel *k, const struct kbuild *kbuild);

/*
 * Builds the origin's kernel, for its objects. 0 with *end filled, made also
 * when its sources do not build, which says nothing of another step; -1 and
 * *why.
 */
int kernel_make_origin(const struct kernel *k, struct kbuild *kbuild,
		       struct kbuild_end *end, struct diag *why);

/*
 * Whose fault a build that failed is, by how make ended: reason gets the
 * sentence, "" for a plain PASS.
 */
enum outcome kernel_judge(const struct kbuild_end *end, char *reason,
			  size_t size);

/*
 * The first error of a failed build as members of o: line, number of the line
 * in the log, command.
 */
void kernel_error_json(const struct kbuild_end *end, json_t *o);

/* The outcome of a build as members of o: counts, its log, its first error. */
void kernel_end_json(const struct kbuild_end *end, const char *log, json_t *o);

/*
 * Names the image that is kept for a side, and its content, as members of o, so
 * that a boot depends on what was built, not on when. 0 or -1 and *why.
 */
int kernel_image_json(const struct branch *b, const char *side, json_t *o,
		      struct diag *why);

/* Frees the contents. */
void kernel_release(struct kernel *k);

#endif
