/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_EVIDENCE_H
#define CMD_EVIDENCE_EVIDENCE_H

#include <jansson.h>

#include "cmd/cmd.h"
#include "sys/os/tar.h"

/*
 * What the files of `backport evidence` share. A bundle is a small project: backport.conf, series/, patches/, kconfig/ and
 * guest/ of one branch, its out/ with results and consoles, config/ with both .config, and manifest.json,
 * which is made of all the others.
 */
#define MANIFEST	"manifest.json"

/* Gathers a branch's members, without the manifest, from the project in the current folder. 0 or -1 and *why. */
int evidence_gather(const struct ctx *ctx, const struct branch *b,
		    struct members *m, struct diag *why);

/* The manifest of the members, a new reference; what differs from run to run stands below "times" alone. NULL: no branch's results are in it. */
json_t *evidence_manifest(const struct members *m);

/* Makes it the member that it is. */
void evidence_add_manifest(struct members *m, const json_t *manifest);

/* A member that is JSON, a new reference; NULL when it is not there or no JSON. */
json_t *evidence_json(const struct members *m, const char *name);

/* Reads a bundle. 0; 1 and *why when it is damaged; -1 and *why when it cannot be read. members_release() either way. */
int evidence_read(struct members *m, const char *path, struct diag *why);

/* Writes the members below a new folder, whose path the caller removes and frees. NULL and *why. */
char *evidence_unpack(const struct members *m, struct diag *why);

/* Tells each value in which two manifests differ, by its place in them, "vmlinux.after"; but not below skip (NULL: nothing). Returns how many. */
size_t evidence_differences(const json_t *a, const json_t *b, const char *skip,
			    void (*tell)(void *arg, const char *place,
					 const char *in_a, const char *in_b),
			    void *arg);

/* backport evidence --verify, and --rerun; the exit status. */
int evidence_verify(const struct ctx *ctx, const char *path);
int evidence_rerun(const struct ctx *ctx, const char *path, const char *out);

#endif
