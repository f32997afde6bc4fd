/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MATRIX_MATRIX_H
#define CORE_MATRIX_MATRIX_H

#include "core/build/warnings.h"
#include "core/text/buf.h"
#include "core/verdict/verdict.h"

/*
 * A matrix as all formats show it. Every string and array is borrowed from what
 * filled it, "" or NULL where nothing is known.
 */

/* A log file; text is empty when it is gone. */
struct matrix_log {
	const char *path;	/* below the project: "out/v4.9/build.before.log" */
	struct span text;
};

/* A step of the check, as one boot had it. */
struct matrix_step {
	const char *name;	/* "1.own" */
	enum outcome outcome;
	/*
	 * what it took; when it began, of the kernel's clock; -1 when not said
	 */
	long ms, at_ms;
	const char *reason;
	long lineno;		/* in the console's log, from 1 */
};

/* A line in which the kernel complained. */
struct matrix_complaint {
	const char *kind, *text;	/* "warning", "oops", "panic" */
	long lineno;
	bool early;		/* before the check began */
};

struct matrix_boot {
	const char *mode;
	const char *fix;	/* whose check; "" in a branch of one fix */
	long nr;		/* from 1, with --repeat */
	enum outcome outcome;
	const char *reason, *ending, *stop, *kernel;
	bool signature;		/* it failed as the fix's signature says */
	long retries;
	double seconds;
	/* of the kernel's clock; see struct console */
	long init_ms, start_ms, result_ms;
	struct matrix_step *step;
	size_t nr_steps;
	struct matrix_complaint *complaint;
	size_t nr_complaints;
	struct matrix_log log;
};

/* A warning that after's build has and before's has not. */
struct matrix_warning {
	/* its strings are borrowed like all others; times is not said */
	struct warning is;
	bool touched;		/* it is in a file that the fixes touch */
};

/* What a stage's key was made of. */
struct matrix_input {
	const char *name, *value;
};

struct json_t;

struct matrix_stage {
	bool there;		/* it has a stored result */
	struct json_t *stored;	/* all of it; NULL: nothing */
	enum outcome outcome;
	const char *reason, *started, *key;
	double seconds;
	struct matrix_input *input;
	size_t nr_inputs;
	/* of builds */
	struct matrix_log log;
	long objects, warnings, retries;
	const char *image_sha256;
	const char *error, *command;
	long error_lineno;	/* in the log, from 1; 0 for none */
	bool compared;		/* after's with before's warnings */
	struct matrix_warning *new_warning;
	size_t nr_new_warnings;
	/* of boots */
	struct matrix_boot *boot;
	size_t nr_boots;
};

/* A patch of the branch's series. */
struct matrix_patch {
	const char *name, *path, *sha256;
	struct span text;	/* the file */
	/* where upstream's side comes from; NULL when there is none */
	const char *upstream_name;
	struct span upstream;	/* its text */
};

/* A function whose code differs between before and after. */
struct matrix_func {
	const char *source, *name, *change;	/* "changed", "added", "removed" */
	/* "patch", "inlined" and what was; see core/object/code-effect.h */
	const char *why, *through;
	long before, after;		/* bytes */
};

/* What the fixes do to the code of the sources that they touch: the stage "objects". */
struct matrix_objects {
	bool there;
	struct json_t *stored;	/* all of it; NULL: nothing */
	enum outcome outcome;
	const char *reason;
	double seconds;
	struct matrix_func *func;
	size_t nr;
	/* functions of the same sources that are the same */
	long unchanged;
};

/* A fix of a branch, and what it is judged to be. */
struct matrix_fix {
	const char *name, *subject, *upstream;
	char *const *cve;	/* what it fixes: "CVE-2017-1000" */
	size_t nr_cves;
	size_t step;	/* its own; 0: the series has no patch of it */
	enum verdict verdict;
	const char *reason;
};

