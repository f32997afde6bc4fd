// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport objects: what a branch's fixes do to the code, function by function.
 */
#include "cmd/cmd.h"

#include <jansson.h>
#include <string.h>

#include "sys/build/objects-stage.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

static json_int_t number_of(const json_t *o, const char *name)
{
	return json_integer_value(json_object_get(o, name));
}

static void show_func(const json_t *f, struct buf *out)
{
	const char *why = json_text(f, "why"), *through = json_text(f, "through");
	bool inlined = !strcmp(why, "inlined");

	buf_addf(out, "  %-36s %-8s %6lld -> %-6lld %s%s\n", json_text(f, "name"),
	       json_text(f, "change"), (long long)number_of(f, "before"),
	       (long long)number_of(f, "after"),
	       inlined ? "inlined: " : !strcmp(why, "patch") ? "by the patch" :
	       "neither patched nor inlined into",
	       inlined ? through : "");
}

static void show_source(const json_t *source, struct buf *out)
{
	const json_t *funcs = json_object_get(source, "functions");
	const json_t *codeless = json_object_get(source, "codeless"), *one;
	size_t all = (size_t)number_of(source, "unchanged") +
		json_array_size(funcs);
	size_t i;

	buf_addf(out, "%s: ", json_text(source, "path"));
	if (all)
		buf_addf(out, "%zu of %zu functions differ\n",
			 json_array_size(funcs), all);
	else
		buf_adds(out, "has no function\n");
	json_array_foreach(funcs, i, one)
		show_func(one, out);
	json_array_foreach(codeless, i, one)
		buf_addf(out, "  %-36s has no code of its own\n",
		       json_string_value(one));
}

static void show_list(json_t *o, const char *list, const char *what,
		      struct buf *out)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(o, list), i, one)
		buf_addf(out, "%s: %s\n", json_string_value(one), what);
}

static void show(json_t *o)
{
	struct buf out = { 0 };
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(o, "sources"), i, one)
		show_source(one, &out);
	show_list(o, "one_sided", "compiled on one side only", &out);
	show_list(o, "not_compared", "not compiled by this configuration", &out);
	show_list(o, "not_sources", "not compiled alone", &out);
	/* names are the object file's and the patch's */
	if (out.len)
		say("%s", out.at);
	buf_release(&out);
}

/* What the stored result says, below the line that says how the stage went. */
static int show_result(const struct ctx *ctx, const char *branch)
{
	struct diag why = { 0 };
	struct result r;
	json_t *o;
	int ret = result_load(&r, OUT, branch, OBJECTS_STAGE, &why);

	if (ret)
		return ret < 0 ? cmd_cannot(ctx, &why) : 0;
	o = result_json(&r);
	show(o);
	json_decref(o);
	result_release(&r);
	return 0;
}

static int run_branch(const struct ctx *ctx, const char *name, bool force)
{
	struct kernel k = { 0 };
	struct diag why = { 0 };
	int ret, status;

	k.branch = conf_branch(&ctx->conf, name, &why);
	if (!k.branch)
		return cmd_cannot(ctx, &why);
	ret = kernel_find(&k, &why);
	status = ret ? cmd_stage_without(ctx, k.branch->name, OBJECTS_STAGE,
					 ret > 0 ? SKIP : ERROR, &why) :
		cmd_objects_stage(ctx, &k, force);
	if (!ret && !ctx->json && ctx->verbosity >= 0 && !cmd_is_job() &&
	    show_result(ctx, k.branch->name))
		status = EXIT_CANNOT;
	kernel_release(&k);
	return status;
}

/* BEFORE.o AFTER.o [BEFORE.c AFTER.c], of anywhere. */
static int show_files(const struct ctx *ctx, int nr, char **path)
{
	struct object_pair p = { 0 };
	struct code_effect effect = { 0 };
	struct diag why = { 0 };
	json_t *o;
	int ret = 0;

	for (int i = 0; !ret && i < 2; i++) {
		p.path[i] = xstrdup(path[i]);
		ret = fs_read(&p.object[i], path[i], &why);
		if (!ret && nr == 4)
			ret = fs_read(&p.source[i], path[i + 2], &why);
	}
	if (!ret)
		ret = object_pair_compare(&p, &effect, &why);
	if (!ret) {
		o = json_pack("{s:[o]}", "sources",
			      objects_json(path[nr == 4 ? 3 : 1], &effect));
		if (ctx->json)
			cmd_print_json(json_incref(o));
		else
			show(o);
		json_decref(o);
	}
	code_effect_release(&effect);
	object_pair_release(&p);
	return ret ? cmd_cannot(ctx, &why) : EXIT_OK;
}

static const struct option options[] = {
	{ "files", no_argument, NULL, 'f' },
	{ "force", no_argument, NULL, 'F' },
	{ 0 }
};

static int cmd_objects_run(struct ctx *ctx, int argc, char **argv)
{
	bool files = false, force = false;
	struct diag why = { 0 };
	int opt;

	while ((opt = cmd_next_option(&cmd_objects, argc, argv, NULL)) != -1) {
		if (opt != 'f' && opt != 'F')
			return EXIT_USAGE;
		files |= opt == 'f';
		force |= opt == 'F';
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
	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why))
		return cmd_cannot(ctx, &why);
	return run_branch(ctx, argv[0], force);
}

const struct cmd cmd_objects = {
	.name = "objects",
	.args = "BRANCH [--force]\n"
		"       backport objects --files BEFORE.o AFTER.o [BEFORE.c AFTER.c]",
	.summary = "Compile what a branch's fixes touch, and show whose code they change",
	.help =
"  --force  also when the stored result still holds\n"
"  --files  compare two object files, and say why by their sources\n"
"\n"
"Compiles each .c and .S file that differs between before and after, the first\n"
"step and the last, in both, and what Kbuild needs for that, before any kernel is\n"
"built; the builds go on from there. Sources that the configuration does not\n"
"build are left out and named. Each is compiled once more, with the kernel's own\n"
"command and -g, into work/PROJECT/BRANCH/objects of the cache. Those objects are\n"
"compared function by function. A function is unchanged when its instructions are\n"
"the same, whatever addresses they stand at or refer to: calls and data count by\n"
"name, strings and constants by content, a function's parts (.cold, .isra,\n"
".constprop, .part) as the function itself, __LINE__ as a place in its function.\n"
"For the others it says why they differ: 'by the patch', the function's own\n"
"source differs; 'inlined: F', F's source differs and the compiler put F into it\n"
"(DWARF); 'neither', a macro, a type or a table differs, or what the compiler\n"
"made of a callee. Functions whose source differs without code of their own are\n"
"named last. The result goes to out/BRANCH/objects.json.\n"
"\n"
"A touched source that does not compile is a FAIL, also of the build of that\n"
"step.\n"
"\n"
"Exit status: 0 compared; 1 a touched source does not compile (the first error\n"
"and its command are shown); 125 there is no such tree, or nothing that was\n"
"touched is compiled alone; 128 could not be carried out; 129 usage.\n",
	.options = options,
	.file_args = true,
	.pages = true,
	.run = cmd_objects_run,
};
