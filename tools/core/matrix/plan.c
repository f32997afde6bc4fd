// SPDX-License-Identifier: GPL-2.0-only
/* The stages of the matrix and what each needs. */
#include "core/matrix/plan.h"

#include <stdio.h>
#include <string.h>

/* By kind. */
static const struct {
	const char *command, *options;	/* the branch comes between */
	/* a stored result may hold; it starts kernels */
	bool kept, boots;
} kinds[] = {
	[STAGE_TREE] = { "tree get", "", false, false },
	[STAGE_APPLY] = { "apply", " --stage", false, false },
	/* Told in a minute; the builds go on from what it compiled. */
	[STAGE_OBJECTS] = { "objects", "", true, false },
	[STAGE_BUILD] = { "build", " --side ", true, false },
	[STAGE_BOOT] = { "boot", " --side ", true, true },
};

/* A stage of a branch of the plan. */
struct planned {
	const struct plan *plan;
	const struct plan_branch *branch;
	struct stage_id id;
};

static struct planned planned(const struct plan *plan,
			      const struct plan_branch *b, size_t stage)
{
	return (struct planned){ plan, b, stage_id(stage, b->nr_steps) };
}

static bool has_step(const struct planned *p)
{
	return p->id.kind == STAGE_BUILD || p->id.kind == STAGE_BOOT;
}

static bool runs(const struct planned *p)
{
	size_t step;

	if (p->branch->unready)
		return p->id.kind == STAGE_TREE;
	if (!has_step(p))
		return true;
	if (p->plan->quick && p->id.step &&
	    p->id.step != p->branch->nr_steps - 1)
		return false;
	return !p->plan->step ||
	       (step_of(p->plan->step, p->branch->nr_steps, &step) &&
		step == p->id.step);
}

/* True when name means the stage: "all", "boot", "boot.after", "boot.1". */
static bool is_named(const struct planned *p, const char *name)
{
	const char *command = kinds[p->id.kind].command;
	size_t len = strlen(command), step;

	if (!kinds[p->id.kind].kept)
		return false;
	if (!strcmp(name, "all") || !strcmp(name, command))
		return true;
	return has_step(p) && !strncmp(name, command, len) &&
	       name[len] == '.' &&
	       step_of(name + len + 1, p->branch->nr_steps, &step) &&
	       step == p->id.step;
}

static bool is_forced(const struct planned *p)
{
	const char *const *name = p->plan->forced;

	while (name && *name && !is_named(p, *name))
		name++;
	return name && *name;
}

bool plan_can_force(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->nr; i++) {
		const struct plan_branch *b = &plan->branch[i];

		for (size_t k = 0; k < stage_count(b->nr_steps); k++) {
			struct planned p = planned(plan, b, k);

			if (is_named(&p, name))
				return true;
		}
	}
	return false;
}

bool plan_has_step(const struct plan *plan, const char *step)
{
	size_t ignored;

	for (size_t i = 0; i < plan->nr; i++)
		if (!step_of(step, plan->branch[i].nr_steps, &ignored))
			return false;
	return true;
}

#define PLAIN	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" \
		"0123456789._+-/@,"

/* Only letters that mean nothing to make and to the shell may stand in it. */
static int check(const char *what, const char *s, const char *letters,
		 struct diag *why)
{
	if (s[0] && s[0] != '-' && s[strspn(s, letters)] == '\0')
		return 0;
	return diag_set(why, NULL, 0,
			"the %s '%s' cannot stand in a makefile; wanted letters, digits and ._+-/@,",
			what, s);
}

/* The words after the program's name and options. */
static void command(const struct planned *p, struct buf *out)
{
	buf_addf(out, "%s %s%s%s%s", kinds[p->id.kind].command, p->branch->name,
		 kinds[p->id.kind].options,
		 has_step(p) ? step_name(p->id.step, p->branch->nr_steps).at :
			       "",
		 is_forced(p) ? " --force" : "");
	if (kinds[p->id.kind].boots && p->plan->repeat > 1)
		buf_addf(out, " --repeat %ld", p->plan->repeat);
}

static void result(const struct planned *p, struct buf *out)
{
	buf_addf(out, "%s/%s/%s.json", p->plan->out, p->branch->name,
		 p->id.name);
}

/* The results of the branch's stages that run. */
static void results(const struct plan *plan, const struct plan_branch *b,
		    struct buf *out)
{
	for (size_t i = 0; i < stage_count(b->nr_steps); i++) {
		struct planned p = planned(plan, b, i);

		if (!runs(&p))
			continue;
		buf_addc(out, ' ');
		result(&p, out);
	}
}

