// SPDX-License-Identifier: GPL-2.0-only
/* Finished matrices out of SQLite, as reports. */
#include "sys/store/history.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "sys/store/history-db.h"
#include "sys/store/result.h"

static char *keep(struct history_runs *runs, char *string)
{
	runs->string = grow_array(runs->string, runs->nr_strings + 1,
				  sizeof(*runs->string));
	return runs->string[runs->nr_strings++] = string;
}

static const char *text_at(struct history_runs *runs, sqlite3_stmt *s,
			   int column)
{
	const unsigned char *text = sqlite3_column_text(s, column);

	return keep(runs, xstrdup(text ? (const char *)text : ""));
}

static void *room(struct history_runs *runs, size_t nr, size_t size)
{
	return keep(runs, new_array(nr + 1, size));
}

static void read_inputs(struct history_runs *runs, const char *text,
			struct matrix_stage *stage)
{
	json_t *o = json_loads(text, 0, NULL), *value;
	const char *name;

	stage->input = room(runs, json_object_size(o), sizeof(*stage->input));
	json_object_foreach(o, name, value) {
		const char *string = json_string_value(value);

		stage->input[stage->nr_inputs++] = (struct matrix_input){
			keep(runs, xstrdup(name)),
			keep(runs, xstrdup(string ? string : "")) };
	}
	json_decref(o);
}

static void read_stage(struct history_runs *runs, sqlite3_stmt *s,
		       struct matrix_branch *b)
{
	const char *name = text_at(runs, s, 0);
	size_t at;
	struct matrix_stage stage = {
		.reason = text_at(runs, s, 2), .key = text_at(runs, s, 3),
		.started = text_at(runs, s, 4),
		.seconds = sqlite3_column_double(s, 5),
		.objects = sqlite3_column_int64(s, 6),
	};

	stage.there = outcome_of(span_of(text_at(runs, s, 1)),
				 &stage.outcome);
	/* one of a newer version is left out */
	if (!stage_of(name, b->nr_steps, &at))
		return;
	if (at != STAGE_OBJECTS) {
		read_inputs(runs, text_at(runs, s, 7), &stage);
		b->stage[at] = stage;
	} else {
		b->objects = (struct matrix_objects){
			.there = stage.there, .outcome = stage.outcome,
			.reason = stage.reason, .seconds = stage.seconds,
		};
	}
}

static int read_stages(struct history *h, struct history_runs *runs,
		       long long run, long long place, struct matrix_branch *b)
{
	sqlite3_stmt *s = history_prepare(h, "SELECT stage, outcome, reason, key,"
				  " started, seconds, objects, inputs FROM stage"
				  " WHERE run = ? AND place = ?", "ii", run,
				  place);
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW)
		read_stage(runs, s, b);
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

static int read_fixes(struct history *h, struct history_runs *runs,
		      long long run, long long place, struct matrix_branch *b)
{
	sqlite3_stmt *s = history_prepare(h, "SELECT name, step, verdict, reason,"
				  " count(*) OVER () FROM fix WHERE run = ?"
				  " AND place = ? ORDER BY nr", "ii", run, place);
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW) {
		struct matrix_fix *f;

		if (!b->fix)
			b->fix = room(runs, sqlite3_column_int64(s, 4),
				      sizeof(*b->fix));
		f = &b->fix[b->nr_fixes++];
		f->name = text_at(runs, s, 0);
		f->step = sqlite3_column_int64(s, 1);
		if (!verdict_of(text_at(runs, s, 2), &f->verdict))
			f->verdict = NO_VERDICT;
		f->reason = text_at(runs, s, 3);
	}
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

static int read_branches(struct history *h, struct history_runs *runs,
			 long long run, struct matrix *r)
{
	/* build.step1, build.step2, ...: all steps but the two ends */
	sqlite3_stmt *s = history_prepare(h, "SELECT place, name, base, verdict, reason,"
				  " patchset, count(*) OVER (), (SELECT"
				  " max(cast(substr(stage, 11) AS INTEGER))"
				  " FROM stage WHERE stage.run = branch.run"
				  " AND stage.place = branch.place"
				  " AND stage LIKE 'build.step%') FROM branch"
				  " WHERE run = ? ORDER BY place", "i", run);
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW) {
		struct matrix_branch *b;

		if (!r->branch)
			r->branch = room(runs, sqlite3_column_int64(s, 6),
					 sizeof(*r->branch));
		b = &r->branch[r->nr++];
		b->name = text_at(runs, s, 1);
		b->base = text_at(runs, s, 2);
		if (!verdict_of(text_at(runs, s, 3), &b->verdict))
			b->verdict = NO_VERDICT;
		b->reason = text_at(runs, s, 4);
		b->patchset_hash = text_at(runs, s, 5);
		b->nr_steps = sqlite3_column_int64(s, 7) + 2;
		b->stage = room(runs, stage_count(b->nr_steps),
				sizeof(*b->stage));
		if (read_stages(h, runs, run, sqlite3_column_int64(s, 0), b) ||
		    read_fixes(h, runs, run, sqlite3_column_int64(s, 0), b)) {
			ret = SQLITE_ERROR;
			break;
		}
	}
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

/* Reads what a SELECT of id, nr, ended, version finds; s is finalized. */
static int read_runs(struct history *h, sqlite3_stmt *s,
		     struct history_runs *runs, struct diag *why)
{
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	*runs = (struct history_runs){ 0 };
	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW) {
		struct history_run *run;

		runs->run = grow_array(runs->run, runs->nr + 1,
				       sizeof(*runs->run));
		run = &runs->run[runs->nr++];
		*run = (struct history_run){ .nr = sqlite3_column_int64(s, 1) };
		run->matrix.when = text_at(runs, s, 2);
		run->matrix.version = text_at(runs, s, 3);
		if (read_branches(h, runs, sqlite3_column_int64(s, 0),
				  &run->matrix)) {
			ret = SQLITE_ERROR;
			break;
		}
	}
	if (ret != SQLITE_DONE)
		history_fail(h, "read the history", why);
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

int history_last(struct history *h, long nr, struct history_runs *runs,
		 struct diag *why)
{
	return read_runs(h, history_prepare(h, "SELECT * FROM (SELECT id, nr, ended, version"
				    " FROM run WHERE project = ? ORDER BY nr DESC"
				    " LIMIT ?) ORDER BY nr", "si", h->project,
				    (long long)nr), runs, why);
}

int history_at(struct history *h, const char *nr_or_date,
	       struct history_runs *runs, struct diag *why)
{
	bool is_nr = nr_or_date[strspn(nr_or_date, "0123456789")] == '\0';
	/* A day alone means its end. */
	char *until = xstrfmt("%s%s", nr_or_date,
			      strlen(nr_or_date) == 10 ? "T99" : "");
	sqlite3_stmt *s = is_nr ?
		history_prepare(h, "SELECT id, nr, ended, version FROM run WHERE"
			" project = ? AND nr = ?", "si", h->project,
			atoll(nr_or_date)) :
		history_prepare(h, "SELECT id, nr, ended, version FROM run WHERE"
			" project = ? AND ended <= ? ORDER BY nr DESC LIMIT 1",
			"ss", h->project, until);
	int ret = read_runs(h, s, runs, why);

	free(until);
	return ret ? ret : !runs->nr;
}

void history_runs_release(struct history_runs *runs)
{
	for (size_t i = 0; i < runs->nr_strings; i++)
		free(runs->string[i]);
	free(runs->string);
	free(runs->run);
	memset(runs, 0, sizeof(*runs));
}
