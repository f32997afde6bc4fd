// SPDX-License-Identifier: GPL-2.0-only
/* The matrix as KCIDB takes it, major version 5. */
#include "core/report/kcidb.h"

#include <stdlib.h>
#include <string.h>

#include "core/report/escape.h"
#include "core/text/ascii.h"
#include "core/text/text-json.h"

#define EXCERPT_MAX	16384	/* characters of a log that may be sent along */

/* What a step of a branch is made of. */
struct side {
	const struct matrix_branch *b;
	const char *name;	/* "before", "after" */
	const struct matrix_stage *tree, *apply, *build, *boot;
	struct stage_id build_id, boot_id;
	bool is_base;		/* its tree is the base's */
	bool reversed;		/* a fix that the base has is taken out */
	char *checkout, *id;	/* ids */
	json_t *checkouts, *builds, *tests;	/* borrowed: to add to */
	const char *out;	/* folder of the results */
	struct kcidb_how how;
};

static void set(json_t *o, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(o, name, text_json(value));
}

/* ERROR is ours: what was to be tested is as unknown as before. */
static const char *status_of(enum outcome outcome)
{
	static const char *const names[] = {
		[PASS] = "PASS", [FAIL] = "FAIL", [ERROR] = "MISS",
		[SKIP] = "SKIP",
	};

	return names[outcome];
}

/* The end of a log, plain: no control characters but line ends, no NUL. */
static void set_excerpt(json_t *o, struct span log)
{
	struct buf b = { 0 };

	if (log.len > EXCERPT_MAX)
		log = span_skip(log, log.len - EXCERPT_MAX);
	for (size_t i = 0; i < log.len; i++) {
		unsigned char c = log.at[i];

		if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f))
			buf_addc(&b, c);
		else if (c >= 0x80)
			buf_addc(&b, '?');
	}
	if (b.len)
		json_object_set_new(o, "log_excerpt",
				    json_stringn(b.at, b.len));
	buf_release(&b);
}

/* The URL of what is out/PATH here; the caller's. */
static char *url_of(const struct side *s, const char *path)
{
	struct buf url = { 0 };

	buf_addf(&url, "%s/", s->how.url);
	markup_add_url(&url, path);
	return buf_detach(&url);
}

/* A log that is there, and below out/. */
static void set_log_url(json_t *o, const struct side *s,
			const struct matrix_log *log)
{
	const size_t len = strlen(s->out);
	char *url;

	if (!s->how.url || !log->text.at || strncmp(log->path, s->out, len) ||
	    log->path[len] != '/')
		return;
	url = url_of(s, log->path + len + 1);
	set(o, "log_url", url);
	free(url);
}

/* The stage's own result is what it leaves beside the log. */
static void set_files(json_t *o, const struct side *s, const char *stage)
{
	char *path, *url;

	if (!s->how.url)
		return;
	path = xstrfmt("%s/%s.json", s->b->name, stage);
	url = url_of(s, path);
	json_object_set_new(o, "output_files", json_pack("[{s:s+, s:s}]",
		"name", stage, ".json", "url", url));
	free(url);
	free(path);
}

static json_t *inputs_json(const struct matrix_stage *s)
{
	json_t *o = json_object();

	for (size_t i = 0; i < s->nr_inputs; i++)
		set(o, s->input[i].name, s->input[i].value);
	return o;
}

static json_t *identified(const struct side *s, const char *id)
{
	json_t *o = json_object();

	set(o, "id", id);
	set(o, "origin", s->how.origin);
	return o;
}

/*
 * The base as it is has no patches; a base with the fix taken out is no
 * patch set.
 */
static void add_checkout(const struct side *s)
{
	json_t *o = identified(s, s->checkout), *misc = json_object();
	const char *tree = matrix_input(s->build, "tree"),
		   *applied = matrix_input(s->apply, s->name);
	bool after = s->build_id.step == s->b->nr_steps - 1 &&
		     (!tree || !applied || !strcmp(tree, applied));

	set(o, "tree_name", s->how.tree);
	set(o, "git_commit_name", s->b->base);
	set(o, "start_time", s->tree->started);
	if (s->tree->there)
		json_object_set_new(o, "valid", json_boolean(
			s->tree->outcome == PASS &&
			(s->is_base || s->apply->outcome == PASS)));
	/*
	 * of the steps between, only parts of the series are applied; a build
	 * of before the series was applied anew is not of these patches
	 */
	if (s->is_base || after)
		json_object_set_new(o, "patchset_hash", json_string(
			s->is_base ? "" : s->b->patchset_hash));
	set(misc, "branch", s->b->name);
	set(misc, "side", s->name);
	set(misc, "tree", tree);
	set(misc, "fixes", s->b->fixes);
	set(misc, "verdict", verdict_name(s->b->verdict));
	set(misc, "reason", s->b->reason);
	json_object_set_new(misc, "reversed", json_boolean(s->reversed));
	json_object_set_new(o, "misc", misc);
	json_array_append_new(s->checkouts, o);
}

