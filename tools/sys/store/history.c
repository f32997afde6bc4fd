// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finished matrices into SQLite: a table of runs, of their branches, of
 * the stages, and of the fixes of branches that have several.
 */
#include "sys/store/history.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/matrix/by-fix.h"
#include "sys/os/fs.h"
#include "sys/store/history-db.h"
#include "sys/store/result.h"

#define VERSION_OF_TABLES 2
#define WAIT_MS		10000	/* for another process that writes */

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
"CREATE TABLE IF NOT EXISTS fix (run INTEGER NOT NULL REFERENCES run (id),"
" place INTEGER NOT NULL, nr INTEGER NOT NULL, name TEXT NOT NULL,"
" step INTEGER NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,"
" PRIMARY KEY (run, place, nr));"
"PRAGMA user_version = 2;"
"COMMIT;";

int history_fail(struct history *h, const char *doing, struct diag *why)
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
		return history_fail(h, "open the history", why);
	sqlite3_busy_timeout(h->db, WAIT_MS);
	version = version_of(h);
	if (version < 0)
		return history_fail(h, "read the history", why);
	if (version > VERSION_OF_TABLES)
		return diag_set(why, h->path, 0, "written by a newer backport (its tables are version %d, wanted %d); move it away to begin anew",
				version, VERSION_OF_TABLES);
	if (version < VERSION_OF_TABLES &&
	    sqlite3_exec(h->db, tables, NULL, NULL, NULL))
		return history_fail(h, "make the history's tables", why);
	return 0;
}

struct history *history_open(const char *root, struct diag *why)
{
	char *cache = fs_cache(why);
	struct history *h;
	char *real;

	if (!cache)
		return NULL;
	h = new_array(1, sizeof(*h));
	real = realpath(root, NULL);
	h->path = xstrfmt("%s/history.db", cache);
	h->project = xstrdup(real ? real : root);
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

sqlite3_stmt *history_prepare(struct history *h, const char *sql,
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

static char *inputs_text(const struct matrix_stage *s)
{
	json_t *o = json_object();
	char *text;

	for (size_t i = 0; i < s->nr_inputs; i++)
		json_object_set_new(o, s->input[i].name,
				    text_json(s->input[i].value));
	text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	return text;
}

static int append_stage(struct history *h, long long run, long long place,
			const char *name, const struct matrix_stage *s)
{
	char *inputs;
	int ret;

	if (!s->there)
		return 0;
	inputs = inputs_text(s);
	ret = finish(history_prepare(h, "INSERT INTO stage VALUES (?,?,?,?,?,?,?,?,?,?)",
			     "iisssssdis", run, place, name,
			     outcome_name(s->outcome), s->reason, s->key,
			     s->started, s->seconds, (long long)s->objects,
			     inputs));
	free(inputs);
	return ret;
}

/* A verdict as it is stored: nothing for none. */
static const char *verdict_text(enum verdict verdict)
{
	return verdict == NO_VERDICT ? "" : verdict_name(verdict);
}

static int append_fixes(struct history *h, long long run, long long place,
			const struct matrix_branch *b)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		const struct matrix_fix *f = &b->fix[i];

		ret = finish(history_prepare(h, "INSERT INTO fix VALUES (?,?,?,?,?,?,?)",
					     "iiisiss", run, place, (long long)i,
					     f->name, (long long)f->step,
					     verdict_text(f->verdict),
					     f->reason));
	}
	return ret;
}

static int append_branch(struct history *h, long long run, long long place,
			 const struct matrix_branch *b)
{
	const struct matrix_stage objects = {
		.there = b->objects.there, .outcome = b->objects.outcome,
		.reason = b->objects.reason, .seconds = b->objects.seconds,
		.key = "", .started = "",
	};
	int ret = finish(history_prepare(h, "INSERT INTO branch VALUES (?,?,?,?,?,?,?)",
				 "iisssss", run, place, b->name, b->base,
				 verdict_text(b->verdict), b->reason,
				 b->patchset_hash));

	if (!ret && matrix_has_rows(b))
		ret = append_fixes(h, run, place, b);

	for_each_judged_stage(i, b->nr_steps)
		if (!ret)
			ret = append_stage(h, run, place,
					   stage_id(i, b->nr_steps).name,
					   &b->stage[i]);
	return ret ? ret :
		     append_stage(h, run, place, "objects", &objects);
}

int history_append(struct history *h, const struct matrix *r,
		   struct diag *why)
{
	long long run;
	int ret = sqlite3_exec(h->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (ret)
		return history_fail(h, "write to the history", why);
	ret = finish(history_prepare(h, "INSERT INTO run (project, nr, ended, version)"
			     " SELECT ?1, 1 + coalesce(max(nr), 0), ?2, ?3"
			     " FROM run WHERE project = ?1", "sss", h->project,
			     r->when, r->version));
	run = sqlite3_last_insert_rowid(h->db);
	for (size_t i = 0; !ret && i < r->nr; i++)
		ret = append_branch(h, run, i, &r->branch[i]);
	if (!ret)
		ret = sqlite3_exec(h->db, "COMMIT", NULL, NULL, NULL);
	if (!ret)
		return 0;
	history_fail(h, "write to the history", why);
	sqlite3_exec(h->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}
