// SPDX-License-Identifier: GPL-2.0-only
/*
 * Times on the page, to scale: the parts of both sides' boots on one axis, the
 * check's steps on another.
 */
#include "core/report/page/time.h"

#include <stdio.h>
#include <string.h>

#include "core/report/boot-time.h"
#include "core/report/escape.h"

#define LABEL_PART \
	16 /* percent of the axis from which a part has room for its name */

static const char *const sides[] = { "before", "after" };

static double percent(double ms, const struct page_axis *axis)
{
	return axis->most > 0 ? ms / axis->most * 100 : 0;
}

/* "820 ms", or "1.2 s" where the axis has seconds. */
static void add_ms(struct buf *out, double ms, bool seconds)
{
	if (seconds)
		buf_addf(out, "%.2f s", ms / 1000);
	else
		buf_addf(out, "%.0f ms", ms);
}

static void add_grid(struct buf *out, const struct page_axis *axis)
{
	for (int i = 1; i * axis->tick < axis->most; i++)
		buf_addf(out, "<line class=\"grid\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" y2=\"100%%\"/>",
			 percent(i * axis->tick, axis),
			 percent(i * axis->tick, axis));
}

/*
 * The numbers below the lines; the last is left out where it would stick out.
 */
static void add_ticks(struct buf *out, const struct page_axis *axis)
{
	bool seconds = axis->most >= 1000;

	buf_adds(out, "<svg class=\"ticks\" aria-hidden=\"true\">");
	for (int i = 0; i * axis->tick <= axis->most; i++) {
		double at = percent(i * axis->tick, axis);

		if (at > 94)
			break;
		buf_addf(out, "<text x=\"%.2f%%\" y=\"1em\"%s>%g %s</text>",
			 at, i ? " class=\"mid\"" : "",
			 seconds ? i * axis->tick / 1000 : i * axis->tick,
			 seconds ? "s" : "ms");
	}
	buf_adds(out, "</svg>");
}

/* What a part of the picture is called where there is no room for its name. */
static void add_words(struct buf *out, const struct boot_time *t)
{
	buf_adds(out, "<p class=\"legend\">");
	for (size_t i = 0; i < t->nr; i++) {
		const struct part *part = &t->part[i];

		buf_addf(out, "<span><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"t-%d\" width=\"10\" height=\"10\"/></svg>%s ",
			 part->kind, part_name(part->kind));
		add_ms(out, part->to_ms - part->from_ms, true);
		buf_adds(out, "</span>");
	}
	buf_adds(out, "</p>");
}

static void add_lane(const struct page *p, const struct page_axis *axis,
		     const struct boot_time *t, const char *side)
{
	buf_addf(p->out, "<span class=\"side\">%s</span><svg class=\"lane\" role=\"img\" aria-label=\"%s, to scale\">",
		 side, side);
	for (size_t i = 0; i < t->nr; i++) {
		const struct part *part = &t->part[i];
		double x = percent(part->from_ms, axis),
		       w = percent(part->to_ms, axis) - x;

		buf_addf(p->out, "<rect class=\"t-%d\" x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\"><title>%s, from ",
			 part->kind, x, w, part_name(part->kind));
		add_ms(p->out, part->from_ms, true);
		buf_adds(p->out, " to ");
		add_ms(p->out, part->to_ms, true);
		buf_adds(p->out, "</title></rect>");
		if (w >= LABEL_PART)
			buf_addf(p->out, "<text x=\"%.2f%%\" dx=\".4em\" y=\"1.25em\">%s</text>",
				 x, part_name(part->kind));
	}
	add_grid(p->out, axis);
	buf_adds(p->out, "</svg><div class=\"beside\">");
	add_words(p->out, t);
	buf_adds(p->out, "</div>");
}

void page_boot_time(const struct page *p, const struct matrix_boot *const *boot)
{
	struct boot_time t[2] = { 0 };
	struct page_axis axis = { 0 };

	for (int i = 0; i < 2; i++) {
		if (!boot[i])
			continue;
		boot_time(boot[i], &t[i]);
		if (t[i].nr && t[i].part[t[i].nr - 1].to_ms > axis.most)
			axis.most = t[i].part[t[i].nr - 1].to_ms;
	}
	axis.tick = axis_tick(axis.most);
	buf_adds(p->out, "<h4>Time since power on</h4>\n<div class=\"times\">");
	for (int i = 0; i < 2; i++)
		if (boot[i])
			add_lane(p, &axis, &t[i], sides[i]);
	buf_adds(p->out, "<span></span>");
	add_ticks(p->out, &axis);
	buf_adds(p->out, "</div>\n");
}

void page_step_axis(const struct page *p, const struct matrix_boot *const *boot,
		    struct page_axis *axis)
{
	bool told = true;

	*axis = (struct page_axis){ 0 };
	for (int i = 0; i < 2; i++) {
		double ms = boot[i] ? boot_check_ms(boot[i]) : 0;

		axis->most = ms > axis->most ? ms : axis->most;
		told = told && (!boot[i] || boot[i]->start_ms >= 0);
	}
	axis->tick = axis_tick(axis->most);
	buf_addf(p->out, "<tr class=\"scale\"><td colspan=\"5\">bars: since the check began, before above after%s</td><td class=\"when\">",
		 told ? "" : ". Not every guest said when: its steps stand one after the other");
	add_ticks(p->out, axis);
	buf_adds(p->out, "</td><td></td></tr>\n");
}

static void add_bar(struct buf *out, const struct page_axis *axis,
		    const struct matrix_step *step, double at, int side)
{
	double ms = step->ms > 0 ? step->ms : 0, x = percent(at, axis),
	       w = percent(ms, axis);

	w = w < .6 ? .6 : w;
	x = x > 100 - w ? 100 - w : x;
	buf_addf(out, "<rect class=\"f-%s\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"%d%%\" height=\"36%%\"><title>%s: %s, at ",
		 page_class(rate_outcome(step->outcome)), x, w, side ? 54 : 10,
		 sides[side], outcome_name(step->outcome));
	add_ms(out, at, axis->most >= 1000);
	if (step->ms >= 0)
		buf_addf(out, " for %ld ms", step->ms);
	buf_adds(out, "</title></rect>");
}

void page_step_time(const struct page *p, const struct page_axis *axis,
		    const struct matrix_boot *const *boot,
		    const struct matrix_step *const *step)
{
	buf_adds(p->out, "<td class=\"when\"><svg class=\"when\" aria-hidden=\"true\">");
	add_grid(p->out, axis);
	for (int i = 0; i < 2; i++)
		if (step[i] && (step[i]->ms >= 0 || step[i]->at_ms >= 0))
			add_bar(p->out, axis, step[i],
				boot_step_at(boot[i], step[i] - boot[i]->step),
				i);
	buf_adds(p->out, "</svg></td>");
}
