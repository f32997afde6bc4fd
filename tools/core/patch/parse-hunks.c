// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hunks: the @@ line and as many lines as its counts say. The counts decide
 * where a hunk ends, so that a mail signature ("-- ") is no deletion.
 */
#include "core/patch/parser.h"

#include "core/text/ascii.h"
#include "core/text/buf.h"

/* Line numbers above this are refused: no source file has as many lines. */
#define LINENO_MAX 999999999L

/* A hunk in a message: its line in an encoded mail is not known here. */
#define HUNK		"@@ -%ld,%ld +%ld,%ld @@"
#define HUNK_OF(h)	(h)->old_start, (h)->old_nr, (h)->new_start, (h)->new_nr

/* Reads "12" or "12,3" off *s; the count is 1 when omitted. */
static bool range(struct span *s, long *start, long *nr)
{
	long *n = start;

	*nr = 1;
	for (;;) {
		size_t digits = 0;

		*n = 0;
		while (s->len && is_digit(s->at[0])) {
			*n = *n * 10 + s->at[0] - '0';
			if (*n > LINENO_MAX)
				return false;
			*s = span_skip(*s, 1);
			digits++;
		}
		if (!digits)
			return false;
		if (n == nr || !s->len || s->at[0] != ',')
			return true;
		*s = span_skip(*s, 1);
		n = nr;
	}
}

bool hunk_header(struct span line, struct hunk *h)
{
	if (!span_starts(line, "@@ -"))
		return false;
	line = span_skip(line, 4);
	if (!range(&line, &h->old_start, &h->old_nr) || !span_starts(line, " +"))
		return false;
	line = span_skip(line, 2);
	if (!range(&line, &h->new_start, &h->new_nr) || !span_starts(line, " @@"))
		return false;
	line = span_skip(line, 3);
	h->func = span_trim(line);
	return true;
}

static struct hunk *add_hunk(struct parser *ps)
{
	struct patch *p = ps->p;

	p->hunk = grow_for_one(p->hunk, ps->hunk_nr, &ps->hunk_cap,
			       sizeof(*p->hunk));
	p->hunk[ps->hunk_nr] = (struct hunk){ .lineno = ps->lineno };
	return &p->hunk[ps->hunk_nr++];
}

static void add_line(struct parser *ps, struct hunk_line line)
{
	struct patch *p = ps->p;

	p->line = grow_for_one(p->line, ps->line_nr, &ps->line_cap,
			       sizeof(*p->line));
	p->line[ps->line_nr++] = line;
}

/* The current line as a line of a hunk; kind is 0 when it cannot be one. */
static struct hunk_line hunk_line_of(struct span line, bool crlf)
{
	struct hunk_line l = { .kind = ' ', .text = line };

	if (crlf && line.len && line.at[line.len - 1] == '\r') {
		l.text.len--;
		l.cr = true;
	}
	/*
	 * Editors and mailers eat the space of an empty context line, or that
	 * before a tab.
	 */
	if (!l.text.len || l.text.at[0] == '\t')
		return l;
	l.kind = l.text.at[0];
	if (l.kind != ' ' && l.kind != '-' && l.kind != '+')
		l.kind = 0;
	l.text = span_skip(l.text, 1);
	return l;
}

static bool is_no_eol_marker(const struct parser *ps)
{
	return !ps->at_end && span_starts(ps->line, "\\ ");
}

/* What a hunk says that it still wants, in words. */
static int refuse_counts(struct parser *ps, const struct hunk *h, long old_left,
			 long new_left)
{
	if (ps->at_end)
		return parser_refuse(ps, h->lineno, "the patch ends within this hunk (%ld of %ld old and %ld of %ld new lines are missing): truncated? fetch it again",
				     old_left, h->old_nr, new_left, h->new_nr);
	return parser_refuse(ps, ps->lineno, "not a line that the hunk '" HUNK "' can have here (its counts leave %ld old and %ld new lines): wrong counts or a damaged patch; make the diff again",
			     HUNK_OF(h), old_left, new_left);
}

static int refuse_marker(struct parser *ps, const struct hunk *h)
{
	return parser_refuse(ps, ps->lineno,
			     "'\\ No newline at end of file' stands before the file's last line: "
			     "the hunk '" HUNK "' is damaged; make the diff again",
			     HUNK_OF(h));
}

/*
 * Editors that cut empty lines off a file's end cut the last context lines of
 * a patch too. As GNU patch does, up to three are put back: they have to match.
 */
static bool are_cut_off_blanks(const struct parser *ps, long old_left,
			       long new_left)
{
	return ps->at_end && old_left == new_left && old_left <= 3;
}

/*
 * GNU patch takes lines that begin with # for comments, in a hunk and in front
 * of the next one.
 */
