// SPDX-License-Identifier: GPL-2.0-only
/* The stages of the matrix and what each needs. */
#include "core/matrix/plan.h"

#include <stdio.h>
#include <string.h>

#define BIT(stage)	(1ul << (stage))

/* Each needs the stages before it that are named by bits. */
static const struct {
	const char *command, *options;	/* the branch comes between */
	unsigned long needs;
	/* a stored result may hold; it starts kernels */
	bool kept, boots;
	/* under Slurm, of stages that want one node's disk */
	const char *job;
} stages[NR_PLANNED] = {
	[STAGE_TREE] = { "tree get", "", 0, false, false, "build" },
	[STAGE_APPLY] = { "apply", " --stage", BIT(STAGE_TREE), false, false,
			  "build" },
	/* Told in a minute; the builds go on from what it compiled. */
	[STAGE_OBJECTS] = { "objects", "", BIT(STAGE_APPLY), true, false,
			    "build" },
	[STAGE_BUILD_BEFORE] = { "build", " --side before",
				 BIT(STAGE_APPLY) | BIT(STAGE_OBJECTS), true,
				 false, "build" },
	/* From the objects of the other side: it compiles only what differs. */
	[STAGE_BUILD_AFTER] = { "build", " --side after",
				BIT(STAGE_APPLY) | BIT(STAGE_OBJECTS) |
				BIT(STAGE_BUILD_BEFORE),
				true, false, "build" },
	[STAGE_BOOT_BEFORE] = { "boot", " --side before",
				BIT(STAGE_BUILD_BEFORE), true, true,
				"boot.before" },
	[STAGE_BOOT_AFTER] = { "boot", " --side after", BIT(STAGE_BUILD_AFTER),
			       true, true, "boot.after" },
};

static bool runs(const struct plan *plan, int stage)
{
	return !(plan->left_out & BIT(stage));
}

bool plan_force(unsigned long *forced, const char *name)
{
	unsigned long bits = 0;
	size_t len = strlen(name);

	for (int i = 0; i < NR_PLANNED; i++) {
		const char *stage = stage_name(i);

		if (stages[i].kept &&
		    (!strcmp(name, "all") || !strcmp(name, stage) ||
		     (len && !strncmp(name, stage, len) && stage[len] == '.')))
			bits |= BIT(i);
	}
	*forced |= bits;
	return bits;
}

