// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: what a bundle holds, from project, results and cache. */
#include "cmd/evidence/gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/evidence/manifest.h"
#include "core/patch/series.h"
#include "core/text/text-json.h"
#include "core/verdict/verdict.h"
#include "sys/build/image.h"
#include "sys/build/mode-kernels.h"
#include "sys/conf/branch.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/check.h"
#include "sys/conf/mode.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/store/result.h"

struct gathering {
	const struct ctx *ctx;
	const struct branch *branch;
	struct members *m;
};

/* The file at path as the member of that name; once. */
static int add_as(struct gathering *g, const char *path, const char *name,
		  struct diag *why)
{
	struct buf bytes = { 0 };

	if (members_find(g->m, name))
		return 0;
	if (fs_read(&bytes, path, why)) {
		buf_release(&bytes);
		return -1;
	}
	members_add(g->m, name, &bytes);
	return 0;
}

static int add(struct gathering *g, const char *path, struct diag *why)
{
	return add_as(g, path, path, why);
}

/* Each file below folder. */
static int add_folder(struct gathering *g, const char *folder,
		      struct diag *why)
{
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_GIT, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		/* links to nothing are editors': see result_key_add_folder() */
		if (fs_is_folder(path))
			ret = add_folder(g, path, why);
		else if (fs_exists(path))
			ret = add(g, path, why);
		free(path);
	}
	strings_release(&names);
	return ret;
}

static bool among(struct target *const *list, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(list[i]->name, name))
			return true;
	return false;
}

/* Asks whether a section that stays names the target. */
static bool names_target(const struct gathering *g, const char *name)
{
	const struct branch *b = g->branch;
	const struct conf *c = &g->ctx->conf;

	if (among(b->targets, b->nr_targets, name))
		return true;
	for (size_t i = 0; i < c->nr_modes; i++)
		if (among(c->mode[i].target, c->mode[i].nr_targets, name))
			return true;
	for (size_t i = 0; i < b->nr_named; i++)
		if (among(b->named[i]->target, b->named[i]->nr_targets, name))
			return true;
	return false;
}

/*
 * Asks whether the section "[kind "name"]" is another branch's, or a fix or a
 * target that no section of ours names.
 */
static bool is_foreign(const struct gathering *g, struct span line)
{
	const struct branch *b = g->branch;
	char kind[32] = "", name[256] = "", *text;

	text = span_copy(line);
	sscanf(text, " [%31[a-zA-Z] \"%255[^\"]\"", kind, name);
	free(text);
	if (!strcasecmp(kind, "branch"))
		return strcmp(name, b->line);
	if (!strcasecmp(kind, "target"))
		return !names_target(g, name);
	return !strcasecmp(kind, "fix") && !branch_names_fix(b, name);
}

/* Where series and patches are in the project: in a bundle they have names. */
static bool is_place(struct span line)
{
	static const char *const keys[] = { "series", "patches" };
	struct span word = span_trim(line);
	size_t len = 0;

	while (len < word.len && !strchr(" \t=", word.at[len]))
		len++;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strlen(keys[i]) == len &&
		    !strncasecmp(word.at, keys[i], len))
			return true;
	return false;
}

/* The configuration without what concerns others. */
static int add_conf(struct gathering *g, struct diag *why)
{
	struct buf whole = { 0 }, part = { 0 };
	struct span rest, line;
	bool foreign = false;
	int ret = fs_read(&whole, g->ctx->conf_path, why);

	for (rest = buf_span(&whole); !ret && span_line(&rest, &line);) {
		if (span_starts(span_trim(line), "["))
			foreign = is_foreign(g, line);
		if (!foreign && !is_place(line))
			buf_addf(&part, "%.*s\n", (int)line.len, line.at);
	}
	if (!ret)
		members_add(g->m, "backport.conf", &part);
	buf_release(&whole);
	return ret;
}

static int add_patches(struct gathering *g, struct diag *why)
{
	const struct branch *b = g->branch;
	char *series = xstrfmt("series/%s", b->line);
	struct buf text = { 0 };
	struct series s = { 0 };
	int ret = branch_series_read(&text, b, ".", why);

	if (ret == 1)
		ret = diag_set(why, series, 0, "no such series");
	if (!ret)
		ret = series_parse(&s, buf_span(&text), series, why);
	if (!ret)
		members_add(g->m, series, &text);
	for (size_t i = 0; !ret && i < s.nr; i++) {
		char *path = branch_patch(b, ".", s.entry[i].name);
		char *name = xstrfmt("patches/%s/%s", b->line, s.entry[i].name);

		ret = add_as(g, path, name, why);
		free(name);
		free(path);
	}
	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		char *path = xstrfmt("patches/upstream/%s", b->fix[i]->patch);

		if (fs_exists(path))
			ret = add(g, path, why);
		free(path);
	}
	series_release(&s);
	free(series);
	return ret;
}

