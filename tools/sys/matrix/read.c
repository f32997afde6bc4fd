// SPDX-License-Identifier: GPL-2.0-only
/* Stored results as the facts of a report. */
#include "sys/matrix/read.h"

#include <stdlib.h>
#include <string.h>

#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/os/fs.h"
#include "sys/store/patchset.h"
#include "sys/store/result.h"

/* What is being read. */
struct reading {
	struct stored_matrix *f;
	const struct read_what *what;
	struct diag *why;	/* of the first file that cannot be read */
	bool failed;
};

char *stored_matrix_keep(struct stored_matrix *f, char *string)
{
	f->string = grow_array(f->string, f->nr_strings + 1,
			       sizeof(*f->string));
	return f->string[f->nr_strings++] = string;
}

/* Room for nr items that is freed with the strings, zeroed. */
static void *room(struct stored_matrix *f, size_t nr, size_t size)
{
	return stored_matrix_keep(f, new_array(nr + 1, size));
}

static long number_of(const json_t *o, const char *name)
{
	return (long)json_integer_value(json_object_get(o, name));
}

/* A time that may not be there. */
static long ms_of(const json_t *o, const char *name)
{
	const json_t *ms = json_object_get(o, name);

	return ms ? (long)json_integer_value(ms) : -1;
}

static void keep_file(struct reading *r, const char *path, struct span *text)
{
	struct buf b = { 0 };
	int ret = path && *path && !r->failed ?
		  fs_read_if_there(&b, path, r->why) : 1;

	r->failed |= ret < 0;
	text->len = ret ? 0 : b.len;
	if (!ret)
		text->at = stored_matrix_keep(r->f, buf_detach(&b));
	buf_release(&b);
}

static void read_log(struct reading *r, const json_t *o,
		     struct matrix_log *log)
{
	log->path = json_string_value(json_object_get(o, "log"));
	if (r->what->with_logs)
		keep_file(r, log->path, &log->text);
}

static void read_steps(struct stored_matrix *f, const json_t *steps,
		       struct matrix_boot *b)
{
	size_t i;
	json_t *o;

	b->step = room(f, json_array_size(steps), sizeof(*b->step));
	json_array_foreach(steps, i, o) {
		struct matrix_step *s = &b->step[b->nr_steps];

		s->name = json_text(o, "name");
		s->reason = json_text(o, "reason");
		s->ms = ms_of(o, "ms");
		s->at_ms = ms_of(o, "at_ms");
		s->lineno = number_of(o, "lineno");
		b->nr_steps += outcome_of(span_of(json_text(o, "outcome")),
					  &s->outcome);
	}
}

static void read_complaints(struct stored_matrix *f, const json_t *complaints,
			    struct matrix_boot *b)
{
	size_t i;
	json_t *o;

	b->complaint = room(f, json_array_size(complaints),
			    sizeof(*b->complaint));
	json_array_foreach(complaints, i, o)
		b->complaint[b->nr_complaints++] = (struct matrix_complaint){
			.kind = json_text(o, "kind"), .text = json_text(o, "text"),
			.lineno = number_of(o, "lineno"),
			.early = json_is_true(json_object_get(o, "early")),
		};
}

/* A boot runs the checks of several fixes: what it said is read once. */
static void read_boot_log(struct reading *r, const json_t *o,
			  const struct matrix_stage *s, struct matrix_log *log)
{
	const char *path = json_text(o, "log");

	for (size_t i = 0; i < s->nr_boots; i++)
		if (s->boot[i].log.path && !strcmp(s->boot[i].log.path, path)) {
			*log = s->boot[i].log;
			return;
		}
	read_log(r, o, log);
}

static void read_boots(struct reading *r, const json_t *runs,
		       struct matrix_stage *s)
{
	size_t i;
	json_t *o;

