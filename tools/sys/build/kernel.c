// SPDX-License-Identifier: GPL-2.0-only
/*
 * The inputs of a branch's kernels, their keys, and whose fault a failed build
 * is.
 */
#include "sys/build/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/build/build-warnings.h"
#include "sys/build/configure.h"
#include "sys/build/image.h"
#include "sys/build/object-folder.h"
#include "sys/conf/check.h"
#include "sys/git/checkout.h"
#include "sys/git/repo.h"

/*
 * Part of the keys: count it up when compilers are called in another way that
 * no other input shows.
 */
#define RECIPE	"4"

/* What is asked of the configuration in each mode that is built. */
static int find_asked_in(struct kernel *k, struct diag *why)
{
	const struct branch *b = k->branch;
	int ret = 0;

	k->asked_in = new_array(b->nr_modes, sizeof(*k->asked_in));
	for_each_built_mode(m, b)
		if (!ret)
			ret = configure_fragments(&k->asked_in[m - b->mode],
						  ".", b, m, why);
	return ret;
}

static int find_config(struct kernel *k, struct diag *why)
{
	return configure_fragments(&k->asked, ".", k->branch, NULL, why) ||
	       find_asked_in(k, why) ? -1 : 0;
}

/* What to build it as, and with. */
static int find_tools(struct kernel *k, struct diag *why)
{
	return find_config(k, why) ||
	       toolchain_find(&k->toolchain, k->branch->target, why) ? -1 : 0;
}

int kernel_check_config(const struct branch *b, struct diag *why)
{
	struct kernel k = { .branch = b };
	int ret = find_config(&k, why);

	kernel_release(&k);
	return ret;
}

int kernel_find(struct kernel *k, struct diag *why)
{
	if (repo_open(&k->repo, why) ||
	    branch_steps_find(k->repo, ".", k->branch, &k->steps, why))
		return -1;
	if (k->steps.state != STEPS_FOUND) {
		diag_set(why, NULL, 0, "%s", k->steps.sentence);
		return 1;
	}
	return touched_find(&k->touched, k->repo, &k->steps.tree[0],
			    &k->steps.tree[k->steps.nr - 1], why) ?
		-1 : find_tools(k, why);
}

int kernel_find_for_bases(struct kernel *k, git_repository *repo,
			  struct diag *why)
{
	return repo_open_at(&k->repo, git_repository_path(repo), why) ?
		-1 : find_tools(k, why);
}

void kernel_set_base(struct kernel *k, const git_oid *tree)
{
	branch_steps_release(&k->steps);
	branch_steps_of_base(k->branch, tree, &k->steps);
}

struct step_name kernel_step(const struct kernel *k, size_t step)
{
	return step_name(step, k->steps.nr);
}

char *kernel_side(const struct kernel *k, size_t step)
{
	return mode_side(kernel_step(k, step).at, k->mode);
}

struct kernel kernel_in_mode(const struct kernel *k, const struct mode *mode)
{
	struct kernel in = *k;

	in.mode = mode;
	in.asked = k->asked_in[mode - k->branch->mode];
	in.asked_in = NULL;
	return in;
}

static bool is_base(const struct kernel *k, size_t step)
{
	return git_oid_equal(&k->steps.tree[step], &k->steps.base);
}

void kernel_key(const struct kernel *k, struct result_key *key)
{
	const struct target *target = k->branch->target;
	struct buf config = { 0 };

	kconfig_write(&k->asked, &config);
	result_key_adds(key, "recipe", RECIPE);
	result_key_add(key, "config", config.at, config.len);
	result_key_adds(key, "compiler", k->toolchain.compiler);
	result_key_adds(key, "binutils", k->toolchain.linker);
	result_key_adds(key, "arch", target->arch);
	result_key_adds(key, "cross", target->cross);
	if (target->cc)
		result_key_adds(key, "cc", target->cc);
	if (target->llvm)
		result_key_adds(key, "llvm", target->llvm);
	result_key_adds(key, "hostcflags", k->branch->hostcflags);
	result_key_adds(key, "kcflags", k->branch->kcflags);
	buf_release(&config);
}

