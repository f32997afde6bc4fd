// SPDX-License-Identifier: GPL-2.0-only
/* backport report: the matrices of the past. */
#include "cmd/report/history.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/report/history.h"
#include "core/text/since.h"
#include "core/text/strings.h"
#include "sys/conf/branch.h"
#include "sys/os/terminal.h"
#include "sys/store/history.h"

int report_remember(const struct stored_matrix *f, struct diag *why)
{
	struct history *h = history_open(".", why);
	int ret = h ? history_append(h, &f->matrix, why) : -1;

	history_free(h);
	return ret;
}

/* A branch that is gone by now may be in the history. */
static int check_names(const struct ctx *ctx, char *const *names,
		       const struct history_runs *runs, struct diag *why)
{
	for (char *const *name = names; *name; name++) {
		bool found = false;

		for (size_t i = 0; i < runs->nr; i++) {
			const struct matrix *m = &runs->run[i].matrix;

			for (size_t k = 0; k < m->nr; k++)
				found |= !strcmp(m->branch[k].name, *name);
		}
		if (!found && !conf_branch(&ctx->conf, *name, why))
			return -1;
	}
	return 0;
}

/* Asks whether the branch is named; none: all. */
static bool is_chosen(const struct matrix_branch *b, char *const *names)
{
	char *const *name = names;

	while (*name && strcmp(*name, b->name))
		name++;
	return *name || !*names;
}

/* Leaves only the branches that are named. */
static void choose(struct matrix *r, char *const *names)
{
	size_t nr = 0;

	for (size_t i = 0; i < r->nr; i++)
		if (is_chosen(&r->branch[i], names))
			r->branch[nr++] = r->branch[i];
	r->nr = nr;
}

static const struct branch *configured(const struct ctx *ctx, const char *name)
{
	for (size_t i = 0; i < ctx->conf.nr_branches; i++)
		if (!strcmp(ctx->conf.branch[i].name, name))
			return &ctx->conf.branch[i];
	return NULL;
}

/* Notes what a run had of a branch that the configuration has no more. */
static void note_gone(const struct ctx *ctx, const struct matrix_branch *b,
		      struct strings *gone)
{
	const struct branch *is = configured(ctx, b->name);
	struct strings lines = { 0 };

	for (size_t i = 0; i < b->nr_fixes; i++)
		if (is && !branch_fix(is, b->fix[i].name))
			strings_addf(&lines, "%s: its fix '%s' is gone from %s",
				     b->name, b->fix[i].name, ctx->conf_path);
	if (!is)
		strings_addf(&lines, "%s: is gone from %s", b->name,
			     ctx->conf_path);
	for (size_t i = 0; i < lines.nr; i++)
		if (!strings_have(gone, lines.at[i]))
			strings_add(gone, lines.at[i]);
	strings_release(&lines);
}

/* The same of all branches of a run that are named. */
static void note_all_gone(const struct ctx *ctx, const struct matrix *m,
			  char *const *names, struct strings *gone)
{
	for (size_t i = 0; i < m->nr; i++)
		if (is_chosen(&m->branch[i], names))
			note_gone(ctx, &m->branch[i], gone);
}

static void add_lines(struct buf *out, const struct strings *lines)
{
	for (size_t i = 0; i < lines->nr; i++)
		buf_addf(out, "%s\n", diag_plain(lines->at[i]));
}

static void print(struct buf *out)
{
	say("%s", buf_span(out).at);
	buf_release(out);
}

int report_show_history(const struct ctx *ctx, char *const *names, long nr)
{
	struct diag why = { 0 };
	struct history *h = history_open(ctx->root, &why);
	struct history_runs runs = { 0 };
	struct past_run *past;
	struct strings gone = { 0 };
	struct buf out = { 0 };
	int ret = h ? history_last(h, nr, &runs, &why) : -1;

	if (!ret)
		ret = check_names(ctx, names, &runs, &why);
	past = grow_array(NULL, runs.nr + 1, sizeof(*past));
	for (size_t i = 0; i < runs.nr; i++) {
		choose(&runs.run[i].matrix, names);
		past[i] = (struct past_run){ runs.run[i].nr,
					     &runs.run[i].matrix };
		note_all_gone(ctx, &runs.run[i].matrix, names, &gone);
	}
	if (!ret && runs.nr) {
		report_past(past, runs.nr, terminal_is_utf8(), &out);
		buf_adds(&out, gone.nr ? "\n" : "");
		add_lines(&out, &gone);
		print(&out);
	} else if (!ret) {
		notice("backport: no matrix has been finished here yet; run: backport matrix\n");
	}
	ret = ret ? cmd_cannot(ctx, &why) : runs.nr ? EXIT_OK : EXIT_NOTHING;
	free(past);
	strings_release(&gone);
	history_runs_release(&runs);
	history_free(h);
	return ret;
}

/* "yesterday" as history_at() wants it, other words as they are; caller frees. */
static char *run_or_date(const char *since)
{
	char date[32];
	struct tm t;
	time_t when;

	if (since_words(since, time(NULL), &when) && gmtime_r(&when, &t) &&
	    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &t))
		since = date;
	return xstrdup(since);
}

int report_find_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const char *since, struct since *s, struct diag *why)
{
	char *at = run_or_date(since);
	struct history *h = history_open(ctx->root, why);
	struct history_runs runs = { 0 };
	struct strings gone = { 0 };
	int ret = h ? history_at(h, at, &runs, why) : -1;

	if (!ret) {
		note_all_gone(ctx, &runs.run[0].matrix, s->names, &gone);
		s->run = runs.run[0].nr;
		s->ended = xstrdup(runs.run[0].matrix.when);
		s->nr = report_changes(&runs.run[0].matrix, &f->matrix,
				       &s->changes) + gone.nr;
		add_lines(&s->changes, &gone);
	} else if (ret > 0) {
		notice("backport: no run '%s' in the history; 'backport report --history' lists them\n",
		       since);
	}
	free(at);
	strings_release(&gone);
	history_runs_release(&runs);
	history_free(h);
	return ret;
}

void since_release(struct since *s)
{
	free(s->ended);
	buf_release(&s->changes);
}

int report_show_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const char *since, char *const *names)
{
	struct since s = { .names = names };
	struct diag why = { 0 };
	int ret = report_find_since(ctx, f, since, &s, &why);

	if (!ret) {
		say("since run %ld, ended %s:\n", s.run, s.ended);
		if (!s.nr)
			buf_adds(&s.changes, "nothing changed\n");
		say("%s", buf_span(&s.changes).at);
	}
	since_release(&s);
	return ret < 0 ? cmd_cannot(ctx, &why) : ret ? EXIT_NOTHING : EXIT_OK;
}