	s->boot = room(r->f, json_array_size(runs), sizeof(*s->boot));
	json_array_foreach(runs, i, o) {
		struct matrix_boot *b = &s->boot[s->nr_boots];

		b->mode = json_text(o, "mode");
		b->fix = json_text(o, "fix");
		b->nr = number_of(o, "nr");
		b->reason = json_text(o, "reason");
		b->ending = json_text(o, "ending");
		b->stop = json_text(o, "stop");
		b->kernel = json_text(o, "kernel");
		b->signature = json_is_true(json_object_get(o, "signature"));
		b->retries = number_of(o, "retries");
		b->seconds = json_number_value(json_object_get(o, "seconds"));
		b->init_ms = ms_of(o, "init_ms");
		b->start_ms = ms_of(o, "start_ms");
		b->result_ms = ms_of(o, "result_ms");
		read_steps(r->f, json_object_get(o, "steps"), b);
		read_complaints(r->f, json_object_get(o, "complaints"), b);
		read_boot_log(r, o, s, &b->log);
		s->nr_boots += outcome_of(span_of(json_text(o, "outcome")),
					  &b->outcome);
	}
}

/* struct warning's strings are not const, because others own theirs. */
static char *borrowed(const json_t *o, const char *name)
{
	return (char *)json_text(o, name);
}

static void read_new_warnings(struct stored_matrix *f, const json_t *list,
			      struct matrix_stage *s)
{
	size_t i;
	json_t *o;

	s->compared = json_is_array(list);
	s->new_warning = room(f, json_array_size(list),
			      sizeof(*s->new_warning));
	json_array_foreach(list, i, o)
		s->new_warning[s->nr_new_warnings++] = (struct matrix_warning){
			{ borrowed(o, "unit"), borrowed(o, "file"),
			  borrowed(o, "function"), borrowed(o, "option"),
			  borrowed(o, "text"), 0, 0 },
			json_is_true(json_object_get(o, "touched")) };
}

static void read_inputs(struct stored_matrix *f, json_t *inputs,
			struct matrix_stage *s)
{
	const char *name;
	json_t *value;

	s->input = room(f, json_object_size(inputs), sizeof(*s->input));
	json_object_foreach(inputs, name, value)
		if (json_is_string(value))
			s->input[s->nr_inputs++] = (struct matrix_input){
				name, json_string_value(value) };
}

/* Leaves out of a boot stage what its consoles contradict, and says so. */
static void disbelieve(json_t *o, struct span wrong)
{
	struct span line;
	char *reason;

	span_line(&wrong, &line);
	reason = xstrfmt("what is stored is not believed: %.*s", (int)line.len,
			 line.at);
	json_object_set_new(o, "outcome", json_string(outcome_name(ERROR)));
	json_object_set_new(o, "reason", text_json(reason));
	json_object_del(o, "runs");
	json_object_del(o, "modes");
	free(reason);
}

/* wrong: how a boot stage's consoles contradict it; empty: they do not. */
static void read_stage(struct reading *r, const struct result *stored,
		       struct span wrong, struct matrix_stage *s)
{
	json_t *o = result_json(stored);

	json_array_append_new(r->f->kept, o);
	if (wrong.len)
		disbelieve(o, wrong);
	*s = (struct matrix_stage){
		.there = true, .stored = o,
		.outcome = wrong.len ? ERROR : stored->outcome,
		.reason = json_text(o, "reason"), .key = json_text(o, "key"),
		.started = json_text(o, "started"), .seconds = stored->seconds,
		.objects = number_of(o, "objects"),
		.warnings = number_of(o, "warnings"),
		.retries = number_of(o, "retries"),
		.image_sha256 = json_text(o, "image_sha256"),
		.error = json_text(o, "error"), .command = json_text(o, "command"),
		.error_lineno = number_of(o, "error_lineno"),
	};
	read_inputs(r->f, json_object_get(o, "inputs"), s);
	read_new_warnings(r->f, json_object_get(o, "new_warnings"), s);
	read_log(r, o, &s->log);
	read_boots(r, json_object_get(o, "runs"), s);
}

