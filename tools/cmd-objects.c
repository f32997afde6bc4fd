// SPDX-License-Identifier: GPL-2.0-only
/* backport objects: what a branch's fixes do to the code, function by function. */
#include "cmd-objects.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/blast.h"
#include "sys/fs.h"
#include "sys/objects.h"
#include "sys/result.h"

#define STAGE	"objects"

/* The files of one source on both sides. */
struct pair {
	struct buf object[2], source[2];
	char *path[2];
};

static const char *const sides[] = { "before", "after" };

static void pair_release(struct pair *p)
{
	for (int i = 0; i < 2; i++) {
		buf_release(&p->object[i]);
		buf_release(&p->source[i]);
		free(p->path[i]);
	}
}

static int pair_compare(const struct pair *p, struct blast *blast,
			struct diag *why)
{
	struct blast_side side[2];

	for (int i = 0; i < 2; i++)
		side[i] = (struct blast_side){ buf_span(&p->object[i]),
			buf_span(&p->source[i]), p->path[i] };
	return blast_find(blast, &side[0], &side[1], why);
}

static json_t *func_json(const struct blast_func *f)
{
	return json_pack("{s:s, s:s, s:I, s:I, s:s, s:s}", "name", f->name,
			 "change", object_change_name(f->change),
			 "before", (json_int_t)f->before,
			 "after", (json_int_t)f->after,
			 "why", blast_why_name(f->why), "through", f->through);
}

static json_t *blast_json(const char *path, const struct blast *blast)
{
	json_t *o = json_object(), *funcs = json_array(), *codeless;

	codeless = json_array();
	for (size_t i = 0; i < blast->nr; i++)
		json_array_append_new(funcs, func_json(&blast->func[i]));
	for (size_t i = 0; i < blast->nr_codeless; i++)
		json_array_append_new(codeless,
				      json_string(blast->codeless[i]));
	json_object_set_new(o, "path", json_string(path));
	json_object_set_new(o, "functions", funcs);
	json_object_set_new(o, "codeless", codeless);
	json_object_set_new(o, "unchanged", json_integer(blast->nr_unchanged));
	return o;
}

/* Reads a source's files of one side. 0, 1 when the configuration does not build it, -1 and *why. */
static int read_side(const struct branch *b, const char *path, int side,
		     struct pair *p, struct diag *why)
{
	char *object = fs_path("%s.o", path);
	char *source = objects_path(b, sides[side], path, why);
	int ret;

	p->path[side] = objects_path(b, sides[side], object, why);
	ret = !p->path[side] || !source ? -1 : !fs_exists(p->path[side]);
	if (!ret && (fs_read(&p->object[side], p->path[side], why) ||
		     fs_read(&p->source[side], source, why)))
		ret = -1;
	free(source);
	free(object);
	return ret;
}

/* Adds one source to "sources", or to "not_compared". */
static int compare_source(const struct branch *b, const char *path,
			  json_t *more, struct diag *why)
{
	struct pair p = { 0 };
	struct blast blast = { 0 };
	int ret = read_side(b, path, 0, &p, why);

	if (!ret)
		ret = read_side(b, path, 1, &p, why);
	if (!ret)
		ret = pair_compare(&p, &blast, why);
	if (!ret)
		json_array_append_new(json_object_get(more, "sources"),
				      blast_json(path, &blast));
	if (ret > 0)
		json_array_append_new(json_object_get(more, "not_compared"),
				      json_string(path));
	blast_release(&blast);
	pair_release(&p);
	return ret < 0 ? -1 : 0;
}

/* Finds the build of a side whose objects are kept, and adds its key. 0, 1 and *why, -1 and *why. */
static int find_side(const struct branch *b, const char *side,
		     struct touched *t, struct result_key *k, struct diag *why)
{
	char *stage = fs_path("build.%s", side);
	struct result built;
	int ret = result_load(&built, OUT, b->name, stage, why);

