/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_SOURCE_BODY_H
#define CORE_SOURCE_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/span.h"

enum statement_kind {
	/* does something, or is a head that decides whether to */
	STATEMENT_ACT,
	STATEMENT_LABEL,	/* a label or a case */
	STATEMENT_OPEN,		/* { */
	STATEMENT_CLOSE,	/* } */
	/* return, goto, break, continue, else, do, a lone ; */
	STATEMENT_JUMP,
	STATEMENT_PLAIN,	/* a declaration without a value */
};

/*
 * A piece of C that stands for itself: a statement, a head, a label, a brace.
 */
struct statement {
	struct span text;	/* as it stands in the file; borrowed */
	size_t from, to;	/* bytes of the file */
	/* of its words: white space and comments do not count */
	uint32_t hash;
	enum statement_kind kind;
};

/*
 * The body of a function, or of an enum, or a function's parameters, which have
 * an order too.
 */
struct body {
	struct span head;	/* the line that names it; borrowed */
	struct span name;	/* borrowed */
	/* bytes of the file, between its braces or brackets */
	size_t from, to;
	bool listed;	/* an enum, or parameters: cut at commas */
	struct statement *statement;
	size_t nr;
};

/*
 * Finds the body that the byte at of a C file, which must outlive *b, lies in;
 * false when it lies in none, as in a head or a struct.
 */
bool body_at(struct body *b, struct span file, size_t at);

/*
 * Finds the parameters of a function that has a body, when bytes [from, to) of
 * the file lie in its head. Else false.
 */
bool body_of_head(struct body *b, struct span file, size_t from, size_t to);

/* Cuts what one of them found into its statements; body_release() then. */
void body_cut(struct body *b, struct span file);

/* Cuts a fragment of a body, which names nothing, into its statements. */
void body_of_fragment(struct body *b, struct span text);

/* Frees the statements and leaves *b empty. */
void body_release(struct body *b);

#endif