/* Adds the configuration in each mode that is built. */
static void add_modes(const struct kernel *k, struct result_key *key)
{
	for_each_built_mode(m, k->branch) {
		struct buf config = { 0 };
		char *name = xstrfmt("config %s", m->name);

		kconfig_write(&k->asked_in[m - k->branch->mode], &config);
		result_key_add(key, name, config.at, config.len);
		free(name);
		buf_release(&config);
	}
}

/* Adds the modules that the branch's checks bring. */
static int add_modules(const struct branch *b, struct result_key *key,
		       struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		const struct check *c = branch_check(b, i);
		char *folder, *name;

		if (!c || !c->nr_modules)
			continue;
		folder = check_modules(".", c);
		name = xstrfmt("%s: module", c->name);
		ret = result_key_add_folder(key, name, folder, LIST_BUT_GIT,
					    why);
		for (size_t m = 0; m < c->nr_modules; m++)
			result_key_adds(key, c->module[m], "module");
		free(name);
		free(folder);
	}
	return ret;
}

struct result_key *kernel_build_key(const struct kernel *k, size_t step,
				    bool werror_new, struct diag *why)
{
	const struct branch *b = k->branch;
	struct result_key *key = result_key_new();
	char tree[GIT_OID_HEXSZ + 1];
	int ret;

	git_oid_tostr(tree, sizeof(tree), &k->steps.tree[step]);
	result_key_adds(key, "tree", tree);
	kernel_key(k, key);
	result_key_adds(key, "image", b->target->image);
	if (b->target->goal)
		result_key_adds(key, "goal", b->target->goal);
	if (werror_new)
		result_key_adds(key, "werror-new", "yes");
	if (!k->mode && k->asked_in)
		add_modes(k, key);
	ret = add_modules(b, key, why);
	if (!ret)
		return key;
	free(result_key_end(key));
	return NULL;
}

/* Releases may follow each other in the same objects, patches may not. */
static const char *objects_tree(const struct kernel *k, size_t step,
				char hex[GIT_OID_HEXSZ + 1])
{
	return is_base(k, step) ? NULL :
		git_oid_tostr(hex, GIT_OID_HEXSZ + 1, &k->steps.tree[step]);
}

int kernel_prepare(const struct kernel *k, struct kbuild *kbuild,
		   size_t step, struct kbuild_end *end, struct diag *why)
{
	const git_oid *tree = &k->steps.tree[step];
	size_t before = step ? step - 1 : 0;
	char *side = kernel_side(k, step),
	     *origin = kernel_side(k, k->steps.origin),
	     *last = kernel_side(k, before);
	char hex[GIT_OID_HEXSZ + 1], last_hex[GIT_OID_HEXSZ + 1];
	struct object_folder objects = {
		.side = side, .tree = objects_tree(k, step, hex) };
	const struct configuration c = { k->repo, tree, &k->asked,
					 &k->toolchain };
	struct checkout_count count;
	int ret;

	kbuild->confine.may_cache = is_base(k, step);
	if (step != k->steps.origin) {
		objects.origin = origin;
		objects.last = last;
		objects.last_tree = objects_tree(k, before, last_hex);
	}
	ret = object_folder_enter(kbuild, &objects, why);
	if (!ret)
		ret = checkout_tree(k->repo, tree, kbuild->src, &count, why);
	if (!ret)
		ret = configure(kbuild, &c, end, why);
	free(last);
	free(origin);
	free(side);
	return ret;
}

bool kernel_wants_origin(const struct kernel *k, const struct kbuild *kbuild)
{
	char *origin = kernel_side(k, k->steps.origin);
	struct diag ignored;
	char *key = result_key_end(kernel_build_key(k, k->steps.origin, false,
						    &ignored));
	bool wants = key && !object_folder_is_made(kbuild, origin, key);

	free(key);
	free(origin);
	return wants;
}

