// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: the manifest, made of the other members alone. */
#include "cmd/evidence/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/evidence/names.h"
#include "core/console/judge-console.h"
#include "core/patch/series.h"
#include "core/verdict/verdict.h"
#include "sys/store/boot-result.h"
#include "sys/store/result.h"

/*
 * Fields of results in which two runs of the same differ; a build counts what
 * was not up to date.
 */
static const char *const varying[] = {
	"started", "seconds", "ms", "at_ms", "init_ms", "start_ms",
	"result_ms", "secret", "log_sha256", "lineno", "reason", "text", "stop",
	"status", "retries", "early", "warnings", "complaints", "stored",
};

json_t *evidence_json(const struct members *m, const char *name)
{
	const struct member *found = members_find(m, name);

	return found ? json_loadb(buf_span(&found->bytes).at,
				  found->bytes.len, JSON_REJECT_DUPLICATES,
				  NULL) : NULL;
}

/* A path from the root tells where somebody's cache lies. */
static bool is_place(const json_t *value)
{
	const char *s = json_string_value(value);

	return s && *s == '/';
}

/* Takes what varies out, all the way down. */
static void settle(json_t *o)
{
	const char *key;
	json_t *value;
	size_t i;
	void *next;

	json_array_foreach(o, i, value)
		settle(value);
	for (i = 0; i < sizeof(varying) / sizeof(*varying); i++)
		json_object_del(o, varying[i]);
	if (json_is_integer(json_object_get(o, "objects")))
		json_object_del(o, "objects");
	json_object_foreach_safe(o, next, key, value) {
		settle(value);
		if (is_place(value))
			json_object_del(o, key);
	}
}

/* The secret of the boot whose console that is, from its stored result. */
static void find_secret(const struct members *m, const char *log,
			struct boot_asked *asked)
{
	struct boot_result boot;
	json_t *run;
	size_t at;

	for (size_t i = 0; i < m->nr; i++) {
		json_t *o = strstr(m->member[i].name, "/boot.") &&
			span_ends(span_of(m->member[i].name), ".json") ?
			evidence_json(m, m->member[i].name) : NULL;

		json_array_foreach(json_object_get(o, "runs"), at, run)
			if (boot_result_read(run, &boot) &&
			    !strcmp(boot.log, log))
				boot_result_seal(asked->secret, &boot,
						 json_object_get(o, "inputs"));
		json_decref(o);
	}
}

/* What a console says that is the same each time. */
static void add_console(struct buf *out, struct span text,
			const struct boot_asked *asked)
{
	struct console c;

	console_read(&c, text, asked);
	buf_addf(out, "%s %s %s %s\n", ending_name(c.ending),
		 c.check ? c.check : "", c.kernel ? c.kernel : "",
		 c.has_result ? outcome_name(c.result) : "");
	for (size_t i = 0; i < c.nr; i++)
		buf_addf(out, "%s %s\n", c.step[i].name,
			 outcome_name(c.step[i].outcome));
	console_release(&c);
}

/*
 * True for a member with times in it; *lasting is what of it is the same each
 * time.
 */
static bool has_times(const struct members *all, const struct member *m,
		      struct buf *lasting)
{
	struct boot_asked asked = { 0 };
	json_t *o;
	char *dump;

	buf_clear(lasting);
	if (strncmp(m->name, OUT "/", strlen(OUT "/")))
		return false;
	if (span_ends(span_of(m->name), ".log")) {
		find_secret(all, m->name, &asked);
		add_console(lasting, buf_span(&m->bytes), &asked);
		return true;
	}
	o = json_loadb(buf_span(&m->bytes).at, m->bytes.len, 0, NULL);
	if (!o)
		return false;
	settle(o);
	dump = json_dumps(o, JSON_SORT_KEYS | JSON_COMPACT);
	buf_adds(lasting, dump ? dump : "");
	free(dump);
	json_decref(o);
	return true;
}

static json_t *digest(struct span bytes)
{
	char hex[65];

	result_digest(bytes.at, bytes.len, hex);
	return json_string(hex);
}

static json_t *entry(struct span bytes)
{
	return json_pack("{so sI}", "sha256", digest(bytes), "bytes",
			 (json_int_t)bytes.len);
}

