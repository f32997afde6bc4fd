/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_PAGE_H
#define CORE_REPORT_PAGE_PAGE_H

#include "core/matrix/matrix.h"

/*
 * share/report.html, NUL-terminated: @CSP@, @TITLE@ and @BODY@ are to be
 * filled in.
 */
extern const char report_template[];

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

/*
 * The text between <tag> and </tag> of the template, of which the policy holds
 * a hash.
 */
struct span page_element(const char *tag);

/* Writes the page into p->out; see share/report.html. */
void report_page(const struct page *p);

/* The parts of the page, each in a file of its own. */

/* A branch's section. */
void page_branch(const struct page *p, const struct matrix_branch *b);

/* The series: what each patch changes, beside upstream's. */
void page_patches(const struct page *p, const struct matrix_branch *b);

/*
 * The functions whose code the fixes change, folded; nothing when
 * nobody looked.
 */
void page_objects(const struct page *p, const struct matrix_branch *b);

/* The warnings of both builds, beside each other. */
void page_warnings(const struct page *p, const struct matrix_branch *b);

/* Both sides' boots, mode by mode. */
void page_boots(const struct page *p, const struct matrix_branch *b);

/* The scale of a picture of times, from 0. */
struct page_axis {
	double most, tick;	/* ms */
};

/*
 * The boots of before and after (NULL: there is none), their parts on one axis.
 */
void page_boot_time(const struct page *p,
		    const struct matrix_boot *const *boot);

/*
 * Sets the axis of the check's steps of both, and adds the row with its numbers
 * to their table.
 */
void page_step_axis(const struct page *p, const struct matrix_boot *const *boot,
		    struct page_axis *axis);

/* The cell with when a step of both (NULL: it has none) was. */
void page_step_time(const struct page *p, const struct page_axis *axis,
		    const struct matrix_boot *const *boot,
		    const struct matrix_step *const *step);

/* <details id="BRANCH-NAME"> up to the name in its summary, which is left open. */
void page_fold_begin(const struct page *p, const struct matrix_branch *b,
		     const char *name);

/* <details id="BRANCH-STAGE"> up to its content; its end is page_fold_end(). */
void page_fold(const struct page *p, const struct matrix_branch *b,
	       enum stage_name stage);
void page_fold_end(const struct page *p);

/* A result's few words: what it took, what it made, why not. */
void page_gist(const struct page *p, const struct matrix_branch *b,
	       enum stage_name stage);

/* What a stage's key was made of. */
void page_inputs(const struct page *p, const struct matrix_stage *s);

/* A command to copy. */
void page_command(const struct page *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

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

/* The outcome of a stage as a word of its colour. */
void page_word(const struct page *p, const struct matrix_branch *b,
	       enum stage_name stage);

#endif