int kernel_make_origin(const struct kernel *k, struct kbuild *kbuild,
		       struct kbuild_end *end, struct diag *why)
{
	char *side = kernel_side(k, k->steps.origin);
	struct result_key *inputs = kernel_build_key(k, k->steps.origin, false,
						     why);
	char *key = result_key_end(inputs);
	struct warnings warnings = { 0 };
	int ret = key ? kernel_prepare(k, kbuild, k->steps.origin, end, why) :
			-1;

	if (!ret && end->made)
		ret = kbuild_make(kbuild, end, why);
	if (!ret)
		ret = build_warnings_update(kbuild, &warnings, why);
	if (!ret && end->made)
		ret = object_folder_made(kbuild, side, key, why);
	kbuild_next_side(kbuild);
	end->made |= end->fault == BUILD_BROKEN;
	end->nr_objects = end->nr_warnings = 0;
	warnings_release(&warnings);
	free(key);
	free(side);
	return ret;
}

enum outcome kernel_judge(const struct kbuild_end *end, char *reason,
			  size_t size)
{
	reason[0] = '\0';
	if (end->made && end->nr_retries)
		snprintf(reason, size, "made after %d retries, a compiler was killed or broke down",
			 end->nr_retries);
	if (end->made)
		return PASS;
	switch (end->fault) {
	case BUILD_BROKEN:
		snprintf(reason, size, "%s", end->error);
		return FAIL;
	case BUILD_KILLED:
		snprintf(reason, size, "a compiler was killed or broke down, also in %d retries: %s",
			 end->nr_retries, end->error);
		return ERROR;
	case BUILD_NO_TOOL:
		snprintf(reason, size, "%s; 'backport deps' installs what a build needs",
			 end->error);
		return ERROR;
	case BUILD_MACHINE:
		snprintf(reason, size, "this machine cannot read or write: %s",
			 end->error);
		return ERROR;
	case BUILD_NO_SPACE:
		snprintf(reason, size, "the disk is full, free some of it and run again: %s",
			 end->error);
		return ERROR;
	case BUILD_LIMIT:
		snprintf(reason, size, "the build was ended: %s", end->error);
		return ERROR;
	case BUILD_NO_GOAL:
		snprintf(reason, size, "the tree cannot make what the target is built by, correct its goal or image in backport.conf: %s",
			 end->error);
		return ERROR;
	case BUILD_FINE:
		break;
	}
	snprintf(reason, size, "the configuration is not what was asked: %s",
		 end->error);
	return ERROR;
}

void kernel_error_json(const struct kbuild_end *end, json_t *o)
{
	json_object_set_new(o, "error", text_json(end->error));
	json_object_set_new(o, "error_lineno", json_integer(end->error_lineno));
	json_object_set_new(o, "command", text_json(end->command));
}

void kernel_end_json(const struct kbuild_end *end, const char *log, json_t *o)
{
	json_object_set_new(o, "objects", json_integer(end->nr_objects));
	json_object_set_new(o, "warnings", json_integer(end->nr_warnings));
	json_object_set_new(o, "retries", json_integer(end->nr_retries));
	json_object_set_new(o, "log", json_string(log));
	if (!end->made)
		kernel_error_json(end, o);
}

int kernel_image_json(const struct branch *b, const char *side, json_t *o,
		      struct diag *why)
{
	char *path = image_path(b, side, base_name(b->target->image), why);
	char hex[65];
	int ret = path ? result_digest_file(path, hex, why) : -1;

	if (!ret) {
		json_object_set_new(o, "image", json_string(path));
		json_object_set_new(o, "image_sha256", json_string(hex));
	}
	free(path);
	return ret;
}

void kernel_release(struct kernel *k)
{
	branch_steps_release(&k->steps);
	strings_release(&k->touched);
	toolchain_release(&k->toolchain);
	kconfig_release(&k->asked);
	for (size_t i = 0; k->asked_in && i < k->branch->nr_modes; i++)
		kconfig_release(&k->asked_in[i]);
	free(k->asked_in);
	git_repository_free(k->repo);
}
