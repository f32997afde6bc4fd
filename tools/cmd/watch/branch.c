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

#define RUNS_LOOKED_AT	10	/* of the past, for what a stage may take */

void watched_init(struct watched *r, const struct branch *branch)
{
	size_t nr_steps = branch->nr_steps, nr = stage_count(nr_steps);

	*r = (struct watched){ .branch = branch, .now.nr_steps = nr_steps,
			       .then.nr_steps = nr_steps };
	r->now.stage = new_array(nr, sizeof(*r->now.stage));
	r->then.stage = new_array(nr, sizeof(*r->then.stage));
	r->stage = new_array(nr, sizeof(*r->stage));
	for (size_t i = 0; i < nr; i++)
		r->stage[i].usual_s = -1;
}

void watched_release(struct watched *r)
{
	free(r->now.stage);
	free(r->then.stage);
	free(r->stage);
}

/* A stage of the past is one of now by its name. */
static void take_past(struct watched *row, const struct matrix_branch *b)
{
	size_t at;

	for_each_judged_stage(i, b->nr_steps) {
		const struct matrix_stage *s = &b->stage[i];

		if (!s->there || s->outcome == SKIP ||
		    !stage_of(stage_id(i, b->nr_steps).name, row->now.nr_steps,
			      &at))
			continue;
		row->stage[at].usual_s = s->seconds;
		if (s->objects > row->stage[at].objects)
			row->stage[at].objects = s->objects;
	}
	if (b->objects.there && b->objects.outcome != SKIP)
		row->stage[STAGE_OBJECTS].usual_s = b->objects.seconds;
}

void watched_read_past(struct watched *row, size_t nr, const char *root)
{
	struct diag ignored = { 0 };
	struct history *h = history_open(root, &ignored);
	struct history_runs runs = { 0 };

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
static void read_console(struct watched *r, const char *stage)
{
	char *folder = xstrfmt("%s/%s", OUT, r->branch->name);
	char *prefix = xstrfmt("%s.", stage);

	r->said[0] = '\0';
	follow_newest(folder, prefix, r->said, sizeof(r->said));
	r->now.said = r->said;
	free(prefix);
	free(folder);
}

static void estimate(struct watched *r)
{
	struct progress *p = &r->now;
	double usual = r->stage[p->told].usual_s, left = 0;

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
	for (size_t i = p->told + 1; i < stage_count(p->nr_steps); i++)
		if (!p->stage[i].running && r->stage[i].usual_s > 0)
			left += r->stage[i].usual_s;
	p->left_s = left;
}

static void look_running(struct watched *r)
{
	struct progress *p = &r->now;
	struct stage_id id;

	p->told = STAGE_TREE;
	for (size_t i = 0; i < stage_count(p->nr_steps); i++)
		if (p->stage[i].running)
			p->told = i;
	/* Of a build and a boot at once, the build is what takes long. */
	for (size_t i = 0; i < p->nr_steps; i++)
		if (p->stage[stage_build(i)].running)
			p->told = stage_build(i);
	id = stage_id(p->told, p->nr_steps);
	p->elapsed_s = difftime(time(NULL), r->stage[p->told].since);
	if (p->elapsed_s < 0)
		p->elapsed_s = 0;
	p->said = NULL;
	p->done = p->total = 0;
	if (id.kind == STAGE_BOOT) {
		read_console(r, id.name);
	} else if (id.kind >= STAGE_OBJECTS) {
		char *log = xstrfmt("%s/%s/%s.log", OUT, r->branch->name,
				    id.name);

		p->done = follow_compiles(&r->stage[p->told].log, log);
		p->total = r->stage[p->told].objects;
		free(log);
	}
	estimate(r);
}

static void take_result(struct progress *p, size_t stage, bool there,
			enum outcome outcome)
{
	p->stage[stage].there = there;
	p->stage[stage].outcome = outcome;
}

/* Of several fixes also how many are proved. */
static void say_reason(struct watched *r, const struct matrix_branch *b)
{
	const char *reason = b->reason ? b->reason : "";
	size_t proved = 0;

	for (size_t i = 0; i < b->nr_fixes; i++)
		proved += b->fix[i].verdict == PROVED;
	if (b->nr_fixes > 1)
		snprintf(r->reason, sizeof(r->reason), "%zu of %zu proved; %s",
			 proved, b->nr_fixes, reason);
	else
		snprintf(r->reason, sizeof(r->reason), "%s", reason);
	r->now.reason = r->reason;
}

/*
 * The verdict is looked for when the run has come to its end: it costs more
 * than a look at files.
 */
static int read_results(struct watched *r, const struct ctx *ctx,
			struct diag *why)
{
	char *names[] = { r->branch->name, NULL };
	char *end = xstrfmt("%s/%s/verdict.json", OUT, r->branch->name);
	struct progress *p = &r->now;
	struct stored_matrix f;
	const struct read_what what = {
		.conf = &ctx->conf,
		.judge = { .root = ctx->root, .out = OUT,
			   .as_stored = !fs_exists(end) },
		.names = names, .fix = r->fix,
	};
	int ret = stored_matrix_read(&f, &what, why);
	bool any;

	if (!ret) {
		const struct matrix_branch *b = &f.matrix.branch[0];

		for_each_judged_stage(i, p->nr_steps)
			take_result(p, i, b->stage[i].there,
				    b->stage[i].outcome);
		take_result(p, STAGE_OBJECTS, b->objects.there,
			    b->objects.outcome);
		p->judged = !what.judge.as_stored;
		p->verdict = b->verdict;
		say_reason(r, b);
		p->took_s = matrix_seconds(b, &any);
	}
	stored_matrix_release(&f);
	free(end);
	return ret;
}

/*
 * True when a file was added to the branch's folder, or removed, since this was
 * last asked: results are renamed into place.
 */
static bool folder_changed(struct watched *r)
{
	char *folder = xstrfmt("%s/%s", OUT, r->branch->name);
	struct timespec was = r->folder;
	struct stat st;

	r->folder = stat(folder, &st) ? (struct timespec){ 0, 0 } : st.st_mtim;
	free(folder);
	return was.tv_sec != r->folder.tv_sec ||
	       was.tv_nsec != r->folder.tv_nsec;
}

int watched_look(struct watched *r, const struct ctx *ctx, struct diag *why)
{
	struct progress *now = &r->now;
	struct progress_stage *was = r->then.stage;
	size_t nr = stage_count(now->nr_steps);
	bool first = !now->branch;
	int ret = 0;

	memcpy(was, now->stage, nr * sizeof(*was));
	r->then = *now;
	r->then.stage = was;
	now->branch = r->branch->name;
	for (size_t i = 0; i < nr; i++)
		now->stage[i].running = stage_running(OUT, now->branch,
			stage_id(i, now->nr_steps).name, &r->stage[i].since);
	if (folder_changed(r))
		ret = read_results(r, ctx, why);
	if (ret)	/* what was known stays, and the next look reads */
		r->folder = (struct timespec){ 0, 0 };
	/* What was there before we came is no event. */
	for (size_t i = 0; first && i < nr; i++)
		was[i] = (struct progress_stage){
			.there = now->stage[i].there,
			.outcome = now->stage[i].outcome };
	if (first)
		r->then.judged = now->judged;
	if (progress_is_running(now))
		look_running(r);
	return ret;
}
