// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines above the hunks: which there are, in which order, and what
 * each says.
 */
#include "core/patch/parser.h"

#include "core/text/ascii.h"

static int on_mode(struct parser *ps, struct span text, unsigned int *mode)
{
	unsigned int m = 0;
	size_t n = 0;

	for (; n < text.len && text.at[n] >= '0' && text.at[n] <= '7' && n < 7;
	     n++)
		m = m * 8 + text.at[n] - '0';
	if ((m & 0170000) == 0100000)
		*mode = m & 0100 ? 0100755 : 0100644;
	else if (m == 0120000 || m == 0160000)
		*mode = m;
	else
		return parser_refuse(ps, ps->lineno, "'%.*s' is no file mode; git knows 100644, 100755, 120000 and 160000",
				     (int)(text.len < 40 ? text.len : 40),
				     text.at);
	return 0;
}

static int on_git(struct parser *ps, struct draft *d, struct span text)
{
	d->s.git = true;
	d->s.lineno = ps->lineno;
	d->s.text = ps->line;
	d->git_name = parser_git_name(ps, text);
	return parser_check_name(ps, ps->lineno, d->git_name);
}

static int on_old_mode(struct parser *ps, struct draft *d, struct span text)
{
	return on_mode(ps, text, &d->s.old_mode);
}

static int on_new_mode(struct parser *ps, struct draft *d, struct span text)
{
	return on_mode(ps, text, &d->s.new_mode);
}

static int on_create(struct parser *ps, struct draft *d, struct span text)
{
	d->s.create = true;
	return on_mode(ps, text, &d->s.new_mode);
}

static int on_remove(struct parser *ps, struct draft *d, struct span text)
{
	d->s.remove = true;
	return on_mode(ps, text, &d->s.old_mode);
}

/*
 * Names of rename and copy lines have no a/ or b/: one folder less is
 * taken off.
 */
static int on_moved(struct parser *ps, struct span text, const char **name)
{
	int strip = ps->strip == STRIP_AB ? 1 : ps->strip;

	*name = parser_name(ps, text, strip ? strip - 1 : 0, false, &text);
	if (!*name)
		return parser_refuse(ps, ps->lineno, "no name is left of this one with -p%d; give the right -p in the series", strip);
	return parser_check_name(ps, ps->lineno, *name);
}

static int on_rename_from(struct parser *ps, struct draft *d, struct span text)
{
	d->s.rename = true;
	return on_moved(ps, text, &d->from);
}

static int on_rename_to(struct parser *ps, struct draft *d, struct span text)
{
	d->s.rename = true;
	return on_moved(ps, text, &d->to);
}

static int on_copy_from(struct parser *ps, struct draft *d, struct span text)
{
	d->s.copy = true;
	return on_moved(ps, text, &d->from);
}

static int on_copy_to(struct parser *ps, struct draft *d, struct span text)
{
	d->s.copy = true;
	return on_moved(ps, text, &d->to);
}

/*
 * "index 1234..5678 100644"; what does not look like it is left alone, as git
 * does.
 */
static int on_ids(struct parser *ps, struct draft *d, struct span text)
{
	struct span from = { text.at, span_hex(text) }, to;
	unsigned int mode;

	text = span_skip(text, from.len);
	if (!from.len || from.len > 64 || !span_starts(text, ".."))
		return 0;
	text = span_skip(text, 2);
	to = (struct span){ text.at, span_hex(text) };
	if (!to.len || to.len > 64)
		return 0;
	d->s.old_id = from;
	d->s.new_id = to;
	text = span_trim(span_skip(text, to.len));
	if (!text.len)
		return 0;
	if (on_mode(ps, text, &mode))
		return -1;
	/* lines of their own say more: this one is of a mode that stays */
	if (!d->s.old_mode && !d->s.new_mode)
		d->s.old_mode = d->s.new_mode = mode;
	return 0;
}

