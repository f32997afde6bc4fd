// SPDX-License-Identifier: GPL-2.0-only
/* The boots on the page: a time line, the check's steps and the consoles, before beside after. */
#include "report-page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "excerpt.h"
#include "guestline.h"
#include "markup.h"

/* One side's boot of a mode; NULL where there was none. */
struct side {
	const char *name;
	enum stage_name stage;
	const struct report_boot *boot;
};

/* What the check said, as it said it: that a FAIL is wanted is for the stage to tell. */
static const char *class_of(enum outcome outcome)
{
	static const enum report_word words[] = {
		[PASS] = REPORT_OK, [FAIL] = REPORT_FAILURE,
		[ERROR] = REPORT_FAULT, [SKIP] = REPORT_SKIP,
	};

	return page_class(words[outcome]);
}

static long steps_ms(const struct report_boot *b)
{
	long sum = 0;

	for (size_t i = 0; b && i < b->nr_steps; i++)
		sum += b->step[i].ms > 0 ? b->step[i].ms : 0;
	return sum;
}

static void add_rect(struct buf *out, const char *class, double x, double w,
		     const char *title)
{
	buf_addf(out, "<rect class=\"%s\" x=\"%.2f\" y=\"0\" width=\"%.2f\" height=\"10\"><title>",
		 class, x, w);
	markup_adds(out, title);
	buf_adds(out, "</title></rect>");
}

/* The steps from x on, a little apart where they are wide enough. */
static void add_step_rects(struct buf *out, const struct side *s, double x,
			   double per_ms)
{
	char title[160], class[16];

	for (size_t i = 0; i < s->boot->nr_steps; i++) {
		const struct report_step *step = &s->boot->step[i];
		double w = step->ms > 0 ? step->ms * per_ms : 0;

		snprintf(title, sizeof(title), "%s %s, %ld ms", step->name,
			 outcome_name(step->outcome), step->ms);
		snprintf(class, sizeof(class), "f-%s",
			 class_of(step->outcome));
		if (w > 0)
			add_rect(out, class, x, w > 3 ? w - 1.5 : w, title);
		x += w;
	}
}

static void add_bar_head(struct buf *out, const char *label, const char *side)
{
	buf_addf(out, "<svg class=\"bar tall\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s, %s\">",
		 label, side);
}

/* The whole boot on one scale, the check's steps on another: they are short. */
static void add_timeline(const struct page *p, const struct side *s,
			 double most_s, long most_ms)
{
	const struct report_boot *b = s->boot;
	long ms = steps_ms(b);
	double rest = b->seconds * 1000 - ms, scale = 1000 / (most_s * 1000);
	char title[80], one[32], other[32];

	if (rest < 0)
		rest = 0;
	snprintf(title, sizeof(title), "firmware, kernel and between the steps, %.0f ms",
		 rest);
	add_bar_head(p->out, "the boot", s->name);
	add_rect(p->out, "f-idle", 0, rest * scale, title);
	add_step_rects(p->out, s, rest * scale, scale);
	buf_adds(p->out, "</svg>");
	buf_addf(p->out, "<p class=\"small soft\">%s: %s of firmware and kernel, %s of the check's steps, which are below</p>",
		 report_duration(b->seconds, title, 32),
		 report_duration(rest / 1000, one, sizeof(one)),
		 report_duration(ms / 1000.0, other, sizeof(other)));
	if (!ms || !most_ms)
		return;
	add_bar_head(p->out, "the check's steps", s->name);
	add_step_rects(p->out, s, 0, 1000.0 / most_ms);
	buf_adds(p->out, "</svg>");
}

static const struct report_step *step_named(const struct report_boot *b,
					    const char *name)
{
	for (size_t i = 0; b && i < b->nr_steps; i++)
		if (!strcmp(b->step[i].name, name))
			return &b->step[i];
	return NULL;
}

static void add_step_cell(const struct page *p, const struct report_step *step)
{
	if (!step) {
		buf_adds(p->out, "<td class=\"none\">-</td><td class=\"n\"></td>");
		return;
	}
	buf_addf(p->out, "<td><span class=\"o %s\">%s</span></td><td class=\"n\">",
		 class_of(step->outcome), outcome_name(step->outcome));
	if (step->ms >= 0)
		buf_addf(p->out, "%ld", step->ms);
	buf_adds(p->out, "</td>");
}

