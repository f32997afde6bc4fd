// SPDX-License-Identifier: GPL-2.0-only
/* Touched objects with debug information, beside a build that needs none. */
#include "sys/build/touched-objects.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/build/confine.h"
#include "sys/build/image.h"
#include "sys/git/tree-diff.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/store/result.h"

static int add_path(const char *path, void *touched)
{
	strings_add(touched, path);
	return 0;
}

int touched_find(struct strings *t, git_repository *repo, const git_oid *before,
		 const git_oid *after, struct diag *why)
{
	int ret;

	memset(t, 0, sizeof(*t));
	ret = tree_diff(repo, before, after, add_path, t, why);
	strings_sort(t);
	return ret;
}

bool touched_is_source(const char *path)
{
	size_t n = strlen(path);

	return n > 2 && path[n - 2] == '.' &&
		(path[n - 1] == 'c' || path[n - 1] == 'S');
}

#define OBJECT	".touched.o"	/* in obj, where a compiler may write */

/* Where Kbuild notes how it compiled the source, below obj; caller frees. */
static char *record_of(const char *path)
{
	const char *name = base_name(path);

	return xstrfmt("%.*s.%.*s.o.cmd", (int)(name - path), path,
		       (int)strlen(name) - 2, name);
}

bool objects_recorded(const struct kbuild *k, const char *path)
{
	char *record = record_of(path);
	char *whole = xstrfmt("%s/%s", k->obj, record);
	bool there = fs_exists(whole);

	free(whole);
	free(record);
	return there;
}

/*
 * Kbuild's record beside the object: "cmd_PATH := COMMAND", newer ones
 * "savedcmd_PATH", the compiler first.
 */
static char *recorded_command(struct span record)
{
	struct span line;
	const char *at, *end;

	if (!span_line(&record, &line))
		return NULL;
	at = span_find(line, ":= ");
	if (!at)
		return NULL;
	line = span_skip(line, at + 3 - line.at);
	end = span_find(line, " ; ");
	return xstrfmt("%.*s", (int)(end ? end - line.at : (long)line.len),
		       line.at);
}

/*
 * The command without the file of dependencies that it writes, which is
 * Kbuild's.
 */
static char *without_depfile(const char *command)
{
	const char *at = strstr(command, "-Wp,-M"), *end;

	if (!at)
		return xstrdup(command);
	end = at + strcspn(at, " ");
	return xstrfmt("%.*s%s", (int)(at - command), command, end);
}

static int compile(struct kbuild *k, const char *command, const char *to,
		   const char *log, struct diag *why)
{
	char *plain = without_depfile(command);
	char *whole = xstrfmt("%s -g -o " OBJECT, plain);
	char *base = xstrfmt("CCACHE_BASEDIR=%s", k->work);
	const char *const argv[] = { "sh", "-c", whole, NULL };
	const char *const env[] = { "LC_ALL=C", base, "CCACHE_NOHASHDIR=1",
				    NULL };
	struct proc p = { .argv = argv, .env = env, .dir = k->obj, .log = log,
			  .output_max = KBUILD_LOG_MAX };
	struct proc_end end;
	int ret = confined_run(&k->confine, &p, &end, why);

	if (!ret && end.status)
		ret = diag_set(why, log, 0,
			       "the compiler ended with status %d when the object was made with -g",
			       end.status);
	if (!ret)
		ret = confined_copy(k->obj, OBJECT, to, why);
	free(base);
	free(whole);
	free(plain);
	return ret;
}

/* One source's object and a copy of it; nothing where the build made none. */
static int keep(struct kbuild *k, const char *folder, const char *path,
		struct diag *why)
{
	char *record = record_of(path);
	char *source = xstrfmt("%s/%s", k->src, path);
	char *copy = xstrfmt("%s/%s", folder, path);
	char *to = xstrfmt("%s.o", copy), *log = xstrfmt("%s.log", copy);
	char *parent = xstrfmt("%.*s", (int)(base_name(copy) - copy), copy);
	char *command = NULL;
	struct buf text = { 0 };
	int ret = 0;

	if (!objects_recorded(k, path) || !fs_exists(source))
		goto out;
	ret = confined_read(&text, k->obj, record, why);
	command = ret ? NULL : recorded_command(buf_span(&text));
	if (!command)
		goto out;
	ret = fs_mkdirs(parent, why);
	if (!ret)
		ret = confined_copy(k->src, path, copy, why);
	if (!ret)
		ret = compile(k, command, to, log, why);
out:
	buf_release(&text);
	free(command);
	free(parent);
	free(log);
	free(to);
	free(copy);
	free(source);
	free(record);
	return ret;
}

char *objects_path(const struct branch *b, const char *side, const char *file,
		   struct diag *why)
{
	char *below = xstrfmt("%s/%s", side, file);
	char *path = image_path(b, "objects", below, why);

	free(below);
	return path;
}

int objects_keep(struct kbuild *k, const struct strings *sources,
		 const char *side, const char *key, struct diag *why)
{
	char *path = objects_path(k->branch, side, "key", why);
	char *folder = path ? xstrfmt("%.*s", (int)(strlen(path) - 4), path) :
		NULL;
	char *full = NULL;
	int ret = folder ? fs_fresh_folder(folder, why) : -1;

	if (!ret)
		full = realpath(folder, NULL);	/* it runs elsewhere */
	for (size_t i = 0; !ret && i < sources->nr; i++)
		ret = keep(k, full ? full : folder, sources->at[i], why);
	if (!ret)
		ret = fs_publish(path, span_of(key), why);
	free(full);
	free(folder);
	free(path);
	return ret;
}

bool objects_kept(const struct branch *b, const char *side, const char *key)
{
	struct diag ignored;
	char *folder = xstrfmt("objects/%s", side);
	bool kept = image_kept(b, folder, key, &ignored) > 0;

	free(folder);
	return kept;
}

void object_pair_release(struct object_pair *p)
{
	for (int i = 0; i < 2; i++) {
		buf_release(&p->object[i]);
		buf_release(&p->source[i]);
		free(p->path[i]);
	}
}

int object_pair_compare(const struct object_pair *p, struct code_effect *effect,
			struct diag *why)
{
	struct effect_side side[2];

	for (int i = 0; i < 2; i++)
		side[i] = (struct effect_side){ buf_span(&p->object[i]),
			buf_span(&p->source[i]), p->path[i] };
	return code_effect_find(effect, &side[0], &side[1], why);
}

static json_t *func_json(const struct function_effect *f)
{
	return json_pack("{s:o, s:s, s:I, s:I, s:s, s:o}",
			 "name", text_json(f->name),
			 "change", object_change_name(f->change),
			 "before", (json_int_t)f->before,
			 "after", (json_int_t)f->after,
			 "why", effect_cause_name(f->cause),
			 "through", text_json(f->through));
}

json_t *objects_json(const char *path, const struct code_effect *effect)
{
	json_t *funcs = json_array(), *codeless = json_array();

	for (size_t i = 0; i < effect->nr; i++)
		json_array_append_new(funcs, func_json(&effect->func[i]));
	for (size_t i = 0; i < effect->nr_codeless; i++)
		json_array_append_new(codeless,
				      text_json(effect->codeless[i]));
	return json_pack("{so so so sI}", "path", text_json(path), "functions",
			 funcs, "codeless", codeless, "unchanged",
			 (json_int_t)effect->nr_unchanged);
}
