/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_RESULT_H
#define SYS_STORE_RESULT_H

#include <jansson.h>
#include <stdbool.h>

#include "core/console/console.h"
#include "core/text/diag.h"
#include "core/text/text-json.h"

/*
 * Stored results, out/<branch>/<stage>.json (backport(1), "JSON"). A result's
 * key is a hash over its inputs by content; equal keys mean the stored one
 * holds.
 */
struct result {
	char *branch, *stage;	/* "build.before" */
	enum outcome outcome;
	char *reason;		/* one sentence; "" for PASS */
	/* 64 hex: sha256 over the inputs; "" when they could not be read */
	char *key;
	char *started;		/* RFC 3339, UTC */
	double seconds;
	/* object: what the stage itself has to say, stored beside the above */
	json_t *more;
};

/* Frees the contents and leaves *r empty. */
void result_release(struct result *r);

/*
 * Reads out/<branch>/<stage>.json. 0 with *r filled, 1 when there is none (or
 * it is torn), -1 and *why.
 */
int result_load(struct result *r, const char *out, const char *branch,
		const char *stage, struct diag *why);

/*
 * True for one that is there and PASS or FAIL: only what was carried out can
 * prove or break something.
 */
bool result_is_decisive(const struct result *r);

/* The value of an input that its key was made of; NULL when it names none. */
const char *result_input(const struct result *r, const char *name);

/* The result as the object that is stored; the caller's reference. */
json_t *result_json(const struct result *r);

/* Publishes it, whole or not at all. 0 or -1 and *why. */
int result_store(const struct result *r, const char *out, struct diag *why);

/* The time now, RFC 3339 in UTC; caller frees. */
char *result_now(void);

/* sha256 of the bytes as 64 hex digits and a NUL. */
void result_digest(const void *bytes, size_t len, char hex[65]);

/* The same of a file of any size. 0 or -1 and *why. */
int result_digest_file(const char *path, char hex[65], struct diag *why);

#endif