static int add_fragments(struct gathering *g, struct diag *why)
{
	const struct branch *b = g->branch;
	int ret = 0;

	for (size_t i = 0; !ret && i < b->target->nr_fragments; i++)
		ret = add(g, b->target->fragment[i], why);
	for (size_t i = 0; !ret && i < b->nr_fragments; i++)
		ret = add(g, b->fragment[i], why);
	for_each_built_mode(m, b)
		for (size_t i = 0; !ret && i < m->nr_fragments; i++)
			ret = add(g, m->fragment[i], why);
	return ret;
}

/*
 * What boots: PID 1, if it is the project's, and the checks; also those of
 * other targets, whose check.conf says so.
 */
static int add_guest(struct gathering *g, struct diag *why)
{
	const struct branch *b = g->branch;
	int ret = fs_is_folder("guest") ? add_folder(g, "guest", why) : 0;

	for (size_t i = 0; !ret && i < b->nr_named; i++) {
		char *folder = xstrfmt(CHECKS "/%s", b->named[i]->check);

		if (fs_is_folder(folder))
			ret = add_folder(g, folder, why);
		free(folder);
	}
	return ret;
}

/*
 * The results of the branch's stages, and the verdict: what else lies there is
 * of mutants, or of steps that the branch had once.
 */
static int add_results(struct gathering *g, size_t nr_steps, struct diag *why)
{
	size_t nr = stage_count(nr_steps);
	int ret = 0;

	for (size_t i = 0; !ret && i <= nr; i++) {
		char *path = xstrfmt("%s/%s/%s.json", OUT, g->branch->name,
				     i < nr ? stage_id(i, nr_steps).name :
					      "verdict");

		if (fs_exists(path))
			ret = add(g, path, why);
		free(path);
	}
	return ret;
}

/* The consoles that a boot's result names. */
static int add_consoles(struct gathering *g, const char *stage,
			struct diag *why)
{
	char *name = xstrfmt("%s/%s/%s.json", OUT, g->branch->name, stage);
	json_t *o = evidence_json(g->m, name), *run;
	size_t i;
	int ret = 0;

	json_array_foreach(json_object_get(o, "runs"), i, run) {
		const char *log = json_string_value(json_object_get(run, "log"));

		if (!ret && log)
			ret = add(g, log, why);
	}
	json_decref(o);
	free(name);
	return ret;
}

/* The .config among the images of a build. 0; 1 when they are others; -1. */
static int add_built_config(struct gathering *g, const struct result *built,
			    const struct mode *mode, const char *side,
			    struct diag *why)
{
	const char *sha256 = json_text(mode_kernel_of(built->more, mode),
				       "image_sha256");
	char *name = xstrfmt("config/%s", side), *path;
	int ret = built->outcome == PASS ?
		image_kept(g->branch, side, built->key, why) : 0;
	struct image images = { .lock = -1 };

	ret = ret < 0 ? -1 : !ret;
	if (!ret)
		ret = image_open(&images, g->branch, side, sha256, why);
	if (!ret) {
		path = xstrfmt("%s/.config", images.folder);
		ret = add_as(g, path, name, why);
		free(path);
	}
	image_close(&images);
	free(name);
	return ret;
}

/*
 * The .config that a step was built with, in a mode that is built or NULL, if
 * the cache still has that build as it was.
 */
static int add_config(struct gathering *g, const char *step,
		      const struct mode *mode, struct diag *why)
{
	char *side = mode_side(step, mode), *stage = xstrfmt("build.%s", step);
	struct result built;
	char line[1024];
	int ret = result_load(&built, OUT, g->branch->name, stage, why);

	if (!ret) {
		diag_clear(why);
		ret = add_built_config(g, &built, mode, side, why);
		if (ret > 0 && g->ctx->verbosity >= 0)
			notice("backport: %s: the .config of %s is not in the bundle: %s\n",
			       g->branch->name, side, *why->text ?
			       diag_line(why, line, sizeof(line)) :
			       "it is gone from the cache");
		result_release(&built);
	}
	free(stage);
	free(side);
	return ret < 0 ? -1 : 0;
}

int evidence_gather(const struct ctx *ctx, const struct branch *b,
		    struct members *m, struct diag *why)
{
	struct gathering g = { ctx, b, m };
	size_t nr_steps = b->nr_steps;
	int ret = 0;

	*m = (struct members){ 0 };
	if (add_conf(&g, why) || add_patches(&g, why) ||
	    add_fragments(&g, why) || add_guest(&g, why) ||
	    add_results(&g, nr_steps, why))
		ret = -1;
	for (size_t i = 0; !ret && i < nr_steps; i++)
		ret = add_consoles(&g, stage_id(stage_boot(i, nr_steps),
						   nr_steps).name, why);
	for (size_t i = 0; !ret && i < nr_steps; i++) {
		struct step_name step = step_name(i, nr_steps);

		ret = add_config(&g, step.at, NULL, why);
		for_each_built_mode(mode, b)
			if (!ret)
				ret = add_config(&g, step.at, mode, why);
	}
	return ret;
}
