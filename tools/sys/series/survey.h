/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_SURVEY_H
#define SYS_SERIES_SURVEY_H

#include <git2.h>

#include "sys/series/apply-series.h"

/*
 * One series on many bases: which take it, which have it, which refuse it.
 * Where the files that it touches are the same, so is the answer.
 */

enum survey_state {
	SURVEY_TAKES,
	SURVEY_HAS,
	SURVEY_REFUSES,
};

/* What a series does on bases whose touched files are the same. */
struct survey_answer {
	git_oid key;		/* over those files' modes and ids */
	enum survey_state state;
	enum placed worst;	/* of the hunks that were placed */
	char reason[384];	/* of a refusal */
};

struct surveyed_base {
	char *name;
	git_oid tree;
	const struct survey_answer *answer;
};

struct survey {
	struct surveyed_base *base;	/* by version */
	size_t nr;
	struct survey_answer **answer;
	size_t nr_answers;
};

/* "takes", "has", "refuses". */
const char *survey_state_name(enum survey_state state);

/*
 * Applies q to every base that bases names: a pattern for the cache's bases, or
 * GITDIR@PATTERN for a repository's tags. Nothing is written. 0 or -1 and
 * *why; survey_release() either way.
 */
int survey_make(struct survey *s, const char *bases, struct queue *q,
		const struct place_options *how, struct diag *why);

/* Frees the contents and leaves *s empty. */
void survey_release(struct survey *s);

#endif