static void list(const struct members *m, json_t *members, json_t *times)
{
	struct buf lasting = { 0 };

	for (size_t i = 0; i < m->nr; i++) {
		const struct member *member = &m->member[i];
		json_t *whole;

		if (!strcmp(member->name, MANIFEST) ||
		    !strcmp(member->name, SIGNATURE))
			continue;
		whole = entry(buf_span(&member->bytes));
		if (has_times(m, member, &lasting)) {
			json_object_set_new(times, member->name, whole);
			whole = json_pack("{so}", "content",
					  digest(buf_span(&lasting)));
		}
		json_object_set_new(members, member->name, whole);
	}
	buf_release(&lasting);
}

/*
 * The branch is the one whose series is there; of several targets, the one
 * whose results are.
 */
static char *branch_of(const struct members *m)
{
	char *branch = NULL, *results;
	const char *line = NULL;

	for (size_t i = 0; i < m->nr; i++)
		if (!strncmp(m->member[i].name, "series/", 7)) {
			if (line)
				return NULL;
			line = m->member[i].name + 7;
		}
	if (!line)
		return NULL;
	results = xstrfmt(OUT "/%s@", line);
	for (size_t i = 0; !branch && i < m->nr; i++)
		if (!strncmp(m->member[i].name, results, strlen(results))) {
			const char *name = m->member[i].name + strlen(OUT "/");

			branch = xstrfmt("%.*s", (int)strcspn(name, "/"), name);
		}
	free(results);
	return branch ? branch : xstrdup(line);
}

static json_t *stored_stage(const struct members *m, const char *branch,
			const char *stage)
{
	char *name = xstrfmt("%s/%s/%s.json", OUT, branch, stage);
	json_t *o = evidence_json(m, name);

	free(name);
	return o;
}

/* patchset_hash: over the digests of the patches in the series' order. */
static json_t *patchset_hash(const struct members *m, const char *branch)
{
	/* of v6.12@arm64 it is v6.12's series */
	int line = strcspn(branch, "@");
	char *name = xstrfmt("series/%.*s", line, branch), hex[65];
	struct series s = { 0 };
	struct buf hashes = { 0 };
	struct diag ignored;
	json_t *hash;

	if (!series_parse(&s, buf_span(&members_find(m, name)->bytes), name,
			  &ignored))
		for (size_t i = 0; i < s.nr; i++) {
			char *path = xstrfmt("patches/%.*s/%s", line, branch,
					     s.entry[i].name);
			const struct member *patch = members_find(m, path);

			if (patch) {
				struct span bytes = buf_span(&patch->bytes);

				result_digest(bytes.at, bytes.len, hex);
			}
			buf_addf(&hashes, "%s\n", patch ? hex : "missing");
			free(path);
		}
	hash = hashes.len ? digest(buf_span(&hashes)) : json_string("");
	series_release(&s);
	buf_release(&hashes);
	free(name);
	return hash;
}

/* A value out of a result, or null. */
static json_t *value_of(const json_t *o, const char *of, const char *key)
{
	json_t *value = json_object_get(of ? json_object_get(o, of) : o, key);

	return value ? json_incref(value) : json_null();
}

static json_t *kernel_of(const json_t *boot)
{
	return value_of(json_array_get(json_object_get(boot, "runs"), 0), NULL,
			"kernel");
}

/* How many steps the bundle has results of; two at least. */
static size_t steps_of(const struct members *m, const char *branch)
{
	size_t nr_steps = 2;
	bool there = true;

	while (there) {
		char *name = xstrfmt("%s/%s/build.step%zu.json", OUT, branch,
				     nr_steps - 1);

		there = members_find(m, name);
		nr_steps += there;
		free(name);
	}
	return nr_steps;
}

static json_t *stages_of(json_t *const *stage, size_t nr_steps)
{
	json_t *stages = json_object();

	for_each_judged_stage(i, nr_steps)
		if (stage[i])
			json_object_set_new(stages, stage_id(i, nr_steps).name,
					    value_of(stage[i], NULL, "outcome"));
	return stages;
}

/* The tree and the kernel of each step. */
static json_t *trees_of(json_t *const *stage, size_t nr_steps)
{
	json_t *o = json_object();

	for (size_t k = 0; k < nr_steps; k++) {
		struct step_name name = step_name(k, nr_steps);

		json_object_set_new(o, name.at, value_of(stage[STAGE_APPLY],
							 "inputs", name.at));
	}
	json_object_set_new(o, "base is", value_of(stage[STAGE_APPLY], "inputs",
						   "base is"));
	return o;
}

