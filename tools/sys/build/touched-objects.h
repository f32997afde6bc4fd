/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_TOUCHED_OBJECTS_H
#define SYS_BUILD_TOUCHED_OBJECTS_H

#include <git2.h>
#include <jansson.h>
#include <stdbool.h>

#include "core/object/code-effect.h"
#include "sys/build/kbuild.h"

/*
 * The touched objects of a side, kept for comparison: <work>/objects/<side>/
 * holds, for each source that differs between before and after, PATH.o,
 * compiled with the kernel's own command and -g, and PATH itself.
 */

/*
 * Finds the files that differ between two trees, sorted; which of them are
 * built shows only when the tree is configured. 0 or -1 and *why;
 * strings_release() either way.
 */
int touched_find(struct strings *t, git_repository *repo, const git_oid *before,
		 const git_oid *after, struct diag *why);

/* True for what is compiled into an object of its own, .c and .S files. */
bool touched_is_source(const char *path);

/* True when k has compiled the source before, configured as it was then. */
bool objects_recorded(const struct kbuild *k, const char *path);

/*
 * Compiles sources that k has just built once more, with -g and else the same
 * command, and keeps them under side instead of what was there, named by the
 * stage's key. 0 or -1 and *why.
 */
int objects_keep(struct kbuild *k, const struct strings *sources,
		 const char *side, const char *key, struct diag *why);

/* True when the objects of the stage of that key are kept under side. */
bool objects_kept(const struct branch *b, const char *side, const char *key);

/*
 * The path of a file that is kept; caller frees. NULL and *why when there is no
 * place for a cache.
 */
char *objects_path(const struct branch *b, const char *side, const char *file,
		   struct diag *why);

/* The files of one source on both sides. */
struct object_pair {
	struct buf object[2], source[2];
	char *path[2];
};

/*
 * Compares the functions of a pair. 0 with *effect to be released, or -1 and
 * *why.
 */
int object_pair_compare(const struct object_pair *p, struct code_effect *effect,
			struct diag *why);

/* Frees the contents. */
void object_pair_release(struct object_pair *p);

/* A source's comparison, as it is stored; the caller's reference. */
json_t *objects_json(const char *path, const struct code_effect *effect);

#endif
