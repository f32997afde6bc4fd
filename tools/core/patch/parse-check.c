// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file diff that is complete: which file it means, and whether its header,
 * names and hunks agree.
 */
#include "core/patch/parser.h"

#include "core/patch/which-file.h"

/* Both names of a rename or copy, checked against --- and +++. */
static int settle_moved(struct parser *ps, struct draft *d)
{
	struct file_diff *s = &d->s;

	if (s->create || s->remove || (s->rename && s->copy))
		return parser_refuse(ps, s->lineno, "this header says two things at once of new file, deleted file, rename and copy; make the diff again");
	if (!d->from || !d->to)
		return parser_refuse(ps, s->lineno, "a %s wants both a 'from' and a 'to' line; make the diff again",
				     s->rename ? "rename" : "copy");
	if ((s->candidate[0] && strcmp(s->candidate[0], d->from)) ||
	    (s->candidate[1] && strcmp(s->candidate[1], d->to)))
		return parser_refuse(ps, s->lineno, "the --- and +++ lines name other files than the %s lines; make the diff again",
				     s->rename ? "rename" : "copy");
	s->old_name = d->from;
	s->new_name = d->to;
	return 0;
}

/* A missing side's other name: --- or +++, or what the diff --git line says. */
static const char *side_name(const struct draft *d, int side)
{
	return d->s.candidate[side] ? d->s.candidate[side] : d->git_name;
}

static int refuse_nameless(struct parser *ps, struct draft *d)
{
	int strip = ps->strip == STRIP_AB ? 1 : ps->strip;

	if (d->old_null && d->new_null)
		return parser_refuse(ps, d->s.lineno, "both sides are /dev/null: there is no file to patch");
	if (d->s.git && d->s.nr && !d->has_names)
		return parser_refuse(ps, d->s.lineno, "this line names two files, or none with this -p, and no --- and +++ lines follow that say which; make the diff again");
	return parser_refuse(ps, d->s.lineno, "no file name is left here once %d leading folder%s off; give the right -p in the series",
			     strip, strip == 1 ? " is" : "s are");
}

static int settle_names(struct parser *ps, struct draft *d)
{
	struct file_diff *s = &d->s;
	const bool none[3] = { false };
	const char *name;

	if (s->rename || s->copy)
		return settle_moved(ps, d);
	if (s->create && s->remove)
		return parser_refuse(ps, s->lineno, "this header both creates and deletes the file; make the diff again");
	if (s->git && d->has_names && ((s->create && !d->old_null) ||
				       (s->remove && !d->new_null)))
		return parser_refuse(ps, s->lineno, "the header says %s file, its --- and +++ lines do not say /dev/null; make the diff again",
				     s->create ? "new" : "deleted");
	if (s->git && d->git_name)
		for (int i = 0; i < 2; i++)
			if ((s->create || s->remove) && s->candidate[i] &&
			    strcmp(s->candidate[i], d->git_name))
				return parser_refuse(ps, s->lineno, "the diff --git line and the --- or +++ line name two files, '%s' and '%s'; make the diff again",
						     d->git_name,
						     s->candidate[i]);
	if (!s->candidate[0] && !s->candidate[1] && !s->git)
		s->candidate[2] = d->index_name;
	if (s->git && !d->has_names)
		s->candidate[0] = s->candidate[1] = d->git_name;
	name = best_name(s->candidate, none);
	if (!name && s->git)
		name = side_name(d, 0);
	if (!name || (d->old_null && d->new_null))
		return refuse_nameless(ps, d);
	s->create |= d->old_null;
	s->remove |= d->new_null;
	s->old_name = s->create ? NULL : name;
	s->new_name = s->remove ? NULL : name;
	return parser_check_name(ps, s->lineno, name);
}

static bool is_zero_id(struct span id)
{
	for (size_t i = 0; i < id.len; i++)
		if (id.at[i] != '0')
			return false;
	return id.len > 0;
}

/* True when id, perhaps abbreviated, is that of the empty blob. */
static bool is_empty_id(struct span id)
{
	static const char *const empty[] = {
		"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
		"473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
	};

	for (int i = 0; i < 2; i++)
		if (id.len <= strlen(empty[i]) &&
		    !memcmp(id.at, empty[i], id.len))
			return true;
	return false;
}

/* A file diff without hunks must say itself that it has none. */
static int check_hunkless(struct parser *ps, const struct draft *d)
{
	const struct file_diff *s = &d->s;

	if (d->has_names)
		return parser_refuse(ps, s->lineno, "names without a hunk: truncated or damaged? fetch the patch again");
	if (!s->old_id.len || span_equals(s->old_id, s->new_id))
		return 0;
	if ((is_zero_id(s->old_id) || is_empty_id(s->old_id)) &&
	    (is_zero_id(s->new_id) || is_empty_id(s->new_id)))
		return 0;
	return parser_refuse(ps, s->lineno, "the index line says that the contents change, but there is no hunk: truncated? fetch the patch again");
}

/* Creation and deletion: what the header says and what the hunks can do. */
static int check_hunks(struct parser *ps, struct draft *d)
{
	struct file_diff *s = &d->s;
	const struct hunk *h = ps->p->hunk + ps->hunk_nr - s->nr;
	bool old_none = s->nr == 1 && !h->old_nr && !h->old_start;
	bool new_none = s->nr == 1 && !h->new_nr && !h->new_start;

	if (!s->git && old_none && d->old_epoch && !s->remove) {
		s->create = true;
		s->old_name = NULL;
	} else if (!s->git && new_none && d->new_epoch && !s->create) {
		s->remove = true;
		s->new_name = NULL;
	}
	s->may_create = old_none && !s->remove && !s->rename && !s->copy;
	for (size_t i = 0; i < s->nr; i++) {
		if (s->create && h[i].old_nr)
			return parser_refuse(ps, h[i].lineno, "this section creates the file, but the hunk wants %ld old lines of it; make the diff again",
					     h[i].old_nr);
		if (s->remove && h[i].new_nr)
			return parser_refuse(ps, h[i].lineno, "this section deletes the file, but the hunk leaves %ld lines in it; make the diff again",
					     h[i].new_nr);
	}
	return 0;
}

/* A file that becomes a link is removed and made anew, in two file diffs. */
static int check_kind(struct parser *ps, const struct file_diff *s)
{
	const unsigned int kind = 0170000;

	if (!s->old_mode || !s->new_mode ||
	    (s->old_mode & kind) == (s->new_mode & kind))
		return 0;
	return parser_refuse(ps, s->lineno, "the mode lines make another kind of file of it, %o of %o; make the diff again",
			     s->new_mode, s->old_mode);
}

int check_file_diff(struct parser *ps, struct draft *d)
{
	if (settle_names(ps, d) || check_kind(ps, &d->s))
		return -1;
	if (d->s.nr)
		return check_hunks(ps, d);
	return d->s.kind == FILE_DIFF_TEXT ? check_hunkless(ps, d) : 0;
}