static bool skip_comments(struct parser *ps)
{
	bool any = false;

	for (; !ps->at_end && span_starts(ps->line, "#"); any = true)
		parser_next(ps);
	return any;
}

/* Reads the hunk's lines; the current line is the first of them. */
static int hunk_lines(struct parser *ps, const struct hunk *h, bool crlf,
		      size_t *changes)
{
	long old_left = h->old_nr, new_left = h->new_nr;

	while (old_left || new_left) {
		struct hunk_line l;

		if (skip_comments(ps))
			continue;
		if (are_cut_off_blanks(ps, old_left, new_left)) {
			for (; old_left; old_left--)
				add_line(ps, (struct hunk_line){
						     .kind = ' ',
						     .text = ps->line });
			return 0;
		}
		if (ps->at_end)
			return refuse_counts(ps, h, old_left, new_left);
		l = hunk_line_of(ps->line, crlf);
		if (!l.kind || (l.kind != '+' && !old_left) ||
		    (l.kind != '-' && !new_left))
			return refuse_counts(ps, h, old_left, new_left);
		old_left -= l.kind != '+';
		new_left -= l.kind != '-';
		*changes += l.kind != ' ';
		if (ps->line.len == ps->text.len)
			return parser_refuse(ps, ps->lineno, "the patch ends in the middle of this line: truncated? end it with a newline if it is whole");
		parser_next(ps);
		if (is_no_eol_marker(ps)) {
			if ((l.kind != '+' && old_left) ||
			    (l.kind != '-' && new_left))
				return refuse_marker(ps, h);
			l.no_eol = true;
			parser_next(ps);
		}
		add_line(ps, l);
	}
	return 0;
}

/*
 * Words, not code: they begin with a letter and have none of C's punctuation.
 */
static bool is_prose(struct span s)
{
	if (!s.len || !is_letter(s.at[0]))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (strchr(";{}=#*\\", s.at[i]))
			return false;
	return true;
}

/*
 * True when a line behind a complete hunk is text, though it begins as a hunk's
 * line does: "-- ", "-=-=-", "-> next", "- tested on x", "+1 from me", and,
 * where other text stands in front of it, "-Name".
 */
static bool is_remark(struct span line, bool first)
{
	struct span rest = span_skip(line, 1);
	bool spaced = rest.len && rest.at[0] == ' ';

	if (line.at[0] == '+')
		return span_starts(rest, "++") ||
		       (span_starts(rest, "1") &&
			(rest.len == 1 || !is_word(rest.at[1])));
	if (line.at[0] == '-')
		return span_starts(rest, "-") || span_starts(rest, "=") ||
		       span_starts(rest, ">") ||
		       (spaced && is_prose(span_skip(rest, 1))) ||
		       (!first && is_prose(rest) && is_upper(rest.at[0]));
	return line.at[0] != ' ' || !first ||
	       (is_prose(rest) && memchr(rest.at, ' ', rest.len));
}

/*
 * Lines behind a hunk that look like its own mean counts that are too small: a
 * change would be lost. Returns their line, 0 when there is none. What looks
 * like context may stand behind an empty line (a diffstat).
 */
static long left_over_at(const struct parser *ps)
{
	struct span rest = ps->text, line;
	long lineno = ps->lineno;

	for (; span_line(&rest, &line); lineno++) {
		line = without_cr(line);
		if (!span_trim(line).len)
			continue;
		if (!is_remark(line, lineno == ps->lineno))
			return lineno;
		if (!strchr("+- ", line.at[0]) || span_starts(line, "--- ") ||
		    span_is(line, "-- "))
			break;
	}
	return 0;
}

/* True when the line that follows the comments here begins so. */
static bool comments_end_at(const struct parser *ps, const char *text)
{
	struct span rest = ps->text, line;

	while (span_line(&rest, &line))
		if (!span_starts(line, "#"))
			return span_starts(line, text);
	return false;
}

int parser_hunk(struct parser *ps, bool crlf)
{
	struct hunk *h = add_hunk(ps);
	size_t first = ps->line_nr, changes = 0;
	long lineno = ps->lineno, left;

	if (!hunk_header(ps->line, h))
		return parser_refuse(ps, lineno, "not a hunk's line: want '@@ -line,count +line,count @@'; make the diff again");
	parser_next(ps);
	if (hunk_lines(ps, h, crlf, &changes))
		return -1;
	h->nr = ps->line_nr - first;
	if (!changes)
		return parser_refuse(ps, lineno, "this hunk changes nothing: wrong counts or a damaged patch; make the diff again");
	if (comments_end_at(ps, "@@ -"))
		skip_comments(ps);
	left = left_over_at(ps);
	if (left)
		return parser_refuse(ps, left, "the hunk '" HUNK "' has more lines than its counts say; make the diff again",
				     HUNK_OF(h));
	return 0;
}
