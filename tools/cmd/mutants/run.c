// SPDX-License-Identifier: GPL-2.0-only
/*
 * One mutant: built in the branch's work folder, where one file is compiled
 * again, and booted in every mode.
 */
#include "sys/build/kernel.h"
#include "cmd/mutants/run.h"
#include "sys/boot/boots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/object/object-data.h"
#include "core/object/object.h"
#include "sys/boot/guest.h"
#include "sys/build/configure.h"
#include "cmd/mutants/find.h"
#include "sys/build/image.h"
#include "sys/build/object-folder.h"
#include "sys/build/toolchain.h"
#include "sys/build/touched-objects.h"
#include "sys/git/checkout.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/store/stage.h"

/*
 * Part of the key: to be counted up when the same mutant is judged otherwise.
 */
#define RECIPE	"4"
#define SIDE	"mutant"

static const char *const fates[] = {
	[FATE_UNKNOWN] = "unknown", [FATE_BUILD] = "killed by the build",
	[FATE_BOOT] = "killed by the check", [FATE_SAME] = "same code",
	[FATE_SURVIVED] = "survived", [FATE_ERROR] = "error",
};

const char *fate_name(enum fate fate)
{
	return fates[fate];
}

static enum fate fate_of(const char *name)
{
	for (int i = 0; name && i <= FATE_ERROR; i++)
		if (!strcmp(fates[i], name))
			return i;
	return FATE_UNKNOWN;
}

static void conclude(struct trial *trial, enum fate fate, const char *reason)
{
	trial->fate = fate;
	free(trial->reason);
	trial->reason = xstrdup(reason);
}

/* The tree of after with the one file mutated; stored, for a checkout. */
static int make_tree(struct trials *t, const struct trial *trial, git_oid *id,
		     struct diag *why)
{
	git_tree *after = NULL;
	struct tree *tree = NULL;
	struct buf text = { 0 };
	unsigned int mode;
	int ret = -1;

	if (git_tree_lookup(&after, t->repo, &t->steps.tree[trial->step]))
		return diag_set(why, NULL, 0, "the tree of after is gone from the cache");
	tree = tree_new(t->repo, after, why);
	if (!tree)
		goto out;
	mode = tree_mode(tree, trial->path);
	mutant_apply(trial->mutant, trial->after, &text);
	ret = tree_write(tree, trial->path, mode, &text, why);
	if (!ret)
		ret = tree_store(tree, id, why);
out:
	buf_release(&text);
	tree_free(tree);
	git_tree_free(after);
	return ret ? -1 : 0;
}

/* A kernel of the mutant; mode NULL: that of modes that are not built. */
static int make_kernel(struct trials *t, const struct trial *trial,
		       const struct mode *mode, struct kbuild *k,
		       struct kbuild_end *end, struct diag *why)
{
	char *side = mode_side(SIDE, mode), *origin = mode_side("after", mode);
	struct toolchain tools = { 0 };
	struct kconfig asked = { 0 };
	struct checkout_count count;
	char after[GIT_OID_HEXSZ + 1];
	/* mutants may follow each other in the same objects */
	const struct object_folder objects = { .side = side, .tree = after,
					       .origin = origin };
	git_oid tree;
	int ret = make_tree(t, trial, &tree, why);

	if (!ret)
		ret = configure_fragments(&asked, ".", t->branch, mode, why) ||
		      toolchain_find(&tools, t->branch->target, why) ? -1 : 0;
	git_oid_tostr(after, sizeof(after), &t->steps.tree[trial->step]);
	if (!ret)
		ret = object_folder_enter(k, &objects, why);
	if (!ret)
		ret = checkout_tree(t->repo, &tree, k->src, &count, why);
	if (!ret)
		ret = configure(k, &(struct configuration){
			t->repo, &tree, &asked, &tools }, end, why);
	if (!ret && end->made)
		ret = kbuild_make(k, end, why);
	toolchain_release(&tools);
	kconfig_release(&asked);
	free(origin);
	free(side);
	return ret;
}

static int read_object(struct object *o, struct buf *bytes,
		       const struct branch *b, const char *side,
		       const char *path, struct diag *why)
{
	char *file = xstrfmt("%s.o", path);
	char *whole = objects_path(b, side, file, why);
	int ret = whole && fs_exists(whole) ? fs_read(bytes, whole, why) : 1;

	if (!ret)
		ret = object_read(o, buf_span(bytes), whole, why);
	free(whole);
	free(file);
	return ret;
}

/*
 * Asks whether the mutant compiles to the code and data of after, the one step
 * with fixes whose objects are kept; false when that cannot be told, or when a
 * later fix than the mutant's changes them.
 */
