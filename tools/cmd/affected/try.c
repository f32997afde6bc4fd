// SPDX-License-Identifier: GPL-2.0-only
/*
 * One release without any patch: built, in objects that go from release to
 * release, and booted in every mode with the fix's check.
 */
#include "cmd/affected/try.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/release.h"
#include "core/text/text-json.h"
#include "sys/boot/boot-stage.h"
#include "sys/build/image.h"
#include "sys/build/mode-kernels.h"
#include "sys/build/object-folder.h"
#include "sys/git/base-release.h"
#include "sys/matrix/consoles.h"
#include "sys/store/boot-result.h"
#include "sys/store/stage.h"

/* What a stage of the release is to do. */
enum { GO_ON, ANSWERED, FAILED = -1 };

/* A release being tried. */
struct trying {
	struct asked *a;
	struct release *r;
	enum tried *tried;
	bool recall;	/* only what is stored */
	char *key;	/* of the build */
};

static void answer(struct trying *t, enum tried tried, const char *before,
		   const char *reason)
{
	*t->tried = tried;
	free(t->r->reason);
	t->r->reason = xstrfmt("%s%s", before, reason);
}

static void no_answer(struct trying *t, const char *before, const char *reason)
{
	answer(t, TRIED_SILENT, before, reason);
}

/* A tree that is called otherwise than its Makefile says answers nothing. */
static int check_name(struct trying *t, struct diag *why)
{
	struct buf is = { 0 };
	int ret = base_release(t->a->contents.bases.repo, t->r->tree, &is, why);

	if (!ret && is.len && !kver_may_be(t->r->name, is.at)) {
		no_answer(t, "its Makefile says that it is ", is.at);
		ret = ANSWERED;
	}
	buf_release(&is);
	return ret ? ret : GO_ON;
}

/*
 * Begins a stage, or looks for its stored result. 1: it holds, and is in
 * s->result; 0: to be done; -1 and *why. stage_release() in any case.
 */
static int begin(const struct trying *t, struct stage *s, const char *stage,
		 struct result_key *k, bool force, struct diag *why)
{
	const char *branch = t->a->branch.name;
	char *key;
	int ret;

	*s = (struct stage){ 0 };
	if (!t->recall)
		return cmd_stage_begin(t->a->ctx, s, &(struct cmd_stage_begin){
			branch, stage, k, force }, why);
	key = result_key_end(k);
	ret = key && !force ? result_load(&s->result, OUT, branch, stage, why) :
	      key ? 1 : -1;
	if (!ret)
		ret = !strcmp(s->result.key, key) &&
		      s->result.outcome != ERROR;
	else if (ret > 0)
		ret = 0;
	free(key);
	return ret;
}

static int make_kernels(struct trying *t, struct kbuild *k,
			struct result *built, struct kbuild_end *end,
			struct diag *why)
{
	struct kernel *kernel = &t->a->kernel;
	struct mode_kernels m = { .kernel = kernel, .kbuild = k, .step = 0,
				  .side = t->r->side, .built = built,
				  .end = end };
	int ret = kernel_prepare(kernel, k, 0, end, why);

	if (!ret && end->made)
		ret = kbuild_make(k, end, why);
	if (!ret && end->made)
		ret = object_folder_made(k, kernel_step(kernel, 0).at, t->key,
					 why);
	if (!ret && end->made)
		ret = image_keep(k, t->r->side, t->key, why) ||
		      mode_kernels_make(&m, why) ? -1 : 0;
	return ret;
}

/* True when no other release would fare better: this machine is at fault. */
static bool ends_all(const struct kbuild_end *end)
{
	return end->fault == BUILD_KILLED || end->fault == BUILD_NO_TOOL ||
	       end->fault == BUILD_MACHINE || end->fault == BUILD_NO_SPACE;
}

/* Builds it with the stage begun, and publishes its result. */
static int make(struct trying *t, struct stage *s, struct diag *why)
{
	struct branch *b = &t->a->branch;
	char *log = xstrfmt("%s/%s/%s.log", OUT, b->name, s->result.stage);
	struct kbuild_end end = { 0 };
	enum outcome outcome = ERROR;
	struct kbuild k;
	char reason[2048];
	int ret = cmd_kernel_enter(t->a->ctx, &t->a->kernel, &k, log, why);

	if (!ret)
		ret = make_kernels(t, &k, &s->result, &end, why);
	if (!ret) {
		outcome = kernel_judge(&end, reason, sizeof(reason));
		kernel_end_json(&end, log, s->result.more);
	}
	if (!ret && outcome == PASS)
		ret = kernel_image_json(b, t->r->side, s->result.more, why);
	if (!ret)
		ret = stage_end(s, outcome, reason, why);
	if (!ret && ends_all(&end))
		ret = diag_set(why, NULL, 0, "%s: %s", t->r->name, reason);
	kbuild_end_release(&end);
	kbuild_release(&k);
	free(log);
	return ret;
}