bool plan_side(struct plan *plan, const char *side)
{
	bool known = false;

	for (int i = 0; i < NR_PLANNED; i++) {
		const char *of = strchr(stage_name(i), '.');

		if (!of)
			continue;
		if (!strcmp(of + 1, side))
			known = true;
		else
			plan->left_out |= BIT(i);
	}
	return known;
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
static void command(const struct plan *plan, const char *branch, int i,
		    struct buf *out)
{
	buf_addf(out, "%s %s%s%s", stages[i].command, branch, stages[i].options,
		 plan->forced & BIT(i) ? " --force" : "");
	if (stages[i].boots && plan->repeat > 1)
		buf_addf(out, " --repeat %ld", plan->repeat);
}

/* The results of those of the stages that run. */
static void results(const struct plan *plan, const char *branch,
		    unsigned long which, struct buf *out)
{
	for (int k = 0; k < NR_PLANNED; k++)
		if (runs(plan, stage_order[k]) && which & BIT(stage_order[k]))
			buf_addf(out, " %s/%s/%s.json", plan->out, branch,
				 stage_name(stage_order[k]));
}

static void stage(const struct plan *plan, const char *branch, int i,
		  struct buf *out)
{
	buf_addf(out, "\n%s/%s/%s.json:", plan->out, branch, stage_name(i));
	results(plan, branch, stages[i].needs, out);
	buf_adds(out, "\n\t-@+$(ANSWER) $@ $(BACKPORT) ");
	command(plan, branch, i, out);
	buf_addc(out, '\n');
}

static void branch(const struct plan *plan, const char *name, struct buf *out)
{
	if (plan->left_out) {
		buf_addf(out, "\n%s:", name);
		results(plan, name, ~0ul, out);
	} else {
		buf_addf(out, "\n%s: %s/%s/verdict.json\n\n%s/%s/verdict.json:",
			 name, plan->out, name, plan->out, name);
		results(plan, name, ~0ul, out);
		buf_addf(out, "\n\t-@+$(BACKPORT) verdict %s", name);
	}
	buf_addc(out, '\n');
	for (int k = 0; k < NR_PLANNED; k++)
		if (runs(plan, stage_order[k]))
			stage(plan, name, stage_order[k], out);
	buf_addf(out, "\n.PHONY: %s %s/%s/verdict.json", name, plan->out, name);
	results(plan, name, ~0ul, out);
	buf_addc(out, '\n');
}

static int check_names(const struct plan *plan, struct diag *why)
{
	if (check("program", plan->program, PLAIN " ", why) ||
	    check("configuration", plan->conf_path, PLAIN " ", why))
		return -1;
	for (size_t i = 0; i < plan->nr; i++)
		if (check("branch", plan->branch[i], PLAIN, why))
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
		buf_addf(out, " %s", plan->branch[i]);
	buf_addc(out, '\n');
	for (size_t i = 0; i < plan->nr; i++)
		branch(plan, plan->branch[i], out);
	return 0;
}

/* The stages of one job; its id goes into a variable called name. */
static void job(const struct plan *plan, const char *branch, const char *name,
		const char *after, struct buf *out)
{
	buf_addf(out, "\nsubmit %s/%s/slurm.%s.log --job-name=%s.%s%s%s <<'END'\n"
		 "#!/bin/sh\nset -eu\n", plan->out, branch, name, branch, name,
		 after[0] ? " --dependency=afterok" : "", after);
	for (int k = 0; k < NR_PLANNED; k++) {
		int i = stage_order[k];

		if (!runs(plan, i) || strcmp(stages[i].job, name))
			continue;
		buf_addf(out, "'%s' --conf '%s' ", plan->program,
			 plan->conf_path);
		command(plan, branch, i, out);
		buf_addc(out, '\n');
	}
}

static void slurm_branch(const struct plan *plan, const char *name,
			 struct buf *out)
{
	static const enum stage_name boots[] = { STAGE_BOOT_BEFORE,
						 STAGE_BOOT_AFTER };

	job(plan, name, "build", "", out);
	buf_adds(out, "END\nbuild=$id boots=\n");
	for (size_t i = 0; i < 2; i++) {
		if (!runs(plan, boots[i]))
			continue;
		job(plan, name, stages[boots[i]].job, ":$build", out);
		buf_adds(out, "END\nboots=$boots:$id\n");
	}
	if (plan->left_out)
		return;
	job(plan, name, "verdict", "$boots", out);
	buf_addf(out, "'%s' --conf '%s' verdict %s\nEND\n", plan->program,
		 plan->conf_path, name);
}

int plan_slurm(const struct plan *plan, const struct plan_slurm *slurm,
	       struct buf *out, struct diag *why)
{
	if (check_names(plan, why) ||
	    check("folder", slurm->cwd, PLAIN " ", why) ||
	    check("cache", slurm->bases, PLAIN " ", why) ||
	    (slurm->node_cache &&
	     check("nodes' cache", slurm->node_cache, PLAIN " ", why)))
		return -1;
	if (slurm->args[strspn(slurm->args, PLAIN " =:%")])
		return diag_set(why, NULL, 0,
				"the Slurm options '%s' cannot stand in a shell script; wanted letters, digits, spaces and ._+-/@,=:%%",
				slurm->args);
	buf_addf(out, "#!/bin/sh\n# Written by `backport plan --slurm`, to be run in the project's folder\n"
		 "args='%s'\n. share/slurm.sh\nexport BACKPORT_JOB=1\n"
		 "export BACKPORT_IMAGES='%s/%s' # what one node built another boots\n"
		 "export BACKPORT_BASES='%s' # from which a node takes a base that it lacks\n",
		 slurm->args, slurm->cwd, plan->out, slurm->bases);
	if (slurm->node_cache)
		buf_addf(out, "export BACKPORT_CACHE='%s'\n",
			 slurm->node_cache);
	if (plan->distcc)
		buf_adds(out, "export CCACHE_PREFIX=distcc\n");
	for (size_t i = 0; i < plan->nr; i++)
		slurm_branch(plan, plan->branch[i], out);
	buf_adds(out, "\nfinish\n");
	return 0;
}
