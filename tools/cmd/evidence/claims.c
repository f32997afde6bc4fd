// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence --verify: trees, keys, outcomes and verdict, made again. */
#include "cmd/evidence/claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/evidence/manifest.h"
#include "core/text/text-json.h"
#include "sys/boot/boot-inputs.h"
#include "sys/build/configure.h"
#include "sys/git/repo.h"
#include "sys/conf/check.h"
#include "sys/conf/mode.h"
#include "sys/series/steps.h"
#include "sys/store/boot-result.h"
#include "sys/store/key.h"
#include "sys/store/patchset.h"
#include "sys/store/result.h"

static const char *tree_of(const struct verifying *v, const char *side)
{
	return json_text(json_object_get(v->manifest, "tree"), side);
}

static const char *input_of(const struct result *r, const char *name)
{
	const char *s = result_input(r, name);

	return s ? s : "";
}

/* The base tree that the bundle names; by its step where it names none. */
static const char *base_of(const struct verifying *v)
{
	const char *tree = input_of(&v->judging.stage[STAGE_TREE], "tree");
	const char *is = tree_of(v, "base is");

	return *tree ? tree : tree_of(v, *is ? is : "before");
}

/* The trees of all steps are those that the bundle says. */
static void compare_trees(struct verifying *v, const struct branch_steps *s,
			  const char *from)
{
	bool reversed = s->all_in_base && s->nr == 2;
	char is[GIT_OID_HEXSZ + 1];

	for (size_t k = 0; k < s->nr; k++) {
		const char *said = tree_of(v, step_name(k, s->nr).at);

		git_oid_tostr(is, sizeof(is), &s->tree[k]);
		if (!strcmp(is, said))
			continue;
		evidence_say(v, WRONG, "series/%s makes tree %s of %s, the bundle says %s",
			     v->branch->name, is, from, said);
		return;
	}
	if (s->nr > 2)
		evidence_say(v, VERIFIED, "the series makes the trees of %zu steps of tree %s",
			     s->nr, from);
	else
		evidence_say(v, VERIFIED, "the series%s makes tree %s of tree %s",
			     reversed ? " in reverse" : "",
			     tree_of(v, reversed ? "before" : "after"), from);
}

/*
 * What else apply says that it was made of: the base's release, the patches.
 * One of an older version says less.
 */
static int compare_apply(struct verifying *v, const struct branch_steps *s,
			 struct diag *why)
{
	const struct result *apply = &v->judging.stage[STAGE_APPLY];
	json_t *patches = patchset_read(v->folder, v->branch, why);
	struct result_key *k;
	json_t *now, *value;
	const char *key, *said;
	size_t step;

	if (!patches)
		return evidence_say_unread(v, why);
	k = branch_steps_key(s, v->branch, patches);
	now = result_key_inputs(k);
	free(result_key_end(k));
	json_object_foreach(now, key, value) {
		said = result_input(apply, key);
		if (said && !step_of(key, s->nr, &step) &&
		    strcmp(said, json_string_value(value)))
			evidence_say(v, WRONG, "%s/%s/apply.json: its %s is not what the series makes of the bundle",
				     OUT, v->branch->name, key);
	}
	json_decref(now);
	json_decref(patches);
	return 0;
}

/* Asks whether the cache has the tree. 1, 0, or -1 and *why. */
static int is_in_cache(git_repository *repo, const git_oid *id,
		       struct diag *why)
{
	git_tree *tree = NULL;
	int ret = git_tree_lookup(&tree, repo, id);

	git_tree_free(tree);
	return !ret ? 1 : ret == GIT_ENOTFOUND ? 0 :
		repo_fail(why, "read the base");
}

/* The series makes the trees that the bundle says of the base. */
static int check_steps(struct verifying *v, git_repository *repo,
		       const char *from, struct diag *why)
{
	struct branch_steps s = { 0 };
	git_oid id;
	int ret = 0;

	git_oid_fromstr(&id, from);
	if (branch_steps_of(repo, v->folder, v->branch, &id, &s, why)) {
		ret = evidence_say_unread(v, why);
	} else if (s.state != STEPS_FOUND) {
		evidence_say(v, WRONG, "series/%s on tree %s: %s",
			     v->branch->name, from, s.sentence);
	} else {
		compare_trees(v, &s, from);
		ret = compare_apply(v, &s, why);
	}
	branch_steps_release(&s);
	return ret;
}

static int check_series(struct verifying *v, struct diag *why)
{
	const char *from = base_of(v);
	git_repository *repo = NULL;
	git_oid id;
	int ret;

	if (git_oid_fromstr(&id, from)) {
		evidence_say(v, WRONG, "%s/%s/apply.json: it names no trees", OUT,
		    v->branch->name);
		return 0;
	}
	ret = repo_open(&repo, why) ? -1 : is_in_cache(repo, &id, why);
	if (!ret)
		evidence_say(v, NOT_VERIFIED, "the series on tree %s, which is not in the cache; provide it: backport tree add %s SOURCE --rev %s",
		    from, v->branch->name, v->branch->base);
	else if (ret > 0)
		ret = check_steps(v, repo, from, why);
	git_repository_free(repo);
	return ret;
}

