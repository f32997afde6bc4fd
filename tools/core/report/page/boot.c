// SPDX-License-Identifier: GPL-2.0-only
/*
 * The boots on the page: a time line, the check's steps and the consoles,
 * before beside after.
 */
#include "core/report/page/boot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/guest-line.h"
#include "core/report/escape.h"
#include "core/report/log-excerpt.h"
#include "core/report/page/time.h"

/* One side's boot of a mode; NULL where there was none. */
struct side {
	const struct matrix_branch *branch;
	const char *name;
	size_t stage;
	const struct matrix_boot *boot;
};

/* The step of that name; NULL when the boot has none. */
static const struct matrix_step *step_named(const struct matrix_boot *b,
					    const char *name)
{
	for (size_t i = 0; b && i < b->nr_steps; i++)
		if (!strcmp(b->step[i].name, name))
			return &b->step[i];
	return NULL;
}

static void add_step_cell(const struct page *p, const struct matrix_step *step)
{
	if (!step) {
		buf_adds(p->out, "<td class=\"none\">-</td><td class=\"n\"></td>");
		return;
	}
	buf_addf(p->out, "<td><span class=\"o %s\">%s</span></td><td class=\"n\">",
		 page_class(rate_outcome(step->outcome)),
		 outcome_name(step->outcome));
	if (step->ms >= 0)
		buf_addf(p->out, "%ld", step->ms);
	buf_adds(p->out, "</td>");
}

static void add_said(const struct page *p, const struct matrix_step *before,
		     const struct matrix_step *after)
{
	bool both = before && after && *before->reason && *after->reason &&
		    strcmp(before->reason, after->reason);

	buf_adds(p->out, "<td class=\"said\">");
	if (before)
		markup_adds(p->out, before->reason);
	if (both)
		buf_adds(p->out, "<br>after: ");
	if (after && (both || !before || !*before->reason))
		markup_adds(p->out, after->reason);
	buf_adds(p->out, "</td>");
}

/* "2.own" begins a round when the step above it was of round 1. */
static bool begins_round(const struct matrix_boot *b, size_t i)
{
	const char *name = b->step[i].name, *dot = strchr(name, '.');

	return !i || !dot ||
	       strncmp(name, b->step[i - 1].name, dot - name + 1);
}

static void add_step_row(const struct page *p, const struct side *side,
			 const char *name, bool begins,
			 const struct page_axis *axis)
{
	const struct matrix_step *step[2] = {
		step_named(side[0].boot, name), step_named(side[1].boot, name),
	};
	/* What was skipped follows from something above it. */
	bool differs = step[0] && step[1] &&
		       step[0]->outcome != step[1]->outcome &&
		       step[0]->outcome != SKIP && step[1]->outcome != SKIP;

	buf_addf(p->out, "<tr%s%s%s%s><th scope=\"row\" class=\"mono\">",
		 differs || begins ? " class=\"" : "",
		 differs ? "differs" : "",
		 begins ? differs ? " round" : "round" : "",
		 differs || begins ? "\"" : "");
	markup_adds(p->out, name);
	buf_adds(p->out, "</th>");
	add_step_cell(p, step[0]);
	add_step_cell(p, step[1]);
	page_step_time(p, axis, (const struct matrix_boot *[]){
		       side[0].boot, side[1].boot }, step);
	add_said(p, step[0], step[1]);
	buf_adds(p->out, "</tr>\n");
}

static void add_steps(const struct page *p, const struct side *side)
{
	const struct matrix_boot *before = side[0].boot, *after = side[1].boot,
		*b = after && (!before || after->nr_steps >= before->nr_steps) ?
		     after : before;
	struct page_axis axis;

	if (!b || !b->nr_steps)
		return;
	buf_adds(p->out, "<h4>Steps of the check</h4>\n<table class=\"steps\"><thead><tr><th scope=\"col\">step</th><th scope=\"col\">before</th><th scope=\"col\" class=\"n\">ms</th><th scope=\"col\">after</th><th scope=\"col\" class=\"n\">ms</th><th scope=\"col\">when</th><th scope=\"col\">what it said</th></tr></thead><tbody>\n");
	page_step_axis(p, (const struct matrix_boot *[]){ before, after },
		       &axis);
	for (size_t i = 0; i < b->nr_steps; i++)
		add_step_row(p, side, b->step[i].name, i && begins_round(b, i),
			     &axis);
	buf_adds(p->out, "</tbody></table>\n");
}

