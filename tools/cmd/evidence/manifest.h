/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_MANIFEST_H
#define CMD_EVIDENCE_MANIFEST_H

#include <jansson.h>

#include "sys/os/tar.h"

/*
 * The manifest of the members, a new reference; what differs from run to run
 * stands below "times" alone. NULL when no branch's results are in it.
 */
json_t *evidence_manifest(const struct members *m);

/* Makes it the member of that name. */
void evidence_add_manifest(struct members *m, const json_t *manifest);

/* A member that is JSON, a new reference; NULL when it is not there or none. */
json_t *evidence_json(const struct members *m, const char *name);

/*
 * Tells each value in which two manifests differ by its place in them,
 * "vmlinux.after"; but not below skip (NULL: nothing). Returns how many.
 */
size_t evidence_differences(const json_t *a, const json_t *b, const char *skip,
			    void (*tell)(void *arg, const char *place,
					 const char *in_a, const char *in_b),
			    void *arg);

#endif
