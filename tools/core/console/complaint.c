// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's complaints on its console, one incident each. */
#include "core/console/complaint.h"

enum { INCIDENT_LINES = 120 };	/* without an "end trace" it is over after that */

struct marker {
	const char *text;
	enum complaint_kind kind;
};

/* At the beginning of a line. */
static const struct marker at_start[] = {
	{ "Kernel panic - not syncing", PANIC },
	{ "Unable to handle kernel ", OOPS },
	{ "BUG: ", OOPS },
	{ "BUG ", OOPS },		/* SLUB: BUG kmalloc-64 (Not tainted): ... */
	{ "kernel BUG at ", OOPS },
	{ "Oops: ", OOPS },
	{ "Unrecoverable ", OOPS },
	{ "Bad kernel stack pointer", OOPS },
	{ "Severe Machine check", OOPS },
	{ "INFO: rcu_", OOPS },
	{ "rcu: INFO: rcu_", OOPS },
	{ "INFO: task ", WARNING },
	{ "WARNING: ", WARNING },
	{ "Badness at ", WARNING },
	{ "UBSAN: ", WARNING },
	{ "EEH: Frozen ", WARNING },
};

/* Anywhere in a line. */
static const struct marker inside[] = {
	{ "soft lockup", OOPS },
	{ "hard LOCKUP", OOPS },
	{ "Hard LOCKUP", OOPS },
	{ "Kernel panic - not syncing", PANIC },
};

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

enum complaint_kind complaint_in(struct span line)
{
	struct span text = complaint_text(line);

	for (size_t i = 0; i < sizeof(at_start) / sizeof(*at_start); i++)
		if (span_starts(text, at_start[i].text))
			return at_start[i].kind;
	for (size_t i = 0; i < sizeof(inside) / sizeof(*inside); i++)
		if (memmem(text.at, text.len, inside[i].text,
			   strlen(inside[i].text)))
			return inside[i].kind;
	return NO_COMPLAINT;
}

static void count(struct complaints *c, enum complaint_kind kind, int by)
{
	if (kind == WARNING)
		c->nr_warning += by;
	else
		c->nr_oops += by;
}

static void open_incident(struct complaints *c, enum complaint_kind kind,
			  struct span text, long lineno, bool early)
{
	c->open = true;
	c->opened = lineno;
	c->worst = kind;
	count(c, kind, 1);
	c->nr_early += early;
	if (c->nr < COMPLAINTS_MAX)
		c->first[c->nr++] = (struct complaint){ kind, text, lineno,
							early };
}

/* A worse line within an incident: it is counted as the worse one. */
static void worsen(struct complaints *c, enum complaint_kind kind)
{
	count(c, c->worst, -1);
	count(c, kind, 1);
	c->worst = kind;
	if (c->nr && c->first[c->nr - 1].lineno == c->opened)
		c->first[c->nr - 1].kind = kind;
}

void complaints_take(struct complaints *c, struct span cleaned, struct span raw,
		     long lineno, bool early)
{
	enum complaint_kind kind = complaint_in(cleaned);

	if (c->open && lineno - c->opened > INCIDENT_LINES)
		c->open = false;
	if (kind == PANIC && !c->panic.len)
		c->panic = span_trim(raw);
	if (kind != NO_COMPLAINT && !c->open)
		open_incident(c, kind, span_trim(raw), lineno, early);
	else if (kind > c->worst && c->open)
		worsen(c, kind);
	if (memmem(cleaned.at, cleaned.len, "---[ end ", 9))
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
