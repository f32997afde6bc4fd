/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_UNKNOWN_H
#define CORE_PORT_UNKNOWN_H

#include "core/patch/patch.h"
#include "core/text/hash.h"

/*
 * Asks whether anything in the target's tree beside the file has that name, or
 * that path for an #include.
 */
struct port_names {
	bool (*known)(void *tree, struct span name);
	void *tree;
};

/* What is asked for names: a hunk's file diff, and what knows them. */
struct unknown_scope {
	const struct file_diff *diff;
	/* the whole patch, whose other files may declare them; may be NULL */
	const struct patch *patch;
	const struct numbering *words;	/* of the file */
	/* may be NULL: then nothing is known of the tree */
	const struct port_names *beyond;
};

/* The words of a file, for asking which names it knows. */
void unknown_words(struct numbering *words, struct span file);

/*
 * True when something must declare name, a word of line: it is no keyword of C,
 * and does not stand in a comment or in an #include.
 */
bool unknown_is_asked(struct span line, struct span name);

/* True when a line that h adds declares name. */
bool unknown_is_declared(const struct hunk *h, struct span name);

/*
 * The first name in h's added lines that neither the file, nor what the patch
 * adds, nor the tree have; empty when there is none. C alone.
 */
struct span unknown_name(const struct unknown_scope *scope,
			 const struct hunk *h);

#endif
