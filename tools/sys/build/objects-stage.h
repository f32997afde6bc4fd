/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_OBJECTS_STAGE_H
#define SYS_BUILD_OBJECTS_STAGE_H

#include "core/build/warnings.h"
#include "sys/build/kernel.h"
#include "sys/store/result.h"

/*
 * The stage "objects": compiles what the fixes touch, on both sides, before
 * the kernels are built, and compares the code function by function.
 */
#define OBJECTS_STAGE	"objects"

/* One side of the stage. */
struct objects_side {
	struct strings built;	/* sources that the configuration builds */
	struct kbuild_end end;
	struct warnings warned;	/* of them and of what the folder had */
	enum outcome outcome;
	char reason[1024];
};

/* Both sides, before and after, and the outcome of the stage. */
struct objects {
	struct objects_side side[2];
	enum outcome outcome;
	struct buf reason;
};

/* The key of the stage; result_key_end() frees it. */
struct result_key *objects_key(const struct kernel *k);

/* True when the result stored in out tells of objects that are gone. */
bool objects_gone(const char *out, const struct branch *b);

/*
 * Compiles and compares, kbuild being open; r->more gets what the stage has to
 * say. 0, or -1 and *why; objects_release() in any case.
 */
int objects_make(struct objects *o, const struct kernel *k,
		 struct kbuild *kbuild, struct result *r, struct diag *why);

/* Frees the contents. */
void objects_release(struct objects *o);

/*
 * True when the result stored in out is of k and says that a touched source
 * does not compile on that side; *end gets its first error.
 */
bool objects_broken(const char *out, const struct kernel *k, const char *side,
		    struct kbuild_end *end);

#endif