static bool same_code(const struct branch *b, const char *path)
{
	struct object o[2] = { 0 };
	struct buf bytes[2] = { 0 };
	struct object_func *func = NULL;
	struct diag ignored;
	size_t nr = 0;
	bool same = !read_object(&o[0], &bytes[0], b, "after", path,
				 &ignored) &&
		    !read_object(&o[1], &bytes[1], b, SIDE, path, &ignored);

	if (same)
		nr = object_compare(&o[0], &o[1], NULL, 0, &func);
	same = same && nr;
	for (size_t i = 0; i < nr; i++)
		same &= func[i].change == CODE_UNCHANGED;
	same = same && object_same_data(buf_span(&bytes[0]),
					buf_span(&bytes[1]));
	free(func);
	for (int i = 0; i < 2; i++) {
		object_release(&o[i]);
		buf_release(&bytes[i]);
	}
	return same;
}

/*
 * Asks whether the fix's check runs in a kernel beside the step's own: that has
 * another configuration, and no objects are kept of it.
 */
static bool has_other_kernels(const struct branch *b, const struct fix *fix)
{
	for_each_built_mode(m, b)
		if (check_in_mode(fix->checked_by, m))
			return true;
	return false;
}

/* A source that a later fix changes has another object in after. */
static bool changes_later(const struct trials *t, const struct trial *trial)
{
	git_object *file[2] = { NULL };
	bool same;

	for (int i = 0; i < 2; i++) {
		char *name = xstrfmt("%s:%s", git_oid_tostr_s(&t->steps.tree[
			i ? t->steps.nr - 1 : trial->step]), trial->path);

		git_revparse_single(&file[i], t->repo, name);
		free(name);
	}
	same = file[0] && file[1] && git_oid_equal(git_object_id(file[0]),
						   git_object_id(file[1]));
	git_object_free(file[0]);
	git_object_free(file[1]);
	return !same;
}

/* Makes and keeps one of its kernels; one that is not made is its fate. */
static int build_one(struct trials *t, struct trial *trial,
		     const struct mode *mode, struct kbuild *k,
		     const char *key, struct diag *why)
{
	struct kbuild_end end = { 0 };
	char *side = mode_side(SIDE, mode);
	char reason[2048];
	int ret = make_kernel(t, trial, mode, k, &end, why);

	if (!ret && !end.made)
		conclude(trial,
		       kernel_judge(&end, reason, sizeof(reason)) == FAIL ?
			       FATE_BUILD :
			       FATE_ERROR,
		       reason);
	if (!ret && end.made)
		ret = image_keep(k, side, key, why);
	kbuild_end_release(&end);
	free(side);
	return ret;
}

/* Builds it; the fate stays unknown when there are kernels to boot. */
static int build(struct trials *t, struct trial *trial, const char *log,
		 const char *key, struct diag *why)
{
	struct kbuild k;
	char *path = xstrdup(trial->path);
	const struct strings touched = { &path, 1 };
	int ret = kbuild_open(&k, t->branch, log, true, why);

	if (!ret)
		ret = build_one(t, trial, NULL, &k, key, why);
	if (!ret && trial->fate == FATE_UNKNOWN) {
		ret = objects_keep(&k, &touched, SIDE, key, why);
		if (!ret && !has_other_kernels(t->branch, trial->fix) &&
		    !changes_later(t, trial) &&
		    same_code(t->branch, trial->path))
			conclude(trial, FATE_SAME, "it compiles to the code of after");
	}
	for_each_built_mode(m, t->branch)
		if (!ret && trial->fate == FATE_UNKNOWN)
			ret = build_one(t, trial, m, &k, key, why);
	kbuild_release(&k);
	free(path);
	return ret;
}

/* What the boots of all modes say together: the first that fails kills it. */
static void judge(struct trial *trial, const struct boots *boots)
{
	char *reason;

	conclude(trial, FATE_SURVIVED, "");
	for (size_t i = 0; i < boots->nr; i++) {
		const struct mode_boots *m = &boots->m[i];
		enum outcome outcome = m->boot.outcome;

		if (outcome == PASS ||
		    (trial->fate != FATE_SURVIVED && outcome != FAIL))
			continue;
		reason = xstrfmt("%s: %s", m->total.mode, m->boot.reason);
		conclude(trial, outcome == FAIL ? FATE_BOOT : FATE_ERROR,
			 reason);
		free(reason);
		if (outcome == FAIL)
			return;
	}
}

/* What a mode boots. */
struct mutant_kernel {
	char *image;
	struct guest_modules modules;
};

static int find_kernel(const struct branch *b, const struct mode *mode,
		       struct mutant_kernel *k, struct diag *why)
{
	char *side = mode_side(SIDE, mode);
	char *images = image_path(b, side, ".", why);
	int ret = images ? guest_modules_find(&k->modules, b, images, why) : -1;

	k->image = image_path(b, side, base_name(b->target->image), why);
	free(images);
	free(side);
	return ret;
}

/* Boots the check in every mode, and judges. */
static int boot_in(const struct ctx *ctx, struct trial *trial,
		   struct boots_of *what, struct diag *why)
{
	char *initrd = image_path(what->branch, SIDE, "initrd", why);
	char *folder = xstrfmt("%s/%s", OUT, what->branch->name);
	struct boots boots;
	int ret;

	what->only = trial->fix;
	what->initrd = initrd;
	what->folder = folder;
	what->show = ctx->verbosity > 0;
	boots_init(&boots, what);
	ret = boots_run(&boots, what, 1, why);
	if (!ret)
		judge(trial, &boots);
	boots_release(&boots);
	free(folder);
	free(initrd);
	return ret;
}