/* The name and the date on a --- or +++ line. */
static int on_name(struct parser *ps, struct draft *d, struct span text,
		   const char **name, bool *null)
{
	struct span rest = { "", 0 };
	bool *epoch = null == &d->old_null ? &d->old_epoch : &d->new_epoch;

	d->s.crlf |= text.len && text.at[text.len - 1] == '\r';
	if (is_dev_null(text)) {
		*null = true;
		return 0;
	}
	if (d->s.git)
		*name = parser_name(ps, text, ps->strip, false, &rest);
	else
		*name = parser_plain_name(ps, text, &rest);
	*epoch = is_epoch(rest);
	return parser_check_name(ps, ps->lineno, *name);
}

static int on_old(struct parser *ps, struct draft *d, struct span text)
{
	if (!d->s.git) {
		d->s.lineno = ps->lineno;
		d->s.text = ps->line;
	}
	return on_name(ps, d, text, &d->s.candidate[0], &d->old_null);
}

static int on_new(struct parser *ps, struct draft *d, struct span text)
{
	d->has_names = true;
	return on_name(ps, d, text, &d->s.candidate[1], &d->new_null);
}

static int on_index_name(struct parser *ps, struct draft *d, struct span text)
{
	struct span rest;

	while (text.len && text.at[0] == ' ')
		text = span_skip(text, 1);
	d->index_name = parser_plain_name(ps, text, &rest);
	ps->lone_name = ps->lineno;
	return 0;
}

static int on_binary(struct parser *ps, struct draft *d, struct span text)
{
	(void)text;
	d->s.kind = FILE_DIFF_BINARY;
	parser_next(ps);
	return parser_binary(ps, &d->s);
}

static int on_differ(struct parser *ps, struct draft *d, struct span text)
{
	(void)text;
	d->s.kind = FILE_DIFF_BINARY;
	d->s.forward.lineno = d->s.reverse.lineno = ps->lineno;
	return 0;
}

static int on_hunk(struct parser *ps, struct draft *d, struct span text)
{
	(void)text;
	d->s.nr++;
	return parser_hunk(ps, d->s.crlf);
}

static int on_stray_hunk(struct parser *ps, struct draft *d, struct span text)
{
	struct hunk h;

	(void)d;
	(void)text;
	if (!hunk_header(ps->line, &h))
		return 0;
	if (ps->lone_name)
		return parser_refuse(ps, ps->lineno, "a hunk apart from what names its file, on line %ld: lines are missing or damaged in between; make the diff again",
				     ps->lone_name);
	if (ps->p->nr)
		return parser_refuse(ps, ps->lineno, "a hunk that belongs to no file: the lines above it end the hunk before too early, or its --- and +++ lines are missing; make the diff again");
	if (!ps->stray_hunk)
		ps->stray_hunk = ps->lineno;
	return 0;
}

static int on_combined(struct parser *ps, struct draft *d, struct span text)
{
	(void)d;
	(void)text;
	return parser_refuse(ps, ps->lineno, "a combined diff (of a merge) can't be applied; diff against one parent (git diff -m)");
}

static int on_stars(struct parser *ps, struct draft *d, struct span text)
{
	(void)d;
	(void)text;
	if (!span_starts(parser_peek(ps, 1), "--- ") ||
	    !span_starts(parser_peek(ps, 2), "********"))
		return 0;
	return parser_refuse(ps, ps->lineno, "a context diff; make it unified (diff -u), or convert it (filterdiff --format=unified)");
}

/*
 * The header grammar: in state, a line that begins with prefix calls fn and
 * goes on in next. A row of a state that no line matches ends the file diff.
 */
