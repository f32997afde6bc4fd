// SPDX-License-Identifier: GPL-2.0-only
/* The outcome of a hunk in words, and the cursor behind it. */
#include "core/apply/placement.h"

#include <limits.h>

#include "core/apply/match.h"
#include "core/text/buf.h"

static const char *const names[] = {
	[PLACED_EXACT] = "exact",
	[PLACED_OFFSET] = "offset",
	[PLACED_FUZZ] = "fuzz",
	[PLACED_MERGED] = "merged",
	[PLACED_AMBIGUOUS] = "ambiguous",
	[PLACED_WRONG_FUNCTION] = "wrong function",
	[PLACED_NOWHERE] = "nowhere",
};

const char *placed_name(enum placed placed)
{
	return names[placed];
}

bool placed_ok(enum placed placed)
{
	return placed <= PLACED_MERGED;
}

void cursor_advance(struct cursor *f, const struct hunk *h,
		   const struct placement *where)
{
	struct pattern pre, post;

	if (!placed_ok(where->placed))
		return;
	pattern_init(&pre, h, '+');
	pattern_init(&post, h, '-');
	f->drift = where->offset;
	f->old_end = where->wanted + pre.nr;
	/*
	 * context behind the last change is free: GNU patch lets the next hunk
	 * share it
	 */
	if (where->placed == PLACED_MERGED) {
		f->drift += (long)post.nr - (long)pre.nr;
		f->end = where->found - 1 + post.nr;
	} else {
		f->end = where->found - 1 + pre.nr;
	}
	f->from = f->end - pre.suffix;
	f->end -= where->cut;
	/* behind a last line without \n nothing can stand */
	if (post.no_eol && !post.suffix)
		f->from = f->end = LONG_MAX / 4;
}

static void describe_ambiguous(const struct placement *where, struct buf *out)
{
	size_t shown = where->places < CANDIDATE_MAX ? where->places :
						       CANDIDATE_MAX;

	buf_addf(out, "fits equally well at lines");
	for (size_t i = 0; i < shown; i++)
		buf_addf(out, "%s %ld", i ? "," : "", where->candidate[i]);
	if (where->places > shown)
		buf_addf(out, " and %zu more", where->places - shown);
	buf_adds(out, ", and neither its line number nor its function name settles it: give it more context");
}

static void describe_nowhere(const struct placement *where, struct buf *out)
{
	static const char *const why[] = {
		[ANCHOR_NONE] = "fits nowhere in the file",
		[ANCHOR_BEGIN] = "does not fit at the beginning of the file, where its context puts it",
		[ANCHOR_END] = "does not fit at the end of the file, where its context puts it",
		[ANCHOR_BOTH] = "does not fit the whole file, which its context says it covers",
		[ANCHOR_LINE] = "has no context, and its line is not where it was: give it context",
		[ANCHOR_EMPTY] = "fills an empty file, and the file has other contents",
	};

	buf_adds(out, why[where->anchor]);
	if (where->behind && where->anchor == ANCHOR_NONE)
		buf_adds(out, " behind the hunk before it");
}

void placement_describe(const struct placement *where, struct buf *out)
{
	switch (where->placed) {
	case PLACED_EXACT:
		buf_adds(out, "fits at its line");
		break;
	case PLACED_OFFSET:
		buf_addf(out, "fits at line %ld (offset %ld)", where->found,
			 where->offset);
		break;
	case PLACED_FUZZ:
		buf_addf(out, "fits at line %ld with fuzz %d (offset %ld): needs refresh",
			 where->found, where->fuzz, where->offset);
		break;
	case PLACED_MERGED:
		buf_addf(out, "is there already, at line %ld", where->found);
		break;
	case PLACED_AMBIGUOUS:
		describe_ambiguous(where, out);
		break;
	case PLACED_WRONG_FUNCTION:
		buf_addf(out, "fits only at line %ld in '%.*s', but is for '%.*s', which is %s",
			 where->candidate[0], (int)where->func_found.len,
			 where->func_found.at, (int)where->func_wanted.len,
			 where->func_wanted.at,
			 where->func_there ? "still there" : "not in the file");
		break;
	case PLACED_NOWHERE:
		describe_nowhere(where, out);
		break;
	}
	if (where->by_func)
		buf_addf(out, ", of %zu places the one in its function",
			 where->places);
	if (where->by_order)
		buf_addf(out, ", of %zu places the only one that leaves the other hunks theirs",
			 where->places);
	if (where->outside)
		buf_addf(out, ", in '%.*s', though it names '%.*s'",
			 (int)where->func_found.len, where->func_found.at,
			 (int)where->func_wanted.len, where->func_wanted.at);
}
