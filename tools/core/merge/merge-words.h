/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MERGE_MERGE_WORDS_H
#define CORE_MERGE_MERGE_WORDS_H

#include "core/merge/lines.h"
#include "core/text/buf.h"

/*
 * The three texts of a merge, by lines, and which of their lines belong
 * together.
 */
struct merge_input {
	const struct port_lines *base, *ours, *theirs;
	/*
	 * per base line: index or ALIGN_NONE; ascending. NULL: the words are
	 * merged without regard to lines
	 */
	const size_t *to_ours, *to_theirs;
};

/*
 * Merges word by word: what ours changed of base and what theirs changed, both.
 * White space is merged as well: a word has ours', unless theirs alone changed
 * it. The merged lines are added to out. False, and nothing added, when both
 * changed the same words in different ways.
 */
bool merge_words(const struct merge_input *in, struct buf *out);

#endif
