/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_ELEMENT_H
#define CORE_REPORT_PAGE_ELEMENT_H

#include "core/matrix/matrix.h"

/* Where the page stands, for links to logs. */
struct page {
	const struct matrix *matrix;
	/*
	 * what a log's path begins with and a link leaves out: "out/"; ""
	 * for nothing
	 */
	const char *strip;
	/* before what is left, and before paths that do not begin so: "../" */
	const char *prefix;
	const char *csp;	/* the policy: hashes of page_element() */
	struct buf *out;
};

/* <details id="BRANCH-NAME"> up to the name in its summary, which is left open. */
void page_fold_begin(const struct page *p, const struct matrix_branch *b,
		     const char *name);

/* Ends it. */
void page_fold_end(const struct page *p);

/* A result's few words: what it took, what it made, why not. */
void page_gist(const struct page *p, const struct matrix_branch *b,
	       size_t stage);

/* What a stage's key was made of. */
void page_inputs(const struct page *p, const struct matrix_stage *s);

/* A command to copy. */
void page_command(const struct page *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The address of a log as the page links it. */
void page_log_way(const struct page *p, const struct matrix_log *log);

/* A link to a log, with its size. */
void page_log_link(const struct page *p, const struct matrix_log *log);

/*
 * The log as <pre>: the lines of class[] (by line from 0, 0 for none; "okfs":
 * see page_class()) are marked, and of the rest what is near them, the head and
 * the tail; what is cut is said.
 */
void page_log(const struct page *p, const struct matrix_log *log,
	      const char *class, const char *label);

/* The style's class of an outcome: a FAIL that is wanted is ok. */
const char *page_class(enum rating rating);

/*
 * The verdict on a branch or a row as a word of its colour, in a span of class
 * "badge" or "o".
 */
void page_verdict(const struct page *p, const struct matrix_branch *b,
		  const char *class);

/*
 * The outcome of a stage as a word of its colour; "!" follows one that is not
 * as wanted.
 */
void page_outcome(const struct page *p, const struct matrix_branch *b,
		  size_t stage);

/* The same, and whether a FAIL is wanted. */
void page_word(const struct page *p, const struct matrix_branch *b,
	       size_t stage);

#endif