	if (!ret && built.outcome != PASS)
		ret = 1;
	if (!ret) {
		result_key_adds(k, stage, built.key);
		ret = objects_list(t, b, side, built.key, why);
	}
	if (ret > 0)
		diag_set(why, NULL, 0, "%s of %s left no objects; run: backport build %s --side %s",
			 stage, b->name, b->name, side);
	result_release(&built);
	free(stage);
	return ret;
}

static bool same_list(const struct touched *a, const struct touched *b)
{
	bool same = a->nr == b->nr;

	for (size_t i = 0; same && i < a->nr; i++)
		same = !strcmp(a->path[i], b->path[i]);
	return same;
}

static int compare_all(const struct branch *b, const struct touched *t,
		       struct stage *s, struct diag *why)
{
	json_t *more = s->result.more;
	int ret = 0;
	bool any;

	json_object_set_new(more, "sources", json_array());
	json_object_set_new(more, "not_compared", json_array());
	for (size_t i = 0; !ret && i < t->nr; i++)
		ret = compare_source(b, t->path[i], more, why);
	any = json_array_size(json_object_get(more, "sources")) > 0;
	if (!ret)
		ret = stage_end(s, any ? PASS : SKIP, any ? "" :
				"none of the touched files is compiled by this configuration",
				why);
	return ret;
}

int objects_stage(const struct branch *b, struct diag *why)
{
	struct touched t[2] = { 0 };
	struct result_key *k = result_key_new();
	struct stage s = { 0 };
	int ret = 0;

	result_key_adds(k, "recipe", VERSION);
	for (int i = 0; !ret && i < 2; i++)
		ret = find_side(b, sides[i], &t[i], k, why);
	if (!ret && !same_list(&t[0], &t[1]))
		ret = 1, diag_set(why, NULL, 0, "the builds of %s are of two different patches; run: backport build %s --side before",
				  b->name, b->name);
	if (!ret)
		ret = stage_lock(&s, OUT, b->name, STAGE, true, why);
	if (ret) {
		free(result_key_end(k));
	} else {
		ret = stage_begin(&s, k, false, why);
		if (!ret)
			ret = compare_all(b, &t[1], &s, why);
		ret = ret < 0 ? -1 : 0;
		stage_release(&s);
	}
	touched_release(&t[0]);
	touched_release(&t[1]);
	return ret;
}

static const char *text_of(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));

	return s ? s : "";
}

static json_int_t number_of(const json_t *o, const char *name)
{
	return json_integer_value(json_object_get(o, name));
}

static void show_func(const json_t *f)
{
	const char *why = text_of(f, "why"), *through = text_of(f, "through");
	bool inlined = !strcmp(why, "inlined");

	printf("  %-36s %-8s %6lld -> %-6lld %s%s\n", text_of(f, "name"),
	       text_of(f, "change"), (long long)number_of(f, "before"),
	       (long long)number_of(f, "after"),
	       inlined ? "inlined: " : !strcmp(why, "patch") ? "by the patch" :
	       "neither patched nor inlined into",
	       inlined ? through : "");
}

static void show_source(const json_t *source)
{
	const json_t *funcs = json_object_get(source, "functions");
	const json_t *codeless = json_object_get(source, "codeless"), *one;
	size_t i;

	printf("%s: %zu of %lld functions differ\n", text_of(source, "path"),
	       json_array_size(funcs),
	       (long long)number_of(source, "unchanged") +
	       (long long)json_array_size(funcs));
	json_array_foreach(funcs, i, one)
		show_func(one);
	json_array_foreach(codeless, i, one)
		printf("  %-36s has no code of its own\n",
		       json_string_value(one));
}

static void show(const struct ctx *ctx, json_t *o)
{
	const json_t *one;
	char *line;
	size_t i;

	if (ctx->json) {
		line = json_dumps(o, JSON_COMPACT);
		puts(line ? line : "{}");
		free(line);
		return;
	}
	json_array_foreach(json_object_get(o, "sources"), i, one)
		show_source(one);
	json_array_foreach(json_object_get(o, "not_compared"), i, one)
		printf("%s: not compiled by this configuration\n",
		       json_string_value(one));
}