static void add_build(const struct side *s)
{
	const struct matrix_stage *b = s->build;
	json_t *o = identified(s, s->id), *misc = json_object();
	char *command = xstrfmt("backport build %s --side %s", s->b->name,
				s->name);

	set(o, "checkout_id", s->checkout);
	set(o, "start_time", b->started);
	json_object_set_new(o, "duration", json_real(b->seconds));
	set(o, "architecture", matrix_input(b, "arch"));
	set(o, "command", command);
	set(o, "compiler", matrix_input(b, "compiler"));
	set(o, "config_name", s->b->target);
	set(o, "status", status_of(b->outcome));
	set(o, "comment", b->reason);
	set_log_url(o, s, &b->log);
	set_files(o, s, s->build_id.name);
	if (b->outcome != PASS)
		set_excerpt(o, b->log.text);
	set(misc, "key", b->key);
	set(misc, "log", b->log.path);
	set(misc, "error", b->error);
	json_object_set_new(misc, "inputs", inputs_json(b));
	json_object_set_new(misc, "objects", json_integer(b->objects));
	json_object_set_new(misc, "warnings", json_integer(b->warnings));
	json_object_set_new(misc, "retries", json_integer(b->retries));
	json_object_set_new(o, "misc", misc);
	json_array_append_new(s->builds, o);
	free(command);
}

/* Adds a part of a path, of which it takes letters, digits, _ and -. */
static void add_part(struct buf *b, struct span name)
{
	buf_addc(b, '.');
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		buf_addc(b, is_letter_or_digit(c) || c == '-' ? c : '_');
	}
}

/* The fix of a boot; NULL when the branch does not say which it is. */
static const struct matrix_fix *fix_of(const struct side *s,
				       const struct matrix_boot *boot)
{
	for (size_t i = 0; i < s->b->nr_fixes; i++)
		if (s->b->nr_fixes == 1 ||
		    (boot->fix && !strcmp(s->b->fix[i].name, boot->fix)))
			return &s->b->fix[i];
	return NULL;
}

/* "backport.ownership.owned-base": the fix and the step; the id has the round. */
static char *path_of(const char *fix, const char *step)
{
	size_t round = strspn(step, "0123456789");
	struct buf b = { 0 };

	buf_adds(&b, "backport");
	if (*fix)
		add_part(&b, span_of(fix));
	if (round && step[round] == '.')
		step += round + 1;
	if (*step)
		add_part(&b, span_of(step));
	return buf_detach(&b);
}

static json_t *test_json(const struct side *s, const struct matrix_boot *boot,
			 const char *step)
{
	const struct matrix_fix *of = fix_of(s, boot);
	const char *fix = of ? of->name : s->b->fixes ? s->b->fixes : "";
	bool several = s->b->nr_fixes > 1;
	char *id = xstrfmt("%s/%s%s%s/%ld/%s/%s", s->id,
			   several ? fix : "", several ? "." : "",
			   boot->mode, boot->nr, s->boot->started, step);
	char *path = path_of(fix, step);
	const char *qemu = matrix_input(s->boot, "qemu");
	json_t *o = identified(s, id);

	set(o, "build_id", s->id);
	set(o, "path", path);
	set(o, "start_time", s->boot->started);
	set_log_url(o, s, &boot->log);
	json_object_set_new(o, "environment", json_pack("{s:s, s:o}",
		"comment", qemu ? qemu : "QEMU",
		"misc", json_pack("{s:s, s:s}", "mode", boot->mode,
				  "fix", fix)));
	free(path);
	free(id);
	return o;
}

static bool is_before(const struct side *s, const struct matrix_boot *boot)
{
	const struct matrix_fix *fix = fix_of(s, boot);

	return s->boot_id.step < (fix && fix->step ? fix->step : 1);
}

/* As matrix_rate_boot(), for a branch of several fixes too. */
static bool is_as_wanted(const struct side *s, const struct matrix_boot *boot)
{
	const struct matrix_fix *fix = fix_of(s, boot);

	if (!is_before(s, boot))
		return boot->outcome == PASS;
	return boot->signature || (fix && fix->verdict == PROVED);
}

/*
 * A console is long, and all checks of a boot share it: it goes along once, and
 * only where somebody has to look for what went wrong.
 */
static bool wants_excerpt(const struct side *s, const struct matrix_boot *boot)
{
	const struct matrix_boot *first = s->boot->boot;

	if (is_as_wanted(s, boot))
		return false;
	while (first < boot && (!first->log.path ||
				strcmp(first->log.path, boot->log.path) ||
				is_as_wanted(s, first)))
		first++;
	return first == boot;
}