static json_t *kernels_of(json_t *const *stage, size_t nr_steps)
{
	json_t *o = json_object();

	for (size_t k = 0; k < nr_steps; k++) {
		struct step_name step = step_name(k, nr_steps);
		json_t *built = stage[stage_build(k)], *kernel;
		const char *mode;

		json_object_set_new(o, step.at,
				    value_of(built, NULL, "image_sha256"));
		json_object_foreach(json_object_get(built, "kernels"), mode,
				    kernel) {
			char *side = xstrfmt("%s.%s", step.at, mode);

			json_object_set_new(o, side,
					    value_of(kernel, NULL,
						     "image_sha256"));
			free(side);
		}
	}
	return o;
}

json_t *evidence_manifest(const struct members *m)
{
	char *branch = branch_of(m);
	json_t *members, *times, **stage, *verdict, *o;
	const json_t *built, *booted;
	size_t nr_steps, last;

	if (!branch)
		return NULL;
	nr_steps = steps_of(m, branch);
	last = nr_steps - 1;
	stage = new_array(stage_count(nr_steps), sizeof(*stage));
	for_each_judged_stage(i, nr_steps)
		stage[i] = stored_stage(m, branch, stage_id(i, nr_steps).name);
	verdict = stored_stage(m, branch, "verdict");
	built = stage[stage_build(last)];
	booted = stage[stage_boot(last, nr_steps)];
	members = json_object();
	times = json_object();
	list(m, members, times);
	o = json_pack("{si ss so so so so so s{so so so so} so so s{so}}",
		      "format", 1, "branch", branch,
		      "base", value_of(verdict, NULL, "base"),
		      "verdict", value_of(verdict, NULL, "verdict"),
		      "patchset_hash", patchset_hash(m, branch),
		      "tree", trees_of(stage, nr_steps),
		      "vmlinux", kernels_of(stage, nr_steps), "made with",
		      "compiler", value_of(built, "inputs", "compiler"),
		      "binutils", value_of(built, "inputs", "binutils"),
		      "qemu", value_of(booted, "inputs", "qemu"),
		      "kernel", kernel_of(booted),
		      "stages", stages_of(stage, nr_steps), "members", members,
		      "times", "members", times);
	for_each_judged_stage(i, nr_steps)
		json_decref(stage[i]);
	free(stage);
	free(branch);
	json_decref(verdict);
	return o;
}

void evidence_add_manifest(struct members *m, const json_t *manifest)
{
	char *dump = json_dumps(manifest, JSON_SORT_KEYS | JSON_INDENT(2));
	struct buf text = { 0 }, old = { 0 };

	buf_addf(&text, "%s\n", dump);
	members_take(m, MANIFEST, &old);
	buf_release(&old);
	members_add(m, MANIFEST, &text);
	free(dump);
}

struct telling {
	const char *skip;
	void (*tell)(void *arg, const char *place, const char *in_a,
		     const char *in_b);
	void *arg;
};

static size_t tell_one(const struct telling *t, const char *place,
		       const json_t *a, const json_t *b)
{
	char *in_a = a ? json_dumps(a, JSON_COMPACT | JSON_ENCODE_ANY |
				    JSON_SORT_KEYS) : NULL;
	char *in_b = b ? json_dumps(b, JSON_COMPACT | JSON_ENCODE_ANY |
				    JSON_SORT_KEYS) : NULL;

	t->tell(t->arg, place, in_a ? in_a : "nothing", in_b ? in_b : "nothing");
	free(in_a);
	free(in_b);
	return 1;
}

static size_t differ(const struct telling *t, const char *place, json_t *a,
		     json_t *b)
{
	json_t *all, *value;
	const char *key;
	size_t nr = 0;

	if (json_equal(a, b) || (t->skip && !strcmp(place, t->skip)))
		return 0;
	if (!json_is_object(a) || !json_is_object(b))
		return tell_one(t, place, a, b);
	all = json_copy(a);
	json_object_update_missing(all, b);
	json_object_foreach(all, key, value) {
		char *deeper = xstrfmt("%s%s%s", place, *place ? "." : "", key);

		nr += differ(t, deeper, json_object_get(a, key),
			     json_object_get(b, key));
		free(deeper);
	}
	json_decref(all);
	return nr;
}

size_t evidence_differences(const json_t *a, const json_t *b, const char *skip,
			    void (*tell)(void *arg, const char *place,
					 const char *in_a, const char *in_b),
			    void *arg)
{
	const struct telling t = { skip, tell, arg };

	return differ(&t, "", (json_t *)a, (json_t *)b);
}