/* Each result's key is of the inputs that it names. */
static void check_keys(struct verifying *v)
{
	size_t wrong = v->nr_wrong;

	for_each_judged_stage(i, v->judging.nr_steps) {
		struct stage_id id = stage_id(i, v->judging.nr_steps);
		const struct result *r = &v->judging.stage[i];
		const json_t *inputs = json_object_get(r->more, "inputs");
		char hex[65] = "";

		if (inputs)
			result_key_of(inputs, hex);
		if (r->key && strcmp(r->key, hex))
			evidence_say(v, WRONG, "%s/%s/%s.json: its key is not of its inputs",
			    OUT, v->branch->name, id.name);
	}
	if (v->nr_wrong == wrong)
		evidence_say(v, VERIFIED, "the results' keys are of their inputs");
}

/* The modules of a check, as kernel_build_key() names them. */
static int add_modules(struct verifying *v, const struct check *c,
		       struct result_key *k, struct diag *why)
{
	char *folder, *name;
	int ret = 0;

	if (!c || !c->nr_modules)
		return 0;
	folder = check_modules(v->folder, c);
	name = xstrfmt("%s: module", c->name);
	if (result_key_add_folder(k, name, folder, LIST_BUT_GIT, why))
		ret = evidence_say_unread(v, why);
	free(name);
	free(folder);
	return ret;
}

/*
 * What is asked of the configuration in a mode that is built, or NULL, goes
 * into the key; a .config in the bundle must be as it asks. *made gets false
 * when there is none. 0, or -1 and *why.
 */
static int check_config(struct verifying *v, const char *step,
			const struct mode *mode, struct result_key *k,
			bool *made, struct diag *why)
{
	char *side = mode_side(step, mode), *name = xstrfmt("config/%s", side);
	char *input = xstrfmt("config%s%s", mode ? " " : "",
			      mode ? mode->name : "");
	const struct member *there = members_find(&v->m, name);
	struct kconfig_lost *lost = NULL;
	struct kconfig asked = { 0 };
	struct buf config = { 0 };
	int ret = 0;

	*made &= there != NULL;
	if (configure_fragments(&asked, v->folder, v->branch, mode, why)) {
		ret = evidence_say_unread(v, why);
	} else {
		kconfig_write(&asked, &config);
		result_key_add(k, input, config.at ? config.at : "",
			       config.len);
	}
	if (!ret && there &&
	    kconfig_compare(&asked, buf_span(&there->bytes), &lost))
		evidence_say(v, WRONG, "%s: %s is not as the fragments ask", name,
		    lost[0].asked->name);
	free(lost);
	buf_release(&config);
	kconfig_release(&asked);
	free(input);
	free(name);
	free(side);
	return ret;
}

/* What the bundle has of that which a step is built of, into the key. */
static int add_inputs(struct verifying *v, const char *side,
		      struct result_key *k, bool *made, struct diag *why)
{
	int ret = check_config(v, side, NULL, k, made, why);

	for_each_built_mode(m, v->branch)
		if (!ret)
			ret = check_config(v, side, m, k, made, why);
	for (size_t i = 0; !ret && i < v->branch->nr_fixes; i++)
		ret = add_modules(v, branch_check(v->branch, i), k, why);
	result_key_adds(k, "tree", tree_of(v, side));
	return ret;
}

/* What a build says that it was made of, beside what the bundle has. */
static int check_build(struct verifying *v, const char *side,
		       const struct result *built, struct diag *why)
{
	struct result_key *k = result_key_new();
	json_t *now, *value;
	size_t wrong = v->nr_wrong;
	bool made = true;
	int ret = add_inputs(v, side, k, &made, why);
	const char *key;

	now = result_key_inputs(k);
	free(result_key_end(k));
	if (!ret && strcmp(json_string_value(json_object_get(now, "tree")),
			   input_of(built, "tree")))
		evidence_say(v, WRONG, "%s was built of another tree than apply made", side);
	json_object_foreach(now, key, value) {
		if (!ret && strcmp(key, "tree") &&
		    strcmp(json_string_value(value), input_of(built, key)))
			evidence_say(v, WRONG, "%s was built of another %s than the bundle has",
			    side, strcmp(key, "config") ? key :
			    "Kconfig fragment");
	}
	if (!ret && v->nr_wrong == wrong)
		evidence_say(v, VERIFIED, "%s was built of this tree, these fragments%s",
		    side, made ? ", and its .config is as they ask" : "");
	json_decref(now);
	return ret;
}

/* What a boot says that it was run as, beside what the bundle configures. */
static void check_how(struct verifying *v, const struct result *boot)
{
	struct result_key *k;
	json_t *now, *value;
	const char *key;

	/* a bundle of before 0.3 does not say all of it */
	if (!result_input(boot, "checks"))
		return;
	k = result_key_new();
	boot_inputs_configured(v->branch, k);
	now = result_key_inputs(k);
	free(result_key_end(k));
	json_object_foreach(now, key, value)
		if (strcmp(json_string_value(value), input_of(boot, key)))
			evidence_say(v, WRONG, "%s was run with other %s than the bundle configures",
				     boot->stage, key);
	json_decref(now);
}