static void read_funcs(const json_t *source, struct matrix_objects *o)
{
	const json_t *f;
	size_t i;

	o->unchanged += number_of(source, "unchanged");
	json_array_foreach(json_object_get(source, "functions"), i, f)
		o->func[o->nr++] = (struct matrix_func){
			json_text(source, "path"), json_text(f, "name"),
			json_text(f, "change"), json_text(f, "why"),
			json_text(f, "through"), number_of(f, "before"),
			number_of(f, "after") };
}

/* What is stored of the touched sources' objects. */
static void read_objects(struct reading *r, struct matrix_branch *b)
{
	struct matrix_objects *to = &b->objects;
	struct result stored;
	json_t *o, *source;
	size_t i, nr = 0;

	int ret = result_load(&stored, r->what->judge.out, b->name, "objects",
			      r->why);

	r->failed |= ret < 0;
	if (ret)
		return;
	o = result_json(&stored);
	json_array_append_new(r->f->kept, o);
	*to = (struct matrix_objects){ .there = true, .stored = o,
		.outcome = stored.outcome, .reason = json_text(o, "reason"),
		.seconds = stored.seconds };
	result_release(&stored);
	json_array_foreach(json_object_get(o, "sources"), i, source)
		nr += json_array_size(json_object_get(source, "functions"));
	to->func = room(r->f, nr, sizeof(*to->func));
	json_array_foreach(json_object_get(o, "sources"), i, source)
		read_funcs(source, to);
}

/* The patch's text, if it is still the one that was applied. */
static void read_patch(struct reading *r, const json_t *o,
		       const struct branch *from, struct matrix_branch *b)
{
	struct matrix_patch *p = &b->patch[b->nr_patches++];
	char hex[65];

	p->name = json_text(o, "name");
	p->sha256 = json_text(o, "sha256");
	p->path = stored_matrix_keep(r->f, branch_patch(from, ".", p->name));
	keep_file(r, stored_matrix_keep(r->f, branch_patch(from,
				r->what->judge.root, p->name)), &p->text);
	result_digest(p->text.at ? p->text.at : "", p->text.len, hex);
	if (strcmp(hex, p->sha256))
		p->text = span_of("");
}

/*
 * The patches that the stored results are of, else those of the series as
 * it is.
 */
static void read_patches(struct reading *r, const json_t *applied,
			 const struct branch *from, struct matrix_branch *b)
{
	json_t *now = patchset_read(r->what->judge.root, from, r->why), *o;
	json_t *then = json_object_get(applied, "patches");
	char hex[65];
	size_t i;

	r->failed |= !now;
	if (!now)
		return;
	json_array_append_new(r->f->kept, now);
	/* A patch that was renamed is read by the name that it has now. */
	if (!then || patchset_equal(then, now))
		then = now;
	b->patch = room(r->f, json_array_size(then), sizeof(*b->patch));
	json_array_foreach(then, i, o)
		read_patch(r, o, from, b);
	patchset_hash(then, hex);
	b->patchset_hash = stored_matrix_keep(r->f, xstrdup(hex));
}

static const char *fix_names(struct stored_matrix *f, const struct branch *b)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < b->nr_fixes; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", b->fix[i]->name);
	return stored_matrix_keep(f, buf_detach(&names));
}

/* Each fix and its verdict; with a fix asked for that one alone. */
static void take_verdicts(const struct reading *r, const struct judging *j,
			  struct matrix_branch *b)
{
	const char *only = r->what->fix;

