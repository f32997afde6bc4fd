/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_RESULT_H
#define SYS_STORE_RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <time.h>

#include "core/console/console.h"
#include "core/text/diag.h"

/*
 * Stored results, out/<branch>/<stage>.json (DESIGN, "Data flow"). A result's
 * key is a hash over its inputs by content; equal keys mean the stored one holds.
 */
struct result {
	char *branch, *stage;	/* "build.before" */
	enum outcome outcome;
	char *reason;		/* one sentence; "" for PASS */
	char *key;		/* 64 hex: sha256 over the inputs; "" when they could not be had */
	char *started;		/* RFC 3339, UTC */
	double seconds;
	json_t *more;		/* object: what the stage itself has to say, stored beside the above */
};

/* Frees the contents and leaves *r empty. */
void result_release(struct result *r);

/* Reads out/<branch>/<stage>.json. 0 with *r filled, 1 when there is none (or it is torn), -1 and *why. */
int result_load(struct result *r, const char *out, const char *branch,
		const char *stage, struct diag *why);

/* The result as the object that is stored; the caller's reference. */
json_t *result_json(const struct result *r);

/* A string for JSON, whatever its bytes: when it is not UTF-8, what is not ASCII becomes '?'. NULL gives "". */
json_t *result_text(const char *s);

/* Publishes it, whole or not at all. 0 or -1 and *why. */
int result_store(const struct result *r, const char *out, struct diag *why);

/* The time now, RFC 3339 in UTC; caller frees. */
char *result_now(void);

/* sha256 of the bytes as 64 hex digits and a NUL. */
void result_digest(const void *bytes, size_t len, char hex[65]);

/* Gathers a key: each input is a name and its content or its id. Order does not matter, names must differ. */
struct result_key;
struct result_key *result_key_new(void);
void result_key_add(struct result_key *k, const char *name, const void *bytes,
		    size_t len);
/* As result_key_add(), of a string; NULL counts as "". */
void result_key_adds(struct result_key *k, const char *name, const char *s);
/* As result_key_add(), of a file's content. 0 or -1 and *why. */
int result_key_add_file(struct result_key *k, const char *name,
			const char *path, struct diag *why);
/* As result_key_add_file(), of each file below folder, by its path there. 0 or -1 and *why. */
int result_key_add_folder(struct result_key *k, const char *name,
			  const char *folder, struct diag *why);
/* The inputs by name, short ones as they are, long ones as "sha256:..."; the caller's reference. */
json_t *result_key_inputs(const struct result_key *k);
/* The finished key, 64 hex, caller frees; k is freed. NULL gives NULL. */
char *result_key_end(struct result_key *k);

/* Names the inputs that differ, "tree, compiler"; "" when none does. Caller frees. */
char *result_differing(json_t *now, json_t *then);

/* A stage under way: its lock, its clock, and the result that it will publish. */
struct stage {
	char *out;
	struct result result;	/* with branch, stage, key and started set; more is an empty object holding "inputs" */
	char *changed;	/* inputs that differ from the stored result's, "tree, compiler"; "" if none was stored */
	double began_s;
	int lock;		/* descriptor, when opened */
	bool opened, held;
};

/*
 * Takes the lock of a stage, out/<branch>/.<stage>.lock, and makes the folder. 0: it is ours;
 * 1: another process has it and wait is false, *why says which; -1 and *why.
 */
int stage_lock(struct stage *s, const char *out, const char *branch,
	       const char *stage, bool wait, struct diag *why);

/* True while a process holds the lock of a stage, as far as the lock's file tells; *since is when it took it. */
bool stage_running(const char *out, const char *branch, const char *stage,
		   time_t *since);

/*
 * With the lock held, compares k (freed; NULL: the inputs could not be had) with the stored result's key.
 * 1: the stored result holds and is in s->result; 0: to be done, and the stored result, which is of
 * other inputs, is removed. force takes no stored result. -1 and *why.
 */
int stage_begin(struct stage *s, struct result_key *k, bool force,
		struct diag *why);

/* Publishes the outcome with the seconds since stage_begin(); reason may be NULL. 0 or -1 and *why. */
int stage_end(struct stage *s, enum outcome outcome, const char *reason,
	      struct diag *why);

/* Gives the lock back, frees the contents and leaves *s empty; publishes nothing. */
void stage_release(struct stage *s);

#endif
