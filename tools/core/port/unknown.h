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

/* The words of a file, for asking which names it knows. */
void unknown_words(struct numbering *words, struct span file);

/*
 * The first name in h's added lines that neither the file, whose words are
 * given, nor the file diff's own added lines, nor the tree (beyond may be NULL:
 * then nothing is known of it) have; empty when there is none. C alone.
 */
struct span unknown_name(const struct file_diff *s, const struct hunk *h,
			 const struct numbering *words,
			 const struct port_names *beyond);

#endif
