/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_RESULT_H
#define SYS_RESULT_H

#include <jansson.h>
#include <stdbool.h>

#include "../core/console.h"
#include "../core/diag.h"

/*
 * Stored results, out/<branch>/<stage>.json (DESIGN, "Data flow"). A result's
 * key is a hash over its inputs by content; equal keys mean the stored one holds.
 */
struct result {
	char *branch, *stage;	/* "build.before" */
	enum outcome outcome;
	char *reason;		/* one sentence; "" for PASS */
	char *key;		/* 64 hex: sha256 over the inputs */
	char *started;		/* RFC 3339 */
	double seconds;
	json_t *more;		/* object: what the stage itself has to say */
};

/* Frees the contents and leaves *r empty. */
void result_release(struct result *r);

/* Reads out/<branch>/<stage>.json. 0 with *r filled, 1 when there is none (or it is torn), -1 and *why. */
int result_load(struct result *r, const char *out, const char *branch,
		const char *stage, struct diag *why);

/* Publishes it, whole or not at all. 0 or -1 and *why. */
int result_store(const struct result *r, const char *out, struct diag *why);

/* Gathers a key: each input is a name and its content or its id. */
struct result_key;
struct result_key *result_key_new(void);
void result_key_add(struct result_key *k, const char *name, const void *bytes,
		    size_t len);
/* As result_key_add(), of a file's content. 0 or -1 and *why. */
int result_key_add_file(struct result_key *k, const char *name,
			const char *path, struct diag *why);
/* The finished key, 64 hex, caller frees; k is freed. */
char *result_key_end(struct result_key *k);

#endif