static void add_said(const struct page *p, const struct report_step *before,
		     const struct report_step *after)
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
static bool begins_round(const struct report_boot *b, size_t i)
{
	const char *name = b->step[i].name, *dot = strchr(name, '.');

	return !i || !dot ||
	       strncmp(name, b->step[i - 1].name, dot - name + 1);
}

static void add_steps(const struct page *p, const struct side *before,
		      const struct side *after)
{
	const struct report_boot *b = after->boot && (!before->boot ||
		after->boot->nr_steps >= before->boot->nr_steps) ?
		after->boot : before->boot;

	if (!b || !b->nr_steps)
		return;
	buf_adds(p->out, "<table class=\"steps\"><thead><tr><th scope=\"col\">step</th><th scope=\"col\">before</th><th scope=\"col\" class=\"n\">ms</th><th scope=\"col\">after</th><th scope=\"col\" class=\"n\">ms</th><th scope=\"col\">what it said</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < b->nr_steps; i++) {
		const char *name = b->step[i].name;
		const struct report_step *one = step_named(before->boot, name),
					 *other = step_named(after->boot, name);
		/* What was skipped follows from something above it. */
		bool differs = one && other && one->outcome != other->outcome &&
			       one->outcome != SKIP && other->outcome != SKIP;
		bool begins = i && begins_round(b, i);

		buf_addf(p->out, "<tr%s%s%s%s><th scope=\"row\" class=\"mono\">",
			 differs || begins ? " class=\"" : "",
			 differs ? "differs" : "",
			 begins ? differs ? " round" : "round" : "",
			 differs || begins ? "\"" : "");
		markup_adds(p->out, name);
		buf_adds(p->out, "</th>");
		add_step_cell(p, one);
		add_step_cell(p, other);
		add_said(p, one, other);
		buf_adds(p->out, "</tr>\n");
	}
	buf_adds(p->out, "</tbody></table>\n");
}