static int show_branch(const struct ctx *ctx, const char *name)
{
	struct diag why = { 0 };
	const struct branch *b = conf_branch(&ctx->conf, name, &why);
	struct result r = { 0 };
	json_t *o;
	int ret, status;

	if (!b)
		return cmd_cannot(ctx, &why);
	ret = objects_stage(b, &why);
	if (!ret)
		ret = result_load(&r, OUT, b->name, STAGE, &why);
	if (ret) {
		status = cmd_cannot(ctx, &why);
		return ret > 0 ? EXIT_NOTHING : status;
	}
	o = result_json(&r);
	show(ctx, o);
	json_decref(o);
	status = r.outcome == PASS ? EXIT_OK : EXIT_NOTHING;
	result_release(&r);
	return status;
}

/* BEFORE.o AFTER.o [BEFORE.c AFTER.c], of anywhere. */
static int show_files(const struct ctx *ctx, int nr, char **path)
{
	struct pair p = { 0 };
	struct blast blast = { 0 };
	struct diag why = { 0 };
	json_t *o;
	int ret = 0;

	for (int i = 0; !ret && i < 2; i++) {
		p.path[i] = fs_path("%s", path[i]);
		ret = fs_read(&p.object[i], path[i], &why);
		if (!ret && nr == 4)
			ret = fs_read(&p.source[i], path[i + 2], &why);
	}
	if (!ret)
		ret = pair_compare(&p, &blast, &why);
	if (!ret) {
		o = json_pack("{s:[o]}", "sources",
			      blast_json(path[nr == 4 ? 3 : 1], &blast));
		show(ctx, o);
		json_decref(o);
	}
	blast_release(&blast);
	pair_release(&p);
	return ret ? cmd_cannot(ctx, &why) : EXIT_OK;
}

static int cmd_objects_run(struct ctx *ctx, int argc, char **argv)
{
	static const struct option options[] = {
		{ "files", no_argument, NULL, 'f' },
		{ 0 }
	};
	bool files = false;
	struct diag why = { 0 };
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (opt != 'f')
			return cmd_usage(&cmd_objects, "see the options below");
		files = true;
	}
	argc -= optind;
	argv += optind;
	if (files && argc != 2 && argc != 4)
		return cmd_usage(&cmd_objects, "--files wants two objects, or two objects and their two sources, got %d names",
				 argc);
	if (files)
		return show_files(ctx, argc, argv);
	if (argc != 1)
		return cmd_usage(&cmd_objects, "wants one branch, got %d",
				 argc);
	if (conf_read(&ctx->conf, ctx->conf_path, &why))
		return cmd_cannot(ctx, &why);
	return show_branch(ctx, argv[0]);
}

const struct cmd cmd_objects = {
	.name = "objects",
	.args = "BRANCH | --files BEFORE.o AFTER.o [BEFORE.c AFTER.c]",
	.summary = "Show which functions' code a branch's fixes change, and why",
	.help =
"  --files  compare two object files, and say why by their sources\n"
"\n"
"'backport build' compiles each .c and .S file that differs between before and\n"
"after once more, with the kernel's own command and -g, into work/BRANCH/SIDE/objects\n"
"of the cache. Those objects are compared function by function. A function is\n"
"unchanged when its instructions are the same once what depends on places is\n"
"resolved: calls and data by name, strings and constants by content, a function's\n"
"parts (.cold, .isra, .constprop, .part) counted as the function itself, __LINE__ as a\n"
"place in its function. For the others it says why they differ: 'by the patch', the\n"
"function's own source differs; 'inlined: F', F's source differs and the compiler put\n"
"F into it (DWARF); 'neither', a macro, a type or a table differs, or what the\n"
"compiler made of a callee. Functions whose source differs without code of their own\n"
"are named last. The result goes to out/BRANCH/objects.json.\n"
"\n"
"Exit status: 0 compared; 125 a side was not built, or nothing that was touched is\n"
"compiled; 128 could not be carried out; 129 usage.\n",
	.run = cmd_objects_run,
};