static void add_boot(const struct side *s, const struct matrix_boot *boot)
{
	json_t *o = test_json(s, boot, ""), *misc = json_object();
	bool before = is_before(s, boot);

	set(o, "status", status_of(boot->outcome));
	set(o, "comment", boot->reason);
	json_object_set_new(o, "duration", json_real(boot->seconds));
	if (boot->log.text.at && wants_excerpt(s, boot))
		set_excerpt(o, boot->log.text);
	set_files(o, s, s->boot_id.name);
	set(misc, "log", boot->log.path);
	set(misc, "ending", boot->ending);
	set(misc, "stop", boot->stop);
	set(misc, "kernel", boot->kernel);
	json_object_set_new(misc, "signature", json_boolean(boot->signature));
	json_object_set_new(misc, "retries", json_integer(boot->retries));
	json_object_set_new(misc, "complaints",
			    json_integer(boot->nr_complaints));
	json_object_set_new(o, "misc", misc);
	json_array_append_new(s->tests, o);
	for (size_t i = 0; i < boot->nr_steps; i++) {
		const struct matrix_step *step = &boot->step[i];

		o = test_json(s, boot, step->name);
		set(o, "status", step->outcome == ERROR ? "ERROR" :
				 status_of(step->outcome));
		set(o, "comment", step->reason);
		if (step->ms >= 0)
			json_object_set_new(o, "duration",
					    json_real(step->ms / 1000.0));
		json_object_set_new(o, "misc", json_pack("{s:i, s:b}", "line",
			(int)step->lineno, "wanted",
			matrix_step_wanted(boot, before, step)));
		json_array_append_new(s->tests, o);
	}
}

/* The boots; where there were none, that they are missing. */
static void add_boots(const struct side *s)
{
	struct matrix_boot none = {
		.mode = "none", .outcome = s->boot->outcome,
		.reason = s->boot->reason,
	};

	for (size_t i = 0; i < s->boot->nr_boots; i++)
		add_boot(s, &s->boot->boot[i]);
	if (!s->boot->there || s->boot->nr_boots)
		return;
	for (size_t i = 0; i < s->b->nr_fixes; i++) {
		none.fix = s->b->fix[i].name;
		add_boot(s, &none);
	}
}

/* Asks whether the base is of a later step than this. */
static bool is_reversed(const struct side *s)
{
	const char *is = matrix_input(s->apply, "base is");
	size_t base;

	if (s->is_base || !is)
		return !s->is_base && !s->build_id.step;
	return step_of(is, s->b->nr_steps, &base) ? s->build_id.step < base :
						    !s->build_id.step;
}

static void add_side(struct side *s)
{
	const char *base = matrix_input(s->tree, "tree"),
		   *tree = matrix_input(s->build, "tree");

	s->is_base = base && tree ? !strcmp(base, tree) :
				    !strcmp(s->name, "before");
	s->reversed = is_reversed(s);
	s->checkout = xstrfmt("%s:%s/%s/%s", s->how.origin, s->b->name,
			      s->name, tree ? tree : s->b->base);
	s->id = xstrfmt("%s/%.16s/%s", s->checkout,
			s->build->there ? s->build->key : "",
			s->build->there ? s->build->started : "");
	if (s->tree->there)
		add_checkout(s);
	if (s->build->there) {
		add_build(s);
		add_boots(s);
	}
	free(s->checkout);
	free(s->id);
}

static void add_branch(struct side *s, const struct matrix_branch *b)
{
	s->b = b;
	s->tree = &b->stage[STAGE_TREE];
	s->apply = &b->stage[STAGE_APPLY];
	for (size_t k = 0; k < b->nr_steps; k++) {
		struct step_name name = step_name(k, b->nr_steps);

		s->name = name.at;
		s->build_id = stage_id(stage_build(k), b->nr_steps);
		s->boot_id = stage_id(stage_boot(k, b->nr_steps), b->nr_steps);
		s->build = matrix_build(b, k);
		s->boot = matrix_boot(b, k);
		add_side(s);
	}
}

void report_kcidb(const struct matrix *m, const struct kcidb_how *how,
		  struct buf *out)
{
	struct side s = { .checkouts = json_array(), .builds = json_array(),
			  .tests = json_array(), .out = m->out, .how = {
		.origin = how->origin ? how->origin : "backport",
		.tree = how->tree ? how->tree : "stable", .url = how->url,
	} };
	json_t *o;

	for (size_t i = 0; i < m->nr; i++)
		add_branch(&s, &m->branch[i]);
	o = json_pack("{s:{s:i, s:i}, s:o, s:o, s:o}", "version",
		      "major", 5, "minor", 0, "checkouts", s.checkouts,
		      "builds", s.builds, "tests", s.tests);
	json_write(o, out);
	json_decref(o);
}