static int boot(const struct ctx *ctx, const struct trials *t,
		struct trial *trial, const char *stage, struct diag *why)
{
	const struct branch *b = t->branch;
	const size_t nr = b->nr_modes + 1;
	/* the first is of all modes that are not built, then each is of one */
	struct mutant_kernel *kernel = new_array(nr, sizeof(*kernel));
	struct boot_kernel *boot = grow_array(NULL, b->nr_modes, sizeof(*boot));
	struct boots_of what = { .branch = b, .mode = b->mode, .kernel = boot,
				 .nr_modes = b->nr_modes, .stage = stage };
	struct guest guest = { 0 };
	int ret = guest_find(&guest, ".", b, why);

	for (size_t i = 0; i < b->nr_modes; i++) {
		const struct mode *m = &b->mode[i];
		struct mutant_kernel *k = &kernel[mode_is_built(m) ? i + 1 : 0];

		if (!ret && !k->image)
			ret = find_kernel(b, m, k, why);
		boot[i] = (struct boot_kernel){ k->image, NULL, &guest,
						&k->modules };
	}
	if (!ret)
		ret = boot_in(ctx, trial, &what, why);
	for (size_t i = 0; i < nr; i++) {
		guest_modules_release(&kernel[i].modules);
		free(kernel[i].image);
	}
	guest_release(&guest);
	free(boot);
	free(kernel);
	return ret ? -1 : 0;
}

static int build_and_boot(const struct ctx *ctx, struct trials *t,
			  struct trial *trial, const struct stage *s,
			  struct diag *why)
{
	const char *stage = s->result.stage;
	char *base = xstrfmt("%s/%s/%s", OUT, t->branch->name, stage);
	char *log = xstrfmt("%s.log", base), *patch = xstrfmt("%s.patch", base);
	int ret = fs_publish(patch, buf_span(&trial->patch), why);

	if (!ret)
		ret = build(t, trial, log, s->result.key, why);
	if (!ret && trial->fate == FATE_UNKNOWN)
		ret = boot(ctx, t, trial, stage, why);
	free(patch);
	free(log);
	free(base);
	return ret;
}

/*
 * What the fate depends on: the mutant, and everything that after's own boot
 * depends on.
 */
static struct result_key *key_of(const struct trials *t,
				 const struct trial *trial, struct diag *why)
{
	struct result_key *k;
	struct result after;
	char *stage = xstrfmt("boot.%s", trials_step(t, trial->step).at);
	int ret = result_load(&after, OUT, t->branch->name, stage, why);

	free(stage);
	if (ret)
		return NULL;
	k = result_key_new();
	result_key_adds(k, "recipe", RECIPE);
	result_key_adds(k, "after", after.key);
	result_key_add(k, "patch", trial->patch.at, trial->patch.len);
	result_release(&after);
	return k;
}

static int publish(struct stage *s, struct trial *trial, struct diag *why)
{
	json_t *more = s->result.more;
	enum fate fate = trial->fate;
	int ret;

	json_object_set_new(more, "fate", json_string(fate_name(fate)));
	json_object_set_new(more, "kind",
			    json_string(mutant_kind_name(trial->mutant->kind)));
	ret = stage_end(s, fate == FATE_ERROR ? ERROR :
			fate == FATE_SURVIVED ? FAIL : PASS, trial->reason,
			why);
	trial->seconds = s->result.seconds;
	return ret;
}

static void take_stored(struct trial *trial, const struct result *r)
{
	trial->stored = true;
	conclude(trial,
	       fate_of(json_string_value(json_object_get(r->more, "fate"))),
	       r->reason);
}

int trial_recall(const struct trials *t, struct trial *trial, struct diag *why)
{
	char *stage = xstrfmt("mutant.%s", trial->mutant->id);
	char *key = result_key_end(key_of(t, trial, why));
	struct result r;
	int ret = key ? result_load(&r, OUT, t->branch->name, stage, why) : 1;

	if (!ret && !strcmp(r.key, key) && r.outcome != ERROR)
		take_stored(trial, &r);
	if (!ret)
		result_release(&r);
	free(key);
	free(stage);
	return ret < 0 ? -1 : 0;
}

int trial_run(const struct ctx *ctx, struct trials *t, struct trial *trial,
	      struct diag *why)
{
	char *stage = xstrfmt("mutant.%s", trial->mutant->id);
	struct result_key *k = key_of(t, trial, why);
	struct stage s = { 0 };
	int ret = k ? cmd_stage_begin(ctx, &s, &(struct cmd_stage_begin){
		t->branch->name, stage, k, false }, why) : -1;

	if (ret > 0)
		take_stored(trial, &s.result);
	if (!ret) {
		ret = build_and_boot(ctx, t, trial, &s, why);
		if (!ret)
			ret = publish(&s, trial, why);
	}
	if (k)
		stage_release(&s);
	free(stage);
	return ret < 0 ? -1 : 0;
}