struct matrix_branch {
	const char *name;	/* "v4.9"; with several targets "v4.9@arm64" */
	const char *line;	/* of its series and patches: "v4.9" */
	const char *base, *target, *fixes;
	struct matrix_fix *fix;
	size_t nr_fixes;
	/*
	 * the branch that this is a row of, and its step that is the row's
	 * first: see by-fix.h; NULL for a branch
	 */
	const struct matrix_branch *of;
	size_t first;
	size_t nr_steps;	/* see core/verdict/stage.h */
	/* the first step whose boots are to pass; 0 counts as 1 */
	size_t own;
	/* stage_count() of them; objects has a form of its own */
	struct matrix_stage *stage;
	struct matrix_objects objects;
	enum verdict verdict;	/* the worst of its fixes */
	const char *reason;	/* the verdict's */
	struct matrix_patch *patch;
	size_t nr_patches;
	const char *patchset_hash;	/* KCIDB's */
};

struct matrix {
	const char *project;	/* the name of its folder */
	const char *version, *when;	/* of backport; RFC 3339 */
	const char *out;	/* folder of the results below the project: "out" */
	struct matrix_branch *branch;
	size_t nr;
};

/* What the branch itself calls a stage of a branch or of a row of it. */
struct stage_id matrix_stage_id(const struct matrix_branch *b, size_t stage);

/* The branch of a row; a branch is its own. */
const struct matrix_branch *matrix_branch_of(const struct matrix_branch *row);

/* The stages of a step. */
const struct matrix_stage *matrix_build(const struct matrix_branch *b,
					size_t step);
const struct matrix_stage *matrix_boot(const struct matrix_branch *b,
				       size_t step);

/* How many fixes of branches have each verdict. */
struct matrix_count {
	size_t verdict[NR_VERDICTS];	/* by enum verdict */
};

/* Counts the fixes of all branches. */
struct matrix_count matrix_count(const struct matrix *r);

/* How the matrix as a whole went. */
enum matrix_sum {
	MATRIX_PROVED,	/* at least one branch, and nothing wrong */
	/* a branch is unproved, broken, in error, or without a verdict */
	MATRIX_WRONG,
	/* nothing was judged; with strict also when a branch was skipped */
	MATRIX_NOTHING,
};

/* Sums the matrix up; a skipped branch is never a success. */
enum matrix_sum matrix_sum(const struct matrix_count *count, bool strict);

/* "3 proved, 1 skipped; WHAT IS SKIPPED WAS NOT TESTED". */
void matrix_sum_line(const struct matrix_count *count, struct buf *out);

/*
 * How a stage or a verdict counts as a test: before the fix, a FAIL is what is
 * wanted.
 */
enum rating {
	RATED_OK,	/* as wanted */
	RATED_FAILURE,	/* the kernel's or the patch's fault */
	RATED_FAULT,	/* ours: ERROR, or it was never run */
	RATED_SKIP,
};

/* Rates what the check said, as it said it. */
enum rating rate_outcome(enum outcome outcome);

/* True for the stage that boots the kernel in which the check has to fail. */
bool matrix_wants_fail(const struct matrix_branch *b, size_t stage);

/*
 * Rates a boot of that stage. Before the fix one mode has to fail: that others
 * pass is as wanted when the fix is proved.
 */
enum rating matrix_rate_boot(const struct matrix_branch *b, size_t stage,
			     const struct matrix_boot *boot);

/* Rates a stage; *reason is a sentence, "" for RATED_OK, borrowed. */
enum rating matrix_rate_stage(const struct matrix_branch *b,
			      size_t stage, const char **reason);

/* The same of the branch as a whole. */
enum rating matrix_rate_branch(const struct matrix_branch *b,
			       const char **reason);

/*
 * True for a stage whose FAIL is wanted: before the fix, as its signature says.
 */
bool matrix_is_wanted_fail(const struct matrix_branch *b,
			   size_t stage);

/* True for a step that fails without the fix, as the fix's signature says. */
bool matrix_step_wanted(const struct matrix_boot *boot, bool wants_fail,
			const struct matrix_step *step);

/*
 * What the stage took, in seconds; negative when it has no result. What the
 * rows of a branch share is the first one's.
 */
double matrix_stage_seconds(const struct matrix_branch *b,
			    size_t stage);

/* What the stages took together; *any is false when none was run. */
double matrix_seconds(const struct matrix_branch *b, bool *any);

/* "0.4s", "41s", "3m05s", "1h02m"; returns text. */
char *matrix_duration(double seconds, char *text, size_t size);

/* The value of an input; NULL when it is not among them. */
const char *matrix_input(const struct matrix_stage *s, const char *name);

#endif