/* The result of a stage that one needs, if it runs. */
static void need(const struct planned *p, size_t stage, struct buf *out)
{
	struct planned needed = planned(p->plan, p->branch, stage);

	if (!runs(&needed))
		return;
	buf_addc(out, ' ');
	result(&needed, out);
}

static void needs(const struct planned *p, struct buf *out)
{
	switch (p->id.kind) {
	case STAGE_TREE:
		break;
	case STAGE_APPLY:
		need(p, STAGE_TREE, out);
		break;
	case STAGE_OBJECTS:
		need(p, STAGE_APPLY, out);
		break;
	case STAGE_BUILD:
		need(p, STAGE_APPLY, out);
		need(p, STAGE_OBJECTS, out);
		/* it compiles only what differs from that step */
		if (p->id.step)
			need(p, stage_build(p->plan->quick ? 0 :
					    p->id.step - 1), out);
		break;
	case STAGE_BOOT:
		need(p, stage_build(p->id.step), out);
		break;
	}
}

static void stage(const struct planned *p, struct buf *out)
{
	buf_addc(out, '\n');
	result(p, out);
	buf_addc(out, ':');
	needs(p, out);
	buf_adds(out, "\n\t-@+$(ANSWER) $@ $(BACKPORT) ");
	command(p, out);
	buf_addc(out, '\n');
}

/* The command that judges a branch, as the makefile or a job writes it. */
static void verdict(const struct plan *plan, const struct plan_branch *b,
		    struct buf *out)
{
	buf_addf(out, "verdict %s", b->name);
	if (plan->fix)
		buf_addf(out, " --fix %s", plan->fix);
}

/*
 * A quick verdict rests on no older results of the steps between. Begins with
 * the prefix when there are such steps.
 */
static void forget(const struct plan *plan, const struct plan_branch *b,
		   const char *prefix, struct buf *out)
{
	if (plan->quick && b->nr_steps > 2)
		buf_addf(out, "%srm -f %s/%s/build.step*.json %s/%s/boot.step*.json",
			 prefix, plan->out, b->name, plan->out, b->name);
}

/* A branch of which nothing is to be run again. */
static void held_branch(const struct plan *plan, const struct plan_branch *b,
			struct buf *out)
{
	buf_addf(out, "\n.PHONY: %s\n%s:\n\t@echo '%s: nothing changed, its %zu results hold'\n\t-@+$(BACKPORT) ",
		 b->name, b->name, b->name, stage_count(b->nr_steps));
	verdict(plan, b, out);
	buf_addc(out, '\n');
}

static void branch(const struct plan *plan, const struct plan_branch *b,
		   struct buf *out)
{
	const char *name = b->name;

	if (b->holds) {
		held_branch(plan, b, out);
		return;
	}
	if (plan->step) {
		buf_addf(out, "\n%s:", name);
		results(plan, b, out);
	} else {
		buf_addf(out, "\n%s: %s/%s/verdict.json\n\n%s/%s/verdict.json:",
			 name, plan->out, name, plan->out, name);
		results(plan, b, out);
		forget(plan, b, "\n\t-@", out);
		buf_adds(out, "\n\t-@+$(BACKPORT) ");
		verdict(plan, b, out);
	}
	buf_addc(out, '\n');
	for (size_t i = 0; i < stage_count(b->nr_steps); i++) {
		struct planned p = planned(plan, b, i);

		if (runs(&p))
			stage(&p, out);
	}
	buf_addf(out, "\n.PHONY: %s %s/%s/verdict.json", name, plan->out, name);
	results(plan, b, out);
	buf_addc(out, '\n');
}

static int check_names(const struct plan *plan, struct diag *why)
{
	if (check("program", plan->program, PLAIN " ", why) ||
	    check("configuration", plan->conf_path, PLAIN " ", why))
		return -1;
	if (plan->fix && check("fix", plan->fix, PLAIN, why))
		return -1;
	for (size_t i = 0; i < plan->nr; i++)
		if (check("branch", plan->branch[i].name, PLAIN, why))
			return -1;
	return 0;
}

