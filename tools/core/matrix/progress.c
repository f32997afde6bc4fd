// SPDX-License-Identifier: GPL-2.0-only
/* The running matrix, one line per branch. */
#include "core/matrix/progress.h"

#include <stdio.h>
#include <string.h>

#include "core/matrix/matrix.h"

/* Columns of a bar, and the least it is worth drawing with. */
#define BAR_MOST	24
#define BAR_LEAST	6
/* Columns below which a line says less, so that what it says is whole. */
#define NARROW		60

/* A line under way: bytes go to out, columns are counted down. */
struct line {
	struct buf *out;
	int room;	/* columns left */
	const struct progress_style *style;
};

static bool is_narrow(const struct line *l)
{
	return l->style->width < NARROW;
}

/*
 * Adds text of one column a byte, cut to the room that is left; what is no
 * plain letter becomes '?'.
 */
static void add(struct line *l, const char *text)
{
	for (; *text && l->room > 0; text++, l->room--)
		buf_addc(l->out, *text >= ' ' && *text < 0x7f ? *text : '?');
}

static void add_coloured(struct line *l, const char *colour, const char *text)
{
	buf_adds(l->out, l->style->colour ? colour : "");
	add(l, text);
	buf_adds(l->out, l->style->colour ? "\033[0m" : "");
}

static void add_bar(struct line *l, long done, long total)
{
	int width = l->room / 3 < BAR_MOST ? l->room / 3 : BAR_MOST, full;

	if (total <= 0 || width < BAR_LEAST)
		return;
	width -= 2;
	full = done >= total ? width : (int)(done * (double)width / total);
	add(l, "[");
	for (int i = 0; i < width; i++) {
		if (l->style->utf8)
			buf_adds(l->out, i < full ? "█" : "░");
		else
			buf_addc(l->out, i < full ? '#' : '.');
	}
	l->room -= width;
	add(l, "] ");
}

static void add_times(struct line *l, const struct progress *p)
{
	char text[80], one[32], other[32];

	matrix_duration(p->elapsed_s, one, sizeof(one));
	if (p->left_s >= 0 && is_narrow(l))
		snprintf(text, sizeof(text), "%s left",
			 matrix_duration(p->left_s, other, sizeof(other)));
	else if (p->left_s >= 0)
		snprintf(text, sizeof(text), "%s, about %s left", one,
			 matrix_duration(p->left_s, other, sizeof(other)));
	else
		snprintf(text, sizeof(text), "%s", one);
	add(l, text);
}

static void add_running(struct line *l, const struct progress *p)
{
	struct stage_id id = stage_id(p->told, p->nr_steps);
	char text[64];

	snprintf(text, sizeof(text), "%-12s  ", id.name);
	add(l, text);
	if (id.kind == STAGE_BUILD) {
		if (!is_narrow(l))
			add_bar(l, p->done, p->total);
		if (p->total > 0 && is_narrow(l))
			snprintf(text, sizeof(text), "%ld%%  ",
				 p->done < p->total ? p->done * 100 / p->total :
						      100);
		else if (p->total > 0)
			snprintf(text, sizeof(text), "%ld/%ld  ", p->done,
				 p->total);
		else
			snprintf(text, sizeof(text), "%ld objects  ", p->done);
		add(l, text);
	}
	add_times(l, p);
	for (size_t i = 0; i < stage_count(p->nr_steps); i++)
		if (p->stage[i].running && i != p->told) {
			add(l, "; also ");
			add(l, stage_id(i, p->nr_steps).name);
		}
	if (p->said && *p->said) {
		add(l, "  | ");
		add(l, p->said);
	}
}

static void add_verdict(struct line *l, const struct progress *p)
{
	static const char *const colours[] = {
		[PROVED] = "\033[32m", [UNPROVED] = "\033[31m",
		[BROKEN] = "\033[31m", [VERDICT_ERROR] = "\033[31m",
		[SKIPPED] = "\033[33m", [NO_VERDICT] = "\033[31m",
	};
	char text[64], took[32];

	add_coloured(l, colours[p->verdict], verdict_name(p->verdict));
	snprintf(text, sizeof(text), "%*s  %6s",
		 12 - (int)strlen(verdict_name(p->verdict)), "",
		 matrix_duration(p->took_s, took, sizeof(took)));
	add(l, text);
	if (p->verdict != PROVED && p->reason) {
		add(l, "  ");
		add(l, p->reason);
	}
}

bool progress_is_running(const struct progress *p)
{
	for (size_t i = 0; i < stage_count(p->nr_steps); i++)
		if (p->stage[i].running)
			return true;
	return false;
}

static bool has_result(const struct progress *p)
{
	for (size_t i = 0; i < stage_count(p->nr_steps); i++)
		if (p->stage[i].there)
			return true;
	return false;
}

void progress_line(const struct progress *p, const struct progress_style *style,
		   struct buf *out)
{
	struct line l = { out, style->width, style };
	char name[80];

	snprintf(name, sizeof(name), "%-*.*s  ", style->branch, style->branch,
		 p->branch);
	add(&l, name);
	if (progress_is_running(p))
		add_running(&l, p);
	else if (p->judged)
		add_verdict(&l, p);
	else
		add(&l, p->at_rest ?
		    has_result(p) ? "begun, not finished" : "not begun" :
		    has_result(p) ? "waiting for a job slot" : "waiting");
}

size_t progress_events(const struct progress *then, const struct progress *now,
		       struct buf *out)
{
	size_t nr = 0;

	for (size_t i = 0; i < stage_count(now->nr_steps); i++) {
		const struct progress_stage *was = &then->stage[i],
					    *is = &now->stage[i];
		struct stage_id id = stage_id(i, now->nr_steps);
		bool began = is->running && !was->running;
		bool ended = is->there && !is->running &&
			     (was->running || !was->there);

		if (began)
			buf_addf(out, "%s: %s begins\n", now->branch,
				 id.name);
		if (ended)
			buf_addf(out, "%s: %s %s\n", now->branch, id.name,
				 outcome_name(is->outcome));
		nr += began + ended;
	}
	if (now->judged && !then->judged) {
		buf_addf(out, "%s: %s: %s\n", now->branch,
			 verdict_name(now->verdict),
			 now->reason ? now->reason : "");
		nr++;
	}
	return nr;
}
