// SPDX-License-Identifier: GPL-2.0-only
/* The lines of a pair, with what differs marked. */
#include "core/compare/difference.h"

/*
 * Below this likeness a word diff is a riddle: both versions are shown whole.
 */
#define WORDS_LEAST	600

static bool words_tell(struct span up, struct span down)
{
	struct bag bu = { 0 }, bd = { 0 };
	bool tell;

	bag_add(&bu, up, 0);
	bag_add(&bd, down, 0);
	tell = bag_alike(&bu, &bd) >= WORDS_LEAST;
	bag_release(&bu);
	bag_release(&bd);
	return tell;
}

static void add_lines(struct buf *out, const char *before, char kind,
		      struct span lines)
{
	struct span line;

	while (span_line(&lines, &line))
		buf_addf(out, "  %s%c%.*s\n", before, kind, (int)line.len,
			 line.at);
}

/*
 * Adds the pair's lines of one kind, what differs marked by word or, when too
 * much does, by side.
 */
static void add_kind(struct buf *out, const struct column *col,
		     const struct pair *pair, char kind)
{
	struct buf up = { 0 }, down = { 0 }, words = { 0 };

	if (pair->up.nr)
		changes_text(&up, col->pairing.up, pair->up, kind);
	if (pair->down.nr)
		changes_text(&down, col->pairing.down, pair->down, kind);
	if (!pair->up.nr || !pair->down.nr) {
		add_lines(out, "", kind, buf_span(pair->up.nr ? &up : &down));
	} else if (words_tell(buf_span(&up), buf_span(&down))) {
		words_diff(&words, buf_span(&up), buf_span(&down));
		add_lines(out, "", kind, buf_span(&words));
	} else {
		add_lines(out, "upstream ", kind, buf_span(&up));
		add_lines(out, "variant  ", kind, buf_span(&down));
	}
	buf_release(&up);
	buf_release(&down);
	buf_release(&words);
}

void column_add_difference(struct buf *out, const struct column *col,
			   const struct pair *pair)
{
	add_kind(out, col, pair, '-');
	add_kind(out, col, pair, '+');
}
