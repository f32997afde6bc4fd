// SPDX-License-Identifier: GPL-2.0-only
/* Finished matrices in SQLite: three tables, a row a run, a branch, a stage. */
#include "history.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "fs.h"
#include "result.h"

#define VERSION_OF_TABLES 1
#define WAIT_MS		10000	/* for another process that writes */

struct history {
	sqlite3 *db;
	char *path, *project;	/* of the file; folder whose runs these are */
};

static const char tables[] =
"BEGIN IMMEDIATE;"
"CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY, project TEXT NOT NULL,"
" nr INTEGER NOT NULL, ended TEXT NOT NULL, version TEXT NOT NULL,"
" UNIQUE (project, nr));"
"CREATE TABLE IF NOT EXISTS branch (run INTEGER NOT NULL REFERENCES run (id),"
" place INTEGER NOT NULL, name TEXT NOT NULL, base TEXT NOT NULL,"
" verdict TEXT NOT NULL, reason TEXT NOT NULL, patchset TEXT NOT NULL,"
" PRIMARY KEY (run, place));"
"CREATE TABLE IF NOT EXISTS stage (run INTEGER NOT NULL REFERENCES run (id),"
" place INTEGER NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL,"
" reason TEXT NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL,"
" seconds REAL NOT NULL, objects INTEGER NOT NULL, inputs TEXT NOT NULL,"
" PRIMARY KEY (run, place, stage));"
"PRAGMA user_version = 1;"
"COMMIT;";

static int fail(struct history *h, const char *doing, struct diag *why)
{
	return diag_set(why, h->path, 0, "cannot %s: %s", doing,
			h->db ? sqlite3_errmsg(h->db) : "out of memory");
}

static int version_of(struct history *h)
{
	sqlite3_stmt *s = NULL;
	int version = -1;

	if (!sqlite3_prepare_v2(h->db, "PRAGMA user_version", -1, &s, NULL) &&
	    sqlite3_step(s) == SQLITE_ROW)
		version = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return version;
}

static int open_tables(struct history *h, struct diag *why)
{
	int version;

	if (sqlite3_open(h->path, &h->db))
		return fail(h, "open the history", why);
	sqlite3_busy_timeout(h->db, WAIT_MS);
	version = version_of(h);
	if (version < 0)
		return fail(h, "read the history", why);
	if (version > VERSION_OF_TABLES)
		return diag_set(why, h->path, 0, "written by a newer backport (its tables are version %d, wanted %d); move it away to begin anew",
				version, VERSION_OF_TABLES);
	if (version < VERSION_OF_TABLES &&
	    sqlite3_exec(h->db, tables, NULL, NULL, NULL))
		return fail(h, "make the history's tables", why);
	return 0;
}

struct history *history_open(const char *root, struct diag *why)
{
	char *cache = fs_cache(why);
	struct history *h;
	char *real;

	if (!cache)
		return NULL;
	h = calloc(1, sizeof(*h));
	real = realpath(root, NULL);
	if (!h)
		abort();
	h->path = fs_path("%s/history.db", cache);
	h->project = fs_path("%s", real ? real : root);
	if (fs_mkdirs(cache, why) || open_tables(h, why)) {
		history_free(h);
		h = NULL;
	}
	free(real);
	free(cache);
	return h;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	sqlite3_close(h->db);
	free(h->path);
	free(h->project);
	free(h);
}

/* Prepares; a value a letter of types follows: s a string (NULL is ""), i a long long, d a double. */
static sqlite3_stmt *prepare(struct history *h, const char *sql,
			     const char *types, ...)
{
	sqlite3_stmt *s = NULL;
	va_list args;

	if (sqlite3_prepare_v2(h->db, sql, -1, &s, NULL))
		return NULL;
	va_start(args, types);
	for (int i = 1; types[i - 1]; i++) {
		const char *text;

		switch (types[i - 1]) {
		case 's':
			text = va_arg(args, const char *);
			sqlite3_bind_text(s, i, text ? text : "", -1,
					  SQLITE_TRANSIENT);
			break;
		case 'i':
			sqlite3_bind_int64(s, i, va_arg(args, long long));
			break;
		case 'd':
			sqlite3_bind_double(s, i, va_arg(args, double));
			break;
		}
	}
	va_end(args);
	return s;
}

