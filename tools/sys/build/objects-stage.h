/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_OBJECTS_STAGE_H
#define SYS_BUILD_OBJECTS_STAGE_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "sys/build/kernel.h"
#include "core/object/code-effect.h"

#define OBJECTS_STAGE	"objects"

/* The files of one source on both sides. */
struct object_pair {
	struct buf object[2], source[2];
	char *path[2];
};

/* Compares the functions of a pair. 0 with *effect to be released, or -1 and *why. */
int object_pair_compare(const struct object_pair *p, struct code_effect *effect,
			struct diag *why);

/* Frees the contents. */
void object_pair_release(struct object_pair *p);

/* A source's comparison, as it is stored; the caller's reference. */
json_t *objects_json(const char *path, const struct code_effect *effect);

/* The stage of a branch whose inputs k are found: compiles, compares, publishes, reports; returns the exit status. */
int objects_stage(const struct ctx *ctx, const struct kernel *k, bool force);

/* As objects_stage(), where it is not what was asked for: says nothing. */
void objects_ahead(const struct ctx *ctx, const struct kernel *k);

/* True when the stage found that a touched source does not compile on that side; *end gets its first error. */
bool objects_broken(const struct branch *b, const char *side,
		    struct kbuild_end *end);

#endif