static const struct header_row grammar[] = {
	{ "diff --git ",		OUTSIDE,	IN_GIT,	on_git },
	{ "--- ",			OUTSIDE,	IN_OLD,	on_old },
	{ "Index:",			OUTSIDE,	OUTSIDE, on_index_name },
	{ "@@ -",			OUTSIDE,	OUTSIDE, on_stray_hunk },
	{ "@@@ -",			OUTSIDE,	OUTSIDE, on_combined },
	{ "*** ",			OUTSIDE,	OUTSIDE, on_stars },

	{ "index ",			IN_GIT,		IN_GIT,	on_ids },
	{ "--- ",			IN_GIT,		IN_OLD,	on_old },
	{ "new file mode ",		IN_GIT,		IN_GIT,	on_create },
	{ "deleted file mode ",		IN_GIT,		IN_GIT,	on_remove },
	{ "old mode ",			IN_GIT,		IN_GIT,	on_old_mode },
	{ "new mode ",			IN_GIT,		IN_GIT,	on_new_mode },
	{ "similarity index ",		IN_GIT,		IN_GIT,	NULL },
	{ "dissimilarity index ",	IN_GIT,		IN_GIT,	NULL },
	{ "rename from ",		IN_GIT,		IN_GIT,	on_rename_from },
	{ "rename to ",			IN_GIT,		IN_GIT,	on_rename_to },
	{ "rename old ",		IN_GIT,		IN_GIT,	on_rename_from },
	{ "rename new ",		IN_GIT,		IN_GIT,	on_rename_to },
	{ "copy from ",			IN_GIT,		IN_GIT,	on_copy_from },
	{ "copy to ",			IN_GIT,		IN_GIT,	on_copy_to },
	{ "GIT binary patch",		IN_GIT,		IN_BINARY, on_binary },
	{ "Binary files ",		IN_GIT,		IN_GIT,	on_differ },
	{ "@@ -",			IN_GIT,		IN_HUNKS, on_hunk },

	{ "+++ ",			IN_OLD,		IN_NEW,	on_new },
	{ "@@ -",			IN_NEW,		IN_HUNKS, on_hunk },
	{ "@@@ -",			IN_NEW,		IN_NEW,	on_combined },
	{ "@@ -",			IN_HUNKS,	IN_HUNKS, on_hunk },
};

/*
 * Only "--- ", "+++ " and "@@ -" in a row begin a plain file diff: a lone ---
 * is text.
 */
static bool begins_plain(const struct parser *ps)
{
	struct span rest = ps->text, line;

	if (!span_line(&rest, &line) || !span_line(&rest, &line) ||
	    !span_starts(line, "+++ "))
		return false;
	/* Names that end the text are a patch that was cut off. */
	return !span_line(&rest, &line) || span_starts(line, "@@ -") ||
	       span_starts(line, "@@@ -");
}

const struct header_row *header_row(const struct parser *ps, enum state state)
{
	for (size_t i = 0; i < sizeof(grammar) / sizeof(*grammar); i++) {
		const struct header_row *row = &grammar[i];

		if (row->state != state || !span_starts(ps->line, row->prefix))
			continue;
		if (state == OUTSIDE && row->next == IN_OLD &&
		    !begins_plain(ps))
			return NULL;
		return row;
	}
	return NULL;
}

void note_lone_name(struct parser *ps)
{
	if (span_starts(ps->line, "--- ") &&
	    span_starts(parser_peek(ps, 1), "+++ "))
		ps->lone_name = ps->lineno;
}

/* An ed script's or a normal diff's command: "12,14c", "3a", "5,7d6". */
static bool is_ed_command(struct span line, bool *normal)
{
	size_t n = 0, m;

	while (n < line.len && (is_digit(line.at[n]) || line.at[n] == ','))
		n++;
	if (!n || n == line.len || line.at[0] == ',' || !line.at[n] ||
	    !strchr("acd", line.at[n]))
		return false;
	for (m = n + 1;
	     m < line.len && (is_digit(line.at[m]) || line.at[m] == ','); m++)
		;
	*normal = m > n + 1;
	return m == line.len;
}

void note_foreign(struct parser *ps)
{
	bool normal;

	if (ps->foreign || ps->line.len > 64 ||
	    !is_ed_command(without_cr(ps->line), &normal))
		return;
	if (normal) {
		struct span below = parser_peek(ps, 1);

		if (!span_starts(below, "< ") && !span_starts(below, "> "))
			return;
	} else if (ps->line.at[ps->line.len - 1] != 'd') {
		struct span rest = ps->text, line;
		bool dot = false;

		while (!dot && span_line(&rest, &line))
			dot = span_is(without_cr(line), ".");
		if (!dot)
			return;
	}
	ps->foreign = ps->lineno;
	ps->foreign_name = normal ? "a diff without context" : "an ed script";
}