static int finish(sqlite3_stmt *s)
{
	int ret = s && sqlite3_step(s) == SQLITE_DONE ? 0 : -1;

	sqlite3_finalize(s);
	return ret;
}

static char *inputs_text(const struct report_stage *s)
{
	json_t *o = json_object();
	char *text;

	for (size_t i = 0; i < s->nr_inputs; i++)
		json_object_set_new(o, s->input[i].name,
				    result_text(s->input[i].value));
	text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	return text;
}

static int append_stage(struct history *h, long long run, long long place,
			enum stage_name name, const struct report_stage *s)
{
	char *inputs;
	int ret;

	if (!s->there)
		return 0;
	inputs = inputs_text(s);
	ret = finish(prepare(h, "INSERT INTO stage VALUES (?,?,?,?,?,?,?,?,?,?)",
			     "iisssssdis", run, place, stage_name(name),
			     outcome_name(s->outcome), s->reason, s->key,
			     s->started, s->seconds, (long long)s->objects,
			     inputs));
	free(inputs);
	return ret;
}

static int append_branch(struct history *h, long long run, long long place,
			 const struct report_branch *b)
{
	const struct report_stage objects = {
		.there = b->objects.there, .outcome = b->objects.outcome,
		.reason = b->objects.reason, .seconds = b->objects.seconds,
		.key = "", .started = "",
	};
	int ret = finish(prepare(h, "INSERT INTO branch VALUES (?,?,?,?,?,?,?)",
				 "iisssss", run, place, b->name, b->base,
				 b->judged ? verdict_name(b->verdict) : "",
				 b->reason, b->patchset_hash));

	for (int i = 0; !ret && i < NR_STAGES; i++)
		ret = append_stage(h, run, place, i, &b->stage[i]);
	return ret ? ret :
		     append_stage(h, run, place, STAGE_OBJECTS, &objects);
}

static bool is_asked(char *const *names, const char *name)
{
	bool asked = !names || !*names;

	for (; !asked && *names; names++)
		asked = !strcmp(*names, name);
	return asked;
}