/* Asks whether a line, from 0, is one of this check's, or beside them. */
static bool is_near(const struct matrix_boot *b, size_t at)
{
	long lineno = (long)at + 1;

	return b->nr_steps && lineno + 1 >= b->step[0].lineno &&
	       lineno <= b->step[b->nr_steps - 1].lineno + 1;
}

/*
 * A letter for each of the console's lines that is the check's, or a complaint;
 * whole: it has no other check's.
 */
static char *marks(const struct matrix_boot *b, size_t nr, bool whole)
{
	static const char letters[] = { [PASS] = 'p', [FAIL] = 'f',
					[ERROR] = 'e', [SKIP] = 's' };
	char *mark = new_array(nr + 1, 1);
	struct span rest = b->log.text, line;

	for (size_t i = 0; span_line(&rest, &line); i++) {
		char room[256];

		if ((whole || is_near(b, i)) &&
		    guest_like(guest_clean(line, room, sizeof(room))))
			mark[i] = 'g';
	}
	for (size_t i = 0; i < b->nr_steps; i++)
		if (b->step[i].lineno > 0 && (size_t)b->step[i].lineno <= nr)
			mark[b->step[i].lineno - 1] =
				letters[b->step[i].outcome];
	for (size_t i = 0; i < b->nr_complaints; i++)
		if (b->complaint[i].lineno > 0 &&
		    (size_t)b->complaint[i].lineno <= nr)
			mark[b->complaint[i].lineno - 1] = 'f';
	return mark;
}

static void add_complaints(const struct page *p, const struct matrix_boot *b)
{
	for (size_t i = 0; i < b->nr_complaints; i++) {
		buf_addf(p->out, "<p class=\"small\"><span class=\"o bad\">%s</span> in line %ld%s: <code>",
			 b->complaint[i].kind, b->complaint[i].lineno,
			 b->complaint[i].early ? ", before the check" : "");
		markup_adds(p->out, b->complaint[i].text);
		buf_adds(p->out, "</code></p>\n");
	}
}

/* Once the page has so many bytes, consoles are links alone: it is mailed. */
#define FULL	(3 << 20)

/*
 * Asks whether a console tells nothing that the link to it does not: that of a
 * boot which is as wanted, in a row of a branch of several fixes, unless the
 * row is wrong.
 */
static bool link_will_do(const struct side *s)
{
	const struct matrix_branch *b = s->branch;

	return b->of && (b->verdict == PROVED || b->verdict == NO_VERDICT) &&
	       matrix_rate_boot(b, s->stage, s->boot) == RATED_OK;
}

static void add_console(const struct page *p, const struct side *s)
{
	const struct matrix_boot *b = s->boot;
	char label[160];
	char *mark;

	snprintf(label, sizeof(label), "console %s, %s", s->name, b->mode);
	mark = marks(b, excerpt_lines(b->log.text), !s->branch->of);
	buf_adds(p->out, "<p class=\"small\">");
	page_log_link(p, &b->log);
	buf_adds(p->out, "</p>\n");
	if (b->log.text.len && !link_will_do(s)) {
		if (p->out->len < FULL)
			page_log(p, &b->log, mark, label);
		else
			buf_adds(p->out, "<p class=\"small soft\">not shown here: the page is large enough</p>\n");
	}
	free(mark);
}

/* The same part of both sides, beside each other. */
static void add_pair(const struct page *p, const struct side *side,
		     void (*add)(const struct page *, const struct side *))
{
	buf_adds(p->out, "<div class=\"pair\">\n");
	for (int i = 0; i < 2; i++) {
		buf_adds(p->out, "<div>");
		if (side[i].boot)
			add(p, &side[i]);
		buf_adds(p->out, "</div>\n");
	}
	buf_adds(p->out, "</div>\n");
}

static void add_outcome(const struct page *p, const struct side *s)
{
	const struct matrix_boot *b = s->boot;
	enum rating rating = matrix_rate_boot(s->branch, s->stage, b);

	buf_addf(p->out, "<h4>%s: <span class=\"o %s\">%s%s</span></h4><p class=\"small\">",
		 s->name, page_class(rating), outcome_name(b->outcome),
		 rating == RATED_OK && b->signature ? ", as wanted" : "");
	markup_adds(p->out, b->reason);
	buf_adds(p->out, "</p><p class=\"small soft\">ended: ");
	markup_adds(p->out, b->ending);
	buf_adds(p->out, "; the emulator: ");
	markup_adds(p->out, b->stop);
	if (b->retries)
		buf_addf(p->out, "; begun again %ld times", b->retries);
	buf_adds(p->out, "</p>\n");
	add_complaints(p, b);
}