	b->fix = room(r->f, j->nr, sizeof(*b->fix));
	b->verdict = j->verdict;
	b->reason = stored_matrix_keep(r->f, xstrdup(j->reason));
	for (size_t i = 0; i < j->nr; i++) {
		const struct judged_fix *from = &j->fix[i];
		struct matrix_fix *to = &b->fix[b->nr_fixes];

		if (only && strcmp(only, from->fix->name))
			continue;
		*to = (struct matrix_fix){
			.name = from->fix->name, .step = from->e.own,
			.subject = from->fix->subject,
			.upstream = from->fix->upstream,
			.cve = from->fix->cve, .nr_cves = from->fix->nr_cves,
			.verdict = from->verdict,
			.reason = stored_matrix_keep(r->f,
						     xstrdup(from->reason)),
		};
		b->nr_fixes++;
		if (!only)
			continue;
		b->verdict = to->verdict;
		b->reason = to->reason;
	}
}

/* What the consoles say against a stage. */
static struct span wrong_of(const struct judging *j, size_t stage)
{
	struct stage_id id = stage_id(stage, j->nr_steps);

	return stage == stage_boot(id.step, j->nr_steps) ?
		buf_span(&j->boots[id.step].wrong) : span_of("");
}

static int read_branch(struct reading *r, const struct branch *from,
		       struct diag *why)
{
	struct stored_matrix *f = r->f;
	struct matrix_branch *b = &f->matrix.branch[f->matrix.nr++];
	struct judging j;
	const char *base;
	int ret;

	b->name = from->name;
	b->line = from->line;
	b->base = from->base;
	b->target = from->target ? from->target->name : "";
	b->fixes = fix_names(f, from);
	ret = judge_branch(&j, &r->what->judge, from, why);
	b->nr_steps = j.nr_steps;
	b->stage = room(f, stage_count(b->nr_steps), sizeof(*b->stage));
	for_each_judged_stage(i, b->nr_steps)
		if (!ret && j.stage[i].stage)
			read_stage(r, &j.stage[i], wrong_of(&j, i),
				   &b->stage[i]);
	take_verdicts(r, &j, b);
	judging_release(&j);
	if (ret)
		return -1;
	/* "v6.12" that is v6.12.117 is called that. */
	base = matrix_input(&b->stage[STAGE_APPLY], "base");
	if (base && *base)
		b->base = base;
	read_objects(r, b);
	if (!r->failed)
		read_patches(r, b->stage[STAGE_APPLY].stored, from, b);
	return r->failed ? -1 : 0;
}

static const char *project_name(struct stored_matrix *f, const char *root)
{
	char *real = realpath(root, NULL);

	return real ? base_name(stored_matrix_keep(f, real)) : "";
}

static bool is_asked(char *const *names, const struct branch *b)
{
	bool asked = !names || !*names;

	for (; !asked && *names; names++)
		asked = branch_is_called(b, *names);
	return asked;
}

int stored_matrix_read(struct stored_matrix *f, const struct read_what *what,
		       struct diag *why)
{
	const struct conf *conf = what->conf;
	struct reading r = { f, what, why, false };
	size_t nr = conf->nr_branches;

	*f = (struct stored_matrix){ .kept = json_array() };
	f->matrix.branch = room(f, nr, sizeof(*f->matrix.branch));
	f->matrix.when = stored_matrix_keep(f, result_now());
	f->matrix.project = project_name(f, what->judge.root);
	f->matrix.version = VERSION;
	f->matrix.out = what->judge.out;
	for (char *const *name = what->names; name && *name; name++)
		if (!conf_branch(conf, *name, why))
			return -1;
	for (size_t i = 0; i < nr; i++)
		if (is_asked(what->names, &conf->branch[i]) &&
		    (!what->fix || branch_fix(&conf->branch[i], what->fix)) &&
		    read_branch(&r, &conf->branch[i], why))
			return -1;
	return 0;
}

void stored_matrix_release(struct stored_matrix *f)
{
	json_decref(f->kept);
	for (size_t i = 0; i < f->nr_strings; i++)
		free(f->string[i]);
	free(f->string);
	memset(f, 0, sizeof(*f));
}