int history_append(struct history *h, const struct report *r,
		   char *const *names, struct diag *why)
{
	long long run;
	int ret = sqlite3_exec(h->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (ret)
		return fail(h, "write to the history", why);
	ret = finish(prepare(h, "INSERT INTO run (project, nr, ended, version)"
			     " SELECT ?1, 1 + coalesce(max(nr), 0), ?2, ?3"
			     " FROM run WHERE project = ?1", "sss", h->project,
			     r->when, r->version));
	run = sqlite3_last_insert_rowid(h->db);
	for (size_t i = 0; !ret && i < r->nr; i++)
		if (is_asked(names, r->branch[i].name))
			ret = append_branch(h, run, i, &r->branch[i]);
	if (!ret)
		ret = sqlite3_exec(h->db, "COMMIT", NULL, NULL, NULL);
	if (!ret)
		return 0;
	fail(h, "write to the history", why);
	sqlite3_exec(h->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static char *keep(struct history_runs *runs, char *string)
{
	runs->string = grow_array(runs->string, runs->nr_strings + 1,
				  sizeof(*runs->string));
	return runs->string[runs->nr_strings++] = string;
}

static const char *text_at(struct history_runs *runs, sqlite3_stmt *s, int column)
{
	const unsigned char *text = sqlite3_column_text(s, column);

	return keep(runs, fs_path("%s", text ? (const char *)text : ""));
}

static void *room(struct history_runs *runs, size_t nr, size_t size)
{
	char *items = calloc(nr + 1, size);

	if (!items)
		abort();
	return keep(runs, items);
}

static void read_inputs(struct history_runs *runs, const char *text,
			struct report_stage *stage)
{
	json_t *o = json_loads(text, 0, NULL), *value;
	const char *name;

	stage->input = room(runs, json_object_size(o), sizeof(*stage->input));
	json_object_foreach(o, name, value) {
		const char *string = json_string_value(value);

		stage->input[stage->nr_inputs++] = (struct report_input){
			keep(runs, fs_path("%s", name)),
			keep(runs, fs_path("%s", string ? string : "")) };
	}
	json_decref(o);
}

/* The stage of that name; NR_PLANNED: none, it was stored by a newer version. */
static int stage_named(const char *name)
{
	int i = 0;

	while (i < NR_PLANNED && strcmp(stage_name(i), name))
		i++;
	return i;
}

static void read_stage(struct history_runs *runs, sqlite3_stmt *s,
		       struct report_branch *b)
{
	int name = stage_named(text_at(runs, s, 0));
	struct report_stage stage = {
		.reason = text_at(runs, s, 2), .key = text_at(runs, s, 3),
		.started = text_at(runs, s, 4),
		.seconds = sqlite3_column_double(s, 5),
		.objects = sqlite3_column_int64(s, 6),
	};

	stage.there = result_outcome(text_at(runs, s, 1), &stage.outcome);
	if (name < NR_STAGES) {
		read_inputs(runs, text_at(runs, s, 7), &stage);
		b->stage[name] = stage;
	} else if (name == STAGE_OBJECTS) {
		b->objects = (struct report_objects){
			.there = stage.there, .outcome = stage.outcome,
			.reason = stage.reason, .seconds = stage.seconds,
		};
	}
}

static int read_stages(struct history *h, struct history_runs *runs,
		       long long run, long long place, struct report_branch *b)
{
	sqlite3_stmt *s = prepare(h, "SELECT stage, outcome, reason, key,"
				  " started, seconds, objects, inputs FROM stage"
				  " WHERE run = ? AND place = ?", "ii", run,
				  place);
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW)
		read_stage(runs, s, b);
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

static int read_branches(struct history *h, struct history_runs *runs,
			 long long run, struct report *r)
{
	sqlite3_stmt *s = prepare(h, "SELECT place, name, base, verdict, reason,"
				  " patchset, count(*) OVER () FROM branch"
				  " WHERE run = ? ORDER BY place", "i", run);
	int ret = s ? SQLITE_ROW : SQLITE_ERROR;

	while (s && (ret = sqlite3_step(s)) == SQLITE_ROW) {
		struct report_branch *b;

		if (!r->branch)
			r->branch = room(runs, sqlite3_column_int64(s, 6),
					 sizeof(*r->branch));
		b = &r->branch[r->nr++];
		b->name = text_at(runs, s, 1);
		b->base = text_at(runs, s, 2);
		b->judged = report_verdict_of(text_at(runs, s, 3), &b->verdict);
		b->reason = text_at(runs, s, 4);
		b->patchset_hash = text_at(runs, s, 5);
		if (read_stages(h, runs, run, sqlite3_column_int64(s, 0), b)) {
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
		run->report.when = text_at(runs, s, 2);
		run->report.version = text_at(runs, s, 3);
		if (read_branches(h, runs, sqlite3_column_int64(s, 0),
				  &run->report)) {
			ret = SQLITE_ERROR;
			break;
		}
	}
	if (ret != SQLITE_DONE)
		fail(h, "read the history", why);
	sqlite3_finalize(s);
	return ret == SQLITE_DONE ? 0 : -1;
}

int history_last(struct history *h, long nr, struct history_runs *runs,
		 struct diag *why)
{
	return read_runs(h, prepare(h, "SELECT * FROM (SELECT id, nr, ended, version"
				    " FROM run WHERE project = ? ORDER BY nr DESC"
				    " LIMIT ?) ORDER BY nr", "si", h->project,
				    (long long)nr), runs, why);
}

int history_at(struct history *h, const char *nr_or_date,
	       struct history_runs *runs, struct diag *why)
{
	bool is_nr = nr_or_date[strspn(nr_or_date, "0123456789")] == '\0';
	/* A day alone means its end. */
	char *until = fs_path("%s%s", nr_or_date,
			      strlen(nr_or_date) == 10 ? "T99" : "");
	sqlite3_stmt *s = is_nr ?
		prepare(h, "SELECT id, nr, ended, version FROM run WHERE"
			" project = ? AND nr = ?", "si", h->project,
			atoll(nr_or_date)) :
		prepare(h, "SELECT id, nr, ended, version FROM run WHERE"
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