/* What the boots say of themselves, beside their consoles. */
static int check_consoles(struct verifying *v, const struct result *boot,
			  const struct consoles *c, struct diag *why)
{
	struct span rest = buf_span(&c->wrong), line;

	if (diag_is_of_machine(&c->unread)) {
		*why = c->unread;
		return -1;
	}
	while (span_line(&rest, &line))
		evidence_say(v, WRONG, "%.*s", (int)line.len, line.at);
	if (!c->wrong.len)
		evidence_say(v, VERIFIED, "%s: the consoles, judged again, say %s",
		    boot->stage, outcome_name(c->outcome));
	return 0;
}

/* What the bundle says of a verdict, and what its results say. */
static void check_one(struct verifying *v, const char *name, const json_t *o,
		      enum verdict now, const char *why)
{
	const char *verdict = json_string_value(json_object_get(o, "verdict"));
	const char *reason = json_string_value(json_object_get(o, "reason"));
	const char *fix = json_string_value(json_object_get(o, "fix"));
	const char *judged = verdict_name(now);

	if (json_is_null(json_object_get(o, "verdict")))
		verdict = verdict_name(NO_VERDICT);
	if (!verdict || !reason || strcmp(verdict, judged) ||
	    strcmp(reason, why))
		evidence_say(v, WRONG, "%s: says %s (%s), the results say %s (%s)", name,
		    verdict ? verdict : "nothing", reason ? reason : "",
		    judged, why);
	else if (fix)
		evidence_say(v, VERIFIED, "the verdict on %s, judged again: %s: %s",
		    fix, judged, reason);
	else
		evidence_say(v, VERIFIED, "the verdict, judged again: %s: %s", judged,
		    reason);
}

/*
 * What else the bundle says beside a verdict: of which fix, base and boots it
 * is. One of an older version says less.
 */
static void check_beside(struct verifying *v, const char *name, json_t *said)
{
	static const char *const judged[] = { "verdict", "reason", "seconds" };
	json_t *now = judging_json(&v->judging), *then = json_copy(said);
	json_t *value;
	const char *key;
	char *differ;
	void *next;

	for (size_t i = 0; i < sizeof(judged) / sizeof(*judged); i++) {
		json_object_del(now, judged[i]);
		json_object_del(then, judged[i]);
	}
	json_object_foreach_safe(now, next, key, value)
		if (!json_object_get(then, key))
			json_object_del(now, key);
	differ = json_differing(now, then);
	if (*differ)
		evidence_say(v, WRONG, "%s: %s is not what the results say",
			     name, differ);
	free(differ);
	json_decref(then);
	json_decref(now);
}

static void check_verdict(struct verifying *v)
{
	const struct judging *j = &v->judging;
	char *name = xstrfmt("%s/%s/verdict.json", OUT, v->branch->name);
	json_t *o = evidence_json(&v->m, name);
	const json_t *fixes = json_object_get(o, "fixes");

	/* a bundle of before 0.3 has the branch's verdict alone */
	if (fixes ? json_array_size(fixes) != j->nr : j->nr > 1)
		evidence_say(v, WRONG, "%s: has the verdicts of %zu fixes, the branch has %zu",
			     name, json_array_size(fixes), j->nr);
	for (size_t f = 0; j->nr > 1 && f < j->nr; f++)
		check_one(v, name, json_array_get(fixes, f), j->fix[f].verdict,
			  j->fix[f].reason);
	check_one(v, name, o, j->verdict, j->reason);
	if (o)
		check_beside(v, name, o);
	json_decref(o);
	free(name);
}

static int check_boot(struct verifying *v, size_t step, struct diag *why)
{
	const struct judging *j = &v->judging;
	const struct result *boot = &j->stage[stage_boot(step, j->nr_steps)];

	if (!j->boots[step].boots.nr)
		return 0;
	check_how(v, boot);
	if (!boots_are_bound(json_object_get(boot->more, "inputs")))
		evidence_say(v, NOT_VERIFIED, "that %s's consoles are of its own boots: an older version made them and did not seal them with the key of their result",
			     boot->stage);
	return check_consoles(v, boot, &j->boots[step], why);
}

int evidence_check_claims(struct verifying *v, struct diag *why)
{
	const struct judging *j = &v->judging;
	int ret = check_series(v, why);

	if (!ret)
		check_keys(v);
	for (size_t k = 0; !ret && k < j->nr_steps; k++) {
		struct step_name name = step_name(k, j->nr_steps);

		if (j->stage[stage_build(k)].stage)
			ret = check_build(v, name.at, &j->stage[stage_build(k)],
					  why);
	}
	for (size_t k = 0; !ret && k < j->nr_steps; k++)
		ret = check_boot(v, k, why);
	if (ret)
		return ret;
	check_verdict(v);
	evidence_say(v, NOT_VERIFIED, "that these trees build to these images, that the guest and the checks are those that were booted, and that these images boot to these consoles: --rerun does it");
	return 0;
}