/* A letter for each of the console's lines that is the check's, or a complaint. */
static char *marks(const struct report_boot *b, size_t nr)
{
	static const char letters[] = { [PASS] = 'p', [FAIL] = 'f',
					[ERROR] = 'e', [SKIP] = 's' };
	char *mark = calloc(nr + 1, 1);
	struct span rest = b->log.text, line, guest;

	if (!mark)
		abort();
	for (size_t i = 0; span_line(&rest, &line); i++) {
		char room[256];

		if (guest_find(guest_clean(line, room, sizeof(room)), &guest))
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

static void add_complaints(const struct page *p, const struct report_boot *b)
{
	for (size_t i = 0; i < b->nr_complaints; i++) {
		buf_addf(p->out, "<p class=\"small\"><span class=\"o bad\">%s</span> in line %ld%s: <code>",
			 b->complaint[i].kind, b->complaint[i].lineno,
			 b->complaint[i].early ? ", before the check" : "");
		markup_adds(p->out, b->complaint[i].text);
		buf_adds(p->out, "</code></p>\n");
	}
}

static void add_console(const struct page *p, const struct side *s)
{
	const struct report_boot *b = s->boot;
	char label[160];
	char *mark;

	snprintf(label, sizeof(label), "console %s, %s", s->name, b->mode);
	mark = marks(b, excerpt_lines(b->log.text));
	buf_adds(p->out, "<p class=\"small\">");
	page_log_link(p, &b->log);
	buf_adds(p->out, "</p>\n");
	if (b->log.text.len)
		page_log(p, &b->log, mark, label);
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
	const struct report_boot *b = s->boot;
	bool wanted = s->stage == STAGE_BOOT_BEFORE ? b->signature :
						      b->outcome == PASS;

	buf_addf(p->out, "<h4>%s: <span class=\"o %s\">%s%s</span></h4><p class=\"small\">",
		 s->name, wanted ? "ok" : b->outcome == ERROR ? "fault" : "bad",
		 outcome_name(b->outcome),
		 wanted && b->outcome == FAIL ? ", as wanted" : "");
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
	const struct report_boot *any = side[1].boot ? side[1].boot :
						       side[0].boot;
	double most_s = 0.001;
	long most_ms = 0;

	for (int i = 0; i < 2; i++) {
		if (!side[i].boot)
			continue;
		if (side[i].boot->seconds > most_s)
			most_s = side[i].boot->seconds;
		if (steps_ms(side[i].boot) > most_ms)
			most_ms = steps_ms(side[i].boot);
	}
	buf_addf(p->out, "<details%s><summary><h3>", open ? " open" : "");
	markup_adds(p->out, any->mode);
	if (any->nr > 1)
		buf_addf(p->out, ", boot %ld", any->nr);
	buf_adds(p->out, "</h3><span class=\"gist\">before: ");
	buf_addf(p->out, "%s; after: %s</span></summary><div class=\"in\">\n",
		 side[0].boot ? outcome_name(side[0].boot->outcome) : "not run",
		 side[1].boot ? outcome_name(side[1].boot->outcome) : "not run");
	add_pair(p, side, add_outcome);
	buf_adds(p->out, "<h4>Time</h4>\n<div class=\"pair\">\n");
	for (int i = 0; i < 2; i++) {
		buf_addf(p->out, "<div><span class=\"small soft\">%s</span>",
			 side[i].name);
		if (side[i].boot)
			add_timeline(p, &side[i], most_s, most_ms);
		buf_adds(p->out, "</div>\n");
	}
	buf_adds(p->out, "</div>\n<h4>Steps, before and after, in ms</h4>\n");
	add_steps(p, &side[0], &side[1]);
	buf_adds(p->out, "<h4>Consoles</h4>\n");
	add_pair(p, side, add_console);
	page_fold_end(p);
}

static const struct report_boot *same_boot(const struct report_stage *s,
					   const struct report_boot *as)
{
	for (size_t i = 0; i < s->nr_boots; i++)
		if (!strcmp(s->boot[i].mode, as->mode) &&
		    s->boot[i].nr == as->nr)
			return &s->boot[i];
	return NULL;
}

/* Each mode once: those of after first, then what before has alone. */
static void add_modes(const struct page *p, const struct report_branch *b)
{
	const struct report_stage *before = &b->stage[STAGE_BOOT_BEFORE],
				  *after = &b->stage[STAGE_BOOT_AFTER];
	struct side side[2] = {
		{ "before", STAGE_BOOT_BEFORE, NULL },
		{ "after", STAGE_BOOT_AFTER, NULL },
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

static void add_side(const struct page *p, const struct report_branch *b,
		     enum stage_name stage, const char *side)
{
	buf_adds(p->out, "<div id=\"");
	markup_add_id(p->out, b->name);
	buf_addf(p->out, "-%s\"><h4>%s: ", stage_name(stage), stage_name(stage));
	page_word(p, b, stage);
	buf_adds(p->out, "</h4><p class=\"small\">");
	page_gist(p, b, stage);
	buf_adds(p->out, "</p>\n");
	page_command(p, "backport -v boot %s --side %s --force", b->name, side);
	buf_adds(p->out, "</div>\n");
}

void page_boots(const struct page *p, const struct report_branch *b)
{
	buf_adds(p->out, "<details id=\"");
	markup_add_id(p->out, b->name);
	buf_adds(p->out, "-boots\"><summary><h3>boots</h3><span class=\"gist\">before: ");
	page_word(p, b, STAGE_BOOT_BEFORE);
	buf_adds(p->out, "; after: ");
	page_word(p, b, STAGE_BOOT_AFTER);
	buf_adds(p->out, "; time, steps and consoles beside each other</span></summary><div class=\"in\">\n<div class=\"pair\">\n");
	add_side(p, b, STAGE_BOOT_BEFORE, "before");
	add_side(p, b, STAGE_BOOT_AFTER, "after");
	buf_adds(p->out, "</div>\n");
	add_modes(p, b);
	page_inputs(p, &b->stage[STAGE_BOOT_AFTER]);
	page_fold_end(p);
}
