// SPDX-License-Identifier: GPL-2.0-only
/*
 * A branch as it is watched: what its results, its logs and the history tell
 * of it.
 */
#include "cmd/watch/branch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/os/fs.h"
#include "sys/store/history.h"
#include "sys/matrix/read.h"
#include "sys/store/stage.h"

#define BIT(stage)	(1ul << (stage))
#define RUNS_LOOKED_AT	10	/* of the past, for what a stage may take */

static void take_past(struct watched *row, const struct matrix_branch *b)
{
	for (int i = 0; i < NR_STAGES; i++) {
		const struct matrix_stage *s = &b->stage[i];

		if (!s->there || s->outcome == SKIP)
			continue;
		row->usual_s[i] = s->seconds;
		if (s->objects > row->objects[i])
			row->objects[i] = s->objects;
	}
	if (b->objects.there && b->objects.outcome != SKIP)
		row->usual_s[STAGE_OBJECTS] = b->objects.seconds;
}

void watched_read_past(struct watched *row, size_t nr, const char *root)
{
	struct diag ignored = { 0 };
	struct history *h = history_open(root, &ignored);
	struct history_runs runs = { 0 };

	for (size_t i = 0; i < nr; i++)
		for (int s = 0; s < NR_PLANNED; s++)
			row[i].usual_s[s] = -1;
	if (!h || history_last(h, RUNS_LOOKED_AT, &runs, &ignored))
		goto out;
	for (size_t k = 0; k < runs.nr; k++) {
		const struct matrix *r = &runs.run[k].matrix;

		for (size_t b = 0; b < r->nr; b++)
			for (size_t i = 0; i < nr; i++)
				if (!strcmp(r->branch[b].name,
					    row[i].branch->name))
					take_past(&row[i], &r->branch[b]);
	}
out:
	history_runs_release(&runs);
	history_free(h);
}

/* The last line of the console that is being written. */
static void read_console(struct watched *r, enum stage_name stage)
{
	char *folder = fs_path("%s/%s", OUT, r->branch->name);
	char *prefix = fs_path("%s.", stage_name(stage));

	r->said[0] = '\0';
	follow_newest(folder, prefix, r->said, sizeof(r->said));
	r->now.said = r->said;
	free(prefix);
	free(folder);
}

static void estimate(struct watched *r)
{
	struct progress *p = &r->now;
	double usual = r->usual_s[p->stage], left = 0;

	p->left_s = -1;
	if (usual < 0)
		return;
	/*
	 * A build goes by its objects once there are some: it may be another
	 * machine's time that is known.
	 */
	if (p->total > 0 && p->done * 20 > p->total)
		left = p->elapsed_s * (p->total - p->done) / p->done;
	else
		left = usual - p->elapsed_s;
	left = left > 0 ? left : 0;
	for (int k = NR_PLANNED; stage_order[--k] != p->stage;) {
		enum stage_name i = stage_order[k];

		if (!(p->running & BIT(i)) && r->usual_s[i] > 0)
			left += r->usual_s[i];
	}
	p->left_s = left;
}

static void look_running(struct watched *r, const time_t *since)
{
	struct progress *p = &r->now;
	enum stage_name builds[] = { STAGE_BUILD_BEFORE, STAGE_BUILD_AFTER };

	p->stage = STAGE_TREE;
	for (int k = 0; k < NR_PLANNED; k++)
		if (p->running & BIT(stage_order[k]))
			p->stage = stage_order[k];
	/* Of a build and a boot at once, the build is what takes long. */
	for (int i = 0; i < 2; i++)
		if (p->running & BIT(builds[i]))
			p->stage = builds[i];
	p->elapsed_s = difftime(time(NULL), since[p->stage]);
	if (p->elapsed_s < 0)
		p->elapsed_s = 0;
	p->said = NULL;
	p->done = p->total = 0;
	if (p->stage == STAGE_BOOT_BEFORE || p->stage == STAGE_BOOT_AFTER) {
		read_console(r, p->stage);
	} else if (p->stage >= STAGE_BUILD_BEFORE) {
		char *log = fs_path("%s/%s/%s.log", OUT, r->branch->name,
				    stage_name(p->stage));

		p->done = follow_compiles(&r->log[p->stage], log);
		p->total = r->objects[p->stage];
		free(log);
	}
	estimate(r);
}

static void take_result(struct progress *p, enum stage_name stage, bool there,
			enum outcome outcome)
{
	if (!there)
		return;
	p->there |= BIT(stage);
	p->outcome[stage] = outcome;
}

/*
 * The verdict is looked for when the run has come to its end: it costs more
 * than a look at files.
 */
static void read_results(struct watched *r, const struct ctx *ctx)
{
	struct diag ignored = { 0 };
	char *names[] = { r->branch->name, NULL };
	char *end = fs_path("%s/%s/verdict.json", OUT, r->branch->name);
	struct progress *p = &r->now;
	struct stored_matrix f;
	const struct read_what what = {
		.judge = { .conf = &ctx->conf, .root = ctx->root, .out = OUT,
			   .as_stored = !fs_exists(end) },
		.names = names,
	};
	bool any;

	p->there = 0;
	p->judged = false;
	if (!stored_matrix_read(&f, &what, &ignored)) {
		const struct matrix_branch *b = &f.matrix.branch[0];

		for (int i = 0; i < NR_STAGES; i++)
			take_result(p, i, b->stage[i].there,
				    b->stage[i].outcome);
		take_result(p, STAGE_OBJECTS, b->objects.there,
			    b->objects.outcome);
		p->judged = !what.judge.as_stored;
		p->verdict = b->verdict;
		snprintf(r->reason, sizeof(r->reason), "%s",
			 b->reason ? b->reason : "");
		p->reason = r->reason;
		p->took_s = matrix_seconds(b, &any);
	}
	stored_matrix_release(&f);
	free(end);
}

/*
 * True when a file came to the branch's folder, or went, since it was asked
 * last: results are renamed into place.
 */
static bool folder_changed(struct watched *r)
{
	char *folder = fs_path("%s/%s", OUT, r->branch->name);
	struct timespec was = r->folder;
	struct stat st;

	r->folder = stat(folder, &st) ? (struct timespec){ 0, 0 } : st.st_mtim;
	free(folder);
	return was.tv_sec != r->folder.tv_sec ||
	       was.tv_nsec != r->folder.tv_nsec;
}

void watched_look(struct watched *r, const struct ctx *ctx)
{
	time_t since[NR_PLANNED] = { 0 };
	bool first = !r->now.branch;

	r->then = r->now;
	r->now.branch = r->branch->name;
	r->now.running = 0;
	for (int i = 0; i < NR_PLANNED; i++)
		if (stage_running(OUT, r->branch->name, stage_name(i),
				  &since[i]))
			r->now.running |= BIT(i);
	if (folder_changed(r))
		read_results(r, ctx);
	/* What was there before we came is no event. */
	if (first)
		r->then = r->now, r->then.running = 0;
	if (r->now.running)
		look_running(r, since);
}