int plan_makefile(const struct plan *plan, struct buf *out, struct diag *why)
{
	if (check_names(plan, why))
		return -1;
	buf_addf(out, "# Written by `backport plan`, for GNU make -k -jN -f -\n"
		 "BACKPORT := '%s' --conf '%s'\n"
		 "# Jobs answer through their stored results and end with make.\n"
		 "export BACKPORT_JOB := 1\n"
		 "# One that does not answer leaves no result, not even an older one.\n"
		 "ANSWER := setpriv --pdeathsig TERM sh -c 'result=$$1; shift; \"$$@\" || rm -f \"$$result\"' stage\n", plan->program, plan->conf_path);
	if (plan->distcc)
		buf_adds(out, "export CCACHE_PREFIX := distcc\n");
	buf_adds(out, "\n.PHONY: all\nall:");
	for (size_t i = 0; i < plan->nr; i++)
		buf_addf(out, " %s", plan->branch[i].name);
	buf_addc(out, '\n');
	for (size_t i = 0; i < plan->nr; i++)
		branch(plan, &plan->branch[i], out);
	return 0;
}

/* Begins a job; its id goes into $id. */
static void submit(const struct plan *plan, const char *branch,
		   const char *name, const char *after, struct buf *out)
{
	buf_addf(out, "\nsubmit %s/%s/slurm.%s.log --job-name=%s.%s%s%s <<'END'\n"
		 "#!/bin/sh\nset -eu\n", plan->out, branch, name, branch, name,
		 after[0] ? " --dependency=afterok" : "", after);
}

/* One of a job's stages. */
static void job(const struct planned *p, struct buf *out)
{
	if (!runs(p))
		return;
	buf_addf(out, "'%s' --conf '%s' ", p->plan->program,
		 p->plan->conf_path);
	command(p, out);
	buf_addc(out, '\n');
}

static void slurm_branch(const struct plan *plan, const struct plan_branch *b,
			 struct buf *out)
{
	size_t boots = stage_boot(0, b->nr_steps);

	submit(plan, b->name, "build", "", out);
	for (size_t i = 0; i < boots; i++) {
		struct planned p = planned(plan, b, i);

		job(&p, out);
	}
	buf_addf(out, "END\nbuild=$id boots=%s\n", b->unready ? ":$id" : "");
	for (size_t i = boots; i < stage_count(b->nr_steps); i++) {
		struct planned p = planned(plan, b, i);

		if (!runs(&p))
			continue;
		submit(plan, b->name, p.id.name, ":$build", out);
		job(&p, out);
		buf_adds(out, "END\nboots=$boots:$id\n");
	}
	if (plan->step)
		return;
	submit(plan, b->name, "verdict", "$boots", out);
	forget(plan, b, "", out);
	buf_addf(out, "%s'%s' --conf '%s' ", plan->quick ? "\n" : "",
		 plan->program, plan->conf_path);
	verdict(plan, b, out);
	buf_adds(out, "\nEND\n");
}

int plan_slurm(const struct plan *plan, const struct plan_slurm *slurm,
	       struct buf *out, struct diag *why)
{
	if (check_names(plan, why) ||
	    check("folder", slurm->cwd, PLAIN " ", why) ||
	    check("cache", slurm->bases, PLAIN " ", why) ||
	    check("script", slurm->script, PLAIN " ", why) ||
	    (slurm->node_cache &&
	     check("nodes' cache", slurm->node_cache, PLAIN " ", why)))
		return -1;
	if (slurm->args[strspn(slurm->args, PLAIN " =:%")])
		return diag_set(why, NULL, 0,
				"the Slurm options '%s' cannot stand in a shell script; wanted letters, digits, spaces and ._+-/@,=:%%",
				slurm->args);
	buf_addf(out, "#!/bin/sh\n# Written by `backport plan --slurm`, to be run in the project's folder\n"
		 "args='%s'\n. '%s'\nexport BACKPORT_JOB=1\n"
		 "export BACKPORT_IMAGES='%s/%s' # what one node built another boots\n"
		 "export BACKPORT_BASES='%s' # from which a node takes a base that it lacks\n",
		 slurm->args, slurm->script, slurm->cwd, plan->out,
		 slurm->bases);
	if (slurm->node_cache)
		buf_addf(out, "export BACKPORT_CACHE='%s'\n",
			 slurm->node_cache);
	if (plan->distcc)
		buf_adds(out, "export CCACHE_PREFIX=distcc\n");
	for (size_t i = 0; i < plan->nr; i++)
		slurm_branch(plan, &plan->branch[i], out);
	buf_adds(out, "\nfinish\n");
	return 0;
}
