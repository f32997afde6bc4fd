// SPDX-License-Identifier: GPL-2.0-only
/*
 * From stored results to a branch's verdict: for the verdict itself, and for
 * whoever doubts it.
 */
#include "sys/matrix/judge.h"

#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/text/text-json.h"
#include "sys/matrix/stale.h"
#include "sys/os/fs.h"

static int load(struct judging *j, const struct judge_what *what,
		struct diag *why)
{
	char *out = fs_path("%s/%s", what->root, what->out);
	int ret = 0;

	for_each_judged_stage(i, j->nr_steps) {
		struct stage_id id = stage_id(i, j->nr_steps);
		struct result *r = &j->stage[i];

		if (ret >= 0)
			ret = result_load(r, out, j->branch->name, id.name,
					  why);
		if (!ret)
			j->state[i] = (struct stage_state){
				true, r->outcome, r->reason };
	}
	free(out);
	return ret < 0 ? -1 : 0;
}

static const char *member_of(const struct result *r, const char *name)
{
	return json_string_value(json_object_get(r->more, name));
}

static const char *input_of(const struct result *r, const char *name)
{
	return json_string_value(json_object_get(
		json_object_get(r->more, "inputs"), name));
}

/* A boot that came to nothing has no consoles to judge. */
static void judge_consoles(struct consoles *c, const struct judge_what *what,
			   const struct judging *j, size_t stage)
{
	const struct console_files files = { what->conf, j->branch, what->root,
					     what->out };
	const struct result *r = &j->stage[stage];

	if (r->stage && (r->outcome == PASS || r->outcome == FAIL ||
			 json_array_size(json_object_get(r->more, "runs"))))
		consoles_judge(c, &files, r);
}

static void fill(struct judging *j, struct evidence_side *side,
		 const struct consoles *c, const char *name)
{
	size_t step = side == &j->e.after ? j->nr_steps - 1 : 0;
	const struct result *built = &j->stage[stage_build(step)],
			    *booted = &j->stage[stage_boot(step, j->nr_steps)];

	*side = (struct evidence_side){
		.applied = input_of(&j->stage[STAGE_APPLY], name),
		.built = input_of(built, "tree"),
		.image = member_of(built, "image_sha256"),
		.booted = member_of(booted, "image_sha256"),
		.mode = c->mode, .nr = c->nr,
	};
}

/*
 * What speaks against the results as a whole, as a fresh string; NULL: nothing.
 */
static char *find_doubt(const struct judging *j, const struct judge_what *what)
{
	const struct stale_check check = { what->conf, j->branch, what->out,
					   j->nr_steps, j->stage,
					   what->any_message };
	const struct buf *wrong = j->before.wrong.len ? &j->before.wrong :
							&j->after.wrong;
	struct diag why = { 0 };
	char line[1200] = "";

	if (!what->as_stored && results_are_stale(&check, &why))
		diag_line(&why, line, sizeof(line));
	else if (wrong->len)
		snprintf(line, sizeof(line), "%.*s",
			 (int)strcspn(wrong->at, "\n"), wrong->at);
	return *line ? fs_path("%s", line) : NULL;
}

static void add_hint(struct judging *j)
{
	size_t len = strlen(j->reason);

	snprintf(j->reason + len, sizeof(j->reason) - len,
		 ": run ./build-matrix.sh --only %s", j->branch->name);
}

int judge_branch(struct judging *j, const struct judge_what *what,
		 const struct branch *b, struct diag *why)
{
	const struct mode *mode;
	size_t last;

	*j = (struct judging){ .branch = b, .nr_steps = branch_nr_steps(b) };
	last = j->nr_steps - 1;
	j->stage = calloc(stage_count(j->nr_steps), sizeof(*j->stage));
	j->state = calloc(stage_count(j->nr_steps), sizeof(*j->state));
	if (!j->stage || !j->state)
		abort();
	j->e.nr_steps = j->nr_steps;
	j->e.stage = j->state;
	j->e.nr_modes = b->nr_fixes * conf_modes(what->conf, &mode);
	if (load(j, what, why))
		return -1;
	judge_consoles(&j->before, what, j, stage_boot(0, j->nr_steps));
	judge_consoles(&j->after, what, j, stage_boot(last, j->nr_steps));
	fill(j, &j->e.before, &j->before, "before");
	fill(j, &j->e.after, &j->after, "after");
	j->doubt = find_doubt(j, what);
	j->e.doubt = j->doubt;
	j->verdict = verdict_judge(&j->e, j->reason, sizeof(j->reason));
	if (j->verdict == NO_VERDICT)
		add_hint(j);
	return 0;
}

json_t *judging_json(const struct judging *j)
{
	size_t before = stage_boot(0, j->nr_steps),
	       after = stage_boot(j->nr_steps - 1, j->nr_steps);
	json_t *o = json_object(), *stages = json_object(), *modes;
	double seconds = 0;

	for_each_judged_stage(i, j->nr_steps) {
		if (!j->e.stage[i].there)
			continue;
		seconds += j->stage[i].seconds;
		json_object_set_new(stages, stage_id(i, j->nr_steps).name,
				    json_string(outcome_name(
					    j->e.stage[i].outcome)));
	}
	json_object_set_new(o, "branch", text_json(j->branch->name));
	json_object_set_new(o, "verdict", verdict_json(j->verdict));
	json_object_set_new(o, "reason", text_json(j->reason));
	json_object_set_new(o, "base", text_json(j->branch->base));
	json_object_set_new(o, "seconds", json_real(seconds));
	json_object_set_new(o, "stages", stages);
	modes = json_object_get(j->stage[before].more, "modes");
	json_object_set(o, "before", modes ? modes : json_null());
	modes = json_object_get(j->stage[after].more, "modes");
	json_object_set(o, "after", modes ? modes : json_null());
	return o;
}

int judging_publish(const struct judging *j, const char *out, struct diag *why)
{
	char *folder = fs_path("%s/%s", out, j->branch->name);
	char *path = fs_path("%s/verdict.json", folder);
	json_t *o = judging_json(j);
	struct buf text = { 0 };
	int ret = fs_mkdirs(folder, why);

	json_write(o, &text);
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
	buf_release(&text);
	json_decref(o);
	free(path);
	free(folder);
	return ret;
}

void judging_release(struct judging *j)
{
	consoles_release(&j->before);
	consoles_release(&j->after);
	for (size_t i = 0; j->stage && i < stage_count(j->nr_steps); i++)
		result_release(&j->stage[i]);
	free(j->stage);
	free(j->state);
	free(j->doubt);
}
