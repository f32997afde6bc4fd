// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's complaints on its console, one incident each. */
#include "core/console/complaint.h"

#include <string.h>

#include "core/text/ascii.h"

#define CUT_HERE	"[ cut here ]---"	/* the first line of WARN() and BUG() */

enum { INCIDENT_LINES = 120 };	/* without an "end trace" it is over after that */

/* One "<4>" or "[   12.345678] " or firmware's "[    8.061259176,5] "; 0 if none. */
static size_t stamp_len(struct span s)
{
	size_t n = 1;

	if (s.len < 3 || (s.at[0] != '[' && s.at[0] != '<'))
		return 0;
	while (n < s.len && n < 40 && strchr("0123456789 .,CT", s.at[n]))
		n++;
	if (n == s.len || n == 1 || s.at[n] != (s.at[0] == '[' ? ']' : '>'))
		return 0;
	n++;
	return n < s.len && s.at[n] == ' ' ? n + 1 : n;
}

struct span complaint_text(struct span line)
{
	size_t n;

	while ((n = stamp_len(line)))
		line = span_skip(line, n);
	return line;
}

/* Asks whether s begins as the pattern says. */
static bool begins(struct span s, const char *pattern)
{
	size_t n = 0;

	for (; *pattern && *pattern != '*'; pattern++) {
		if (*pattern == '%') {
			while (n < s.len && is_digit(s.at[n]))
				n++;
			if (!n || !is_digit(s.at[n - 1]))
				return false;
		} else if (n == s.len || s.at[n++] != *pattern) {
			return false;
		}
	}
	if (!*pattern)
		return true;
	for (; n <= s.len; n++)
		if (begins(span_skip(s, n), pattern + 1))
			return true;
	return false;
}

/*
 * Asks whether a text may begin at that byte of the line. Lines without an
 * end are common before it ("probing...BUG: "), so only what makes another
 * word of it, as in "DEBUG: ", does not do.
 */
static bool may_begin(struct span line, size_t at)
{
	char now = line.at[at], before = at ? line.at[at - 1] : ' ';

	if (is_upper(now) ? is_upper(before) :
			    is_lower(now) && is_letter_or_digit(before))
		return false;
	return before != '_' && strchr(complaint_firsts, now);
}

const struct complaint_row *complaint_row_of(struct span line)
{
	const struct complaint_row *row = complaint_table;

	for (size_t at = 0; at < line.len; at++) {
		if (!line.at[at] || !may_begin(line, at))
			continue;
		for (size_t i = 0; i < complaint_table_nr; i++)
			if (row[i].text[0] == line.at[at] &&
			    begins(span_skip(line, at), row[i].text))
				return &row[i];
	}
	return NULL;
}

enum complaint_kind complaint_in(struct span line)
{
	const struct complaint_row *row = complaint_row_of(line);

	return row ? row->kind : NO_COMPLAINT;
}

static void count(struct complaints *c, enum complaint_kind kind, int by)
{
	if (kind == WARNING)
		c->nr_warning += by;
	else
		c->nr_oops += by;
}

/* What tells more of a boot is kept: an oops, then what came late. */
static int weight(const struct complaint *c)
{
	return 2 * c->kind + !c->early;
}

/*
 * Keeps the incident under way. When first[] is full, it takes the place of the
 * last of those with the least weight, if it has more than that one.
 */
static void keep(struct complaints *c)
{
	size_t least = 0;

	c->current = NULL;
	for (size_t i = 1; i < c->nr; i++)
		if (weight(&c->first[i]) <= weight(&c->first[least]))
			least = i;
	if (c->nr == COMPLAINTS_MAX) {
		if (weight(&c->incident) <= weight(&c->first[least]))
			return;
		c->nr--;
		memmove(&c->first[least], &c->first[least + 1],
			(c->nr - least) * sizeof(*c->first));
	}
	c->current = &c->first[c->nr++];
	*c->current = c->incident;
}

/* The text of the incident under way, apart from first[]. */
static void note_early(struct complaints *c)
{
	if (c->incident.early && c->nr_early <= COMPLAINTS_MAX)
		c->early[c->nr_early - 1] = c->incident.text;
}

static void open_incident(struct complaints *c, const struct complaint *now)
{
	c->open = true;
	c->incident = *now;
	c->opened = now->lineno;
	count(c, now->kind, 1);
	c->nr_early += now->early;
	note_early(c);
	keep(c);
}

/* Another line of an incident: it is counted as the worst of them. */
static void add_line(struct complaints *c, const struct complaint *now)
{
	struct complaint *is = &c->incident;

	if (span_find(is->text, CUT_HERE)) {
		is->text = now->text;	/* which says more */
		is->lineno = now->lineno;
		note_early(c);
	}
	if (now->kind > is->kind) {
		count(c, is->kind, -1);
		count(c, now->kind, 1);
		is->kind = now->kind;
	}
	if (c->current)
		*c->current = *is;
	else
		keep(c);
}

void complaints_take(struct complaints *c, const struct complaint *now,
		     bool ends_trace)
{
	if (c->open && now->lineno - c->opened > INCIDENT_LINES)
		c->open = false;
	if (now->kind == PANIC && !c->panic.len)
		c->panic = now->text;
	if (now->kind != NO_COMPLAINT && c->open)
		add_line(c, now);
	else if (now->kind != NO_COMPLAINT)
		open_incident(c, now);
	if (ends_trace)
		c->open = false;
}

void complaints_close(struct complaints *c)
{
	c->open = false;
}

const struct complaint *complaints_worst(const struct complaints *c)
{
	const struct complaint *worst = NULL;

	for (size_t i = 0; i < c->nr; i++)
		if (!c->first[i].early &&
		    (!worst || c->first[i].kind > worst->kind))
			worst = &c->first[i];
	return worst;
}