static void add_mode(const struct page *p, const struct side *side, bool open)
{
	const struct matrix_boot *any = side[1].boot ? side[1].boot :
						       side[0].boot;

	buf_addf(p->out, "<details%s><summary><h3>", open ? " open" : "");
	markup_adds(p->out, any->mode);
	if (any->nr > 1)
		buf_addf(p->out, ", boot %ld", any->nr);
	buf_adds(p->out, "</h3><span class=\"gist\">before: ");
	buf_addf(p->out, "%s; after: %s</span></summary><div class=\"in\">\n",
		 side[0].boot ? outcome_name(side[0].boot->outcome) : "not run",
		 side[1].boot ? outcome_name(side[1].boot->outcome) : "not run");
	add_pair(p, side, add_outcome);
	/* the boots of a branch of several fixes are those of all checks */
	if (!side->branch->of)
		page_boot_time(p, (const struct matrix_boot *[]){
			       side[0].boot, side[1].boot });
	add_steps(p, side);
	buf_adds(p->out, "<h4>Consoles</h4>\n");
	add_pair(p, side, add_console);
	page_fold_end(p);
}

static const struct matrix_boot *same_boot(const struct matrix_stage *s,
					   const struct matrix_boot *as)
{
	for (size_t i = 0; i < s->nr_boots; i++)
		if (!strcmp(s->boot[i].mode, as->mode) &&
		    s->boot[i].nr == as->nr)
			return &s->boot[i];
	return NULL;
}

/* Each mode once: those of after first, then what before has alone. */
static void add_modes(const struct page *p, const struct matrix_branch *b)
{
	size_t last = b->nr_steps - 1;
	const struct matrix_stage *before = matrix_boot(b, 0),
				  *after = matrix_boot(b, last);
	struct side side[2] = {
		{ b, "before", stage_boot(0, b->nr_steps), NULL },
		{ b, "after", stage_boot(last, b->nr_steps), NULL },
	};

	for (size_t i = 0; i < after->nr_boots; i++) {
		side[0].boot = same_boot(before, &after->boot[i]);
		side[1].boot = &after->boot[i];
		add_mode(p, side, !i);
	}
	side[1].boot = NULL;
	for (size_t i = 0; i < before->nr_boots; i++) {
		side[0].boot = &before->boot[i];
		if (!same_boot(after, side[0].boot))
			add_mode(p, side, !after->nr_boots && !i);
	}
}

static void add_side(const struct page *p, const struct matrix_branch *b,
		     size_t stage)
{
	struct stage_id id = matrix_stage_id(b, stage);

	buf_adds(p->out, "<div id=\"");
	markup_add_id(p->out, b->name);
	buf_addf(p->out, "-%s\"><h4>%s: ", id.name, id.name);
	page_word(p, b, stage);
	buf_adds(p->out, "</h4><p class=\"small\">");
	page_gist(p, b, stage);
	buf_adds(p->out, "</p>\n");
	page_command(p, "backport -v boot %s --side %s --force",
		     matrix_branch_of(b)->name,
		     strchr(id.name, '.') ? strchr(id.name, '.') + 1 : "");
	buf_adds(p->out, "</div>\n");
}

void page_boot_words(const struct page *p, const struct matrix_branch *b)
{
	buf_adds(p->out, "before: ");
	page_word(p, b, stage_boot(0, b->nr_steps));
	buf_adds(p->out, "; after: ");
	page_word(p, b, stage_boot(b->nr_steps - 1, b->nr_steps));
}

void page_boot_parts(const struct page *p, const struct matrix_branch *b)
{
	size_t before = stage_boot(0, b->nr_steps),
	       after = stage_boot(b->nr_steps - 1, b->nr_steps);

	buf_adds(p->out, "<div class=\"pair\">\n");
	add_side(p, b, before);
	add_side(p, b, after);
	buf_adds(p->out, "</div>\n");
	add_modes(p, b);
	if (!b->of || b->verdict != PROVED)
		page_inputs(p, &b->stage[after]);
}

void page_boots(const struct page *p, const struct matrix_branch *b)
{
	page_fold_begin(p, b, "boots");
	buf_adds(p->out, "<span class=\"gist\">");
	page_boot_words(p, b);
	buf_adds(p->out, "; time, steps and consoles beside each other</span></summary><div class=\"in\">\n");
	page_boot_parts(p, b);
	page_fold_end(p);
}