/* Takes the build's result: without an image there is no answer. */
static int take_build(struct trying *t, const struct result *r)
{
	t->r->built = true;
	if (r->outcome != PASS) {
		no_answer(t, r->outcome == FAIL ? "it does not build: " : "",
			  r->reason);
		return ANSWERED;
	}
	snprintf(t->r->image, sizeof(t->r->image), "%s",
		 json_text(r->more, "image_sha256"));
	return GO_ON;
}

static int build(struct trying *t, struct diag *why)
{
	char *stage = xstrfmt("build.%s", t->r->side);
	struct result_key *k;
	struct stage s;
	int ret = FAILED;

	kernel_set_base(&t->a->kernel, t->r->tree);
	k = kernel_build_key(&t->a->kernel, 0, false, why);
	if (k)
		ret = begin(t, &s, stage, k, cmd_build_is_gone(
			&t->a->branch, stage, t->r->side, false), why);
	if (!ret && t->recall) {
		ret = ANSWERED;
	} else if (ret >= 0) {
		t->r->stored &= ret;
		t->key = xstrdup(s.result.key);
		if (!ret)
			ret = make(t, &s, why);
		t->r->seconds += s.result.seconds;
		ret = ret < 0 ? FAILED : take_build(t, &s.result);
	}
	if (k)
		stage_release(&s);
	free(stage);
	return ret;
}

/* Takes what the fix's check said in each mode. */
static void take_boot(struct trying *t, const struct result *r)
{
	const json_t *all = json_object_get(r->more, "modes"), *o;
	const json_t *runs = json_object_get(r->more, "runs");
	size_t nr = json_array_size(all), i, taken = 0;
	struct mode_result *m = grow_array(NULL, nr + 1, sizeof(*m));
	const struct mode_result *mode;
	enum tried tried;
	char *before;

	json_array_foreach(all, i, o)
		taken += mode_result_read(o, &m[taken]);
	tried = tried_of_modes(m, taken, &mode);
	before = mode ? xstrfmt("%s: ", mode->mode) : xstrdup("");
	answer(t, tried, before, mode ? mode->reason : r->reason);
	t->r->consoles = json_array();
	json_array_foreach(runs, i, o)
		json_array_append(t->r->consoles, json_object_get(o, "log"));
	free(before);
	free(m);
}

static int boot_stage(struct trying *t, struct boot_inputs *in,
		      const char *stage, struct diag *why)
{
	struct result_key *k = boot_inputs_key(in, why);
	struct stage s;
	bool force = !consoles_hold(in->branch, OUT, stage);
	int ret = k ? begin(t, &s, stage, k, force, why) : FAILED;

	if (ret >= 0 && (ret || !t->recall)) {
		struct boot_stage b = { .in = in, .out = OUT,
					.result = &s.result,
					.show = t->a->ctx->verbosity > 0 };

		t->r->stored &= ret;
		if (!ret) {
			boot_stage_run(&b);
			ret = stage_end(&s, b.outcome, b.reason, why);
		}
		t->r->seconds += s.result.seconds;
		if (ret >= 0)
			take_boot(t, &s.result);
	}
	if (k)
		stage_release(&s);
	return ret < 0 ? FAILED : ANSWERED;
}

static int boot(struct trying *t, struct diag *why)
{
	struct boot_shared shared = { 0 };
	struct boot_inputs in = { .branch = &t->a->branch, .shared = &shared,
				  .side = t->r->side, .repeat = 1 };
	char *stage = xstrfmt("boot.%s", t->r->side);
	int ret = FAILED;

	if (boot_inputs_find(&in, OUT, why) == PASS)
		ret = boot_stage(t, &in, stage, why);
	boot_inputs_release(&in);
	boot_shared_release(&shared);
	free(stage);
	return ret;
}

static int try(struct asked *a, size_t at, bool recall, struct diag *why)
{
	struct trying t = { .a = a, .r = &a->release[at],
			    .tried = &a->a.tried[at], .recall = recall };
	int ret = check_name(&t, why);

	t.r->stored = true;
	t.r->seconds = 0;
	if (ret == GO_ON)
		ret = build(&t, why);
	if (ret == GO_ON)
		ret = boot(&t, why);
	free(t.key);
	return ret == FAILED ? -1 : 0;
}

int release_recall(struct asked *a, size_t at, struct diag *why)
{
	return try(a, at, true, why);
}

int release_try(struct asked *a, size_t at, struct diag *why)
{
	return try(a, at, false, why);
}
