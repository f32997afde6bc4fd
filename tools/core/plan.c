// SPDX-License-Identifier: GPL-2.0-only
/* The stages of the matrix and what each needs. */
#include "plan.h"

#include <stdio.h>
#include <string.h>

#define BIT(stage)	(1ul << (stage))

/* Each needs the stages before it that are named by bits. */
static const struct {
	const char *command, *options;	/* the branch comes between */
	unsigned long needs;
	bool kept, boots;	/* a stored result may hold; it starts kernels */
} stages[NR_STAGES] = {
	[STAGE_TREE] = { "tree get", "", 0, false, false },
	[STAGE_APPLY] = { "apply", " --stage", BIT(STAGE_TREE), false, false },
	[STAGE_BUILD_BEFORE] = { "build", " --side before", BIT(STAGE_APPLY),
				 true, false },
	/* From the objects of the other side: it compiles only what differs. */
	[STAGE_BUILD_AFTER] = { "build", " --side after",
				BIT(STAGE_BUILD_BEFORE), true, false },
	[STAGE_BOOT_BEFORE] = { "boot", " --side before",
				BIT(STAGE_BUILD_BEFORE), true, true },
	[STAGE_BOOT_AFTER] = { "boot", " --side after", BIT(STAGE_BUILD_AFTER),
			       true, true },
};

bool plan_force(unsigned long *forced, const char *name)
{
	unsigned long bits = 0;
	size_t len = strlen(name);

	for (int i = 0; i < NR_STAGES; i++) {
		const char *stage = stage_name(i);

		if (stages[i].kept &&
		    (!strcmp(name, "all") || !strcmp(name, stage) ||
		     (len && !strncmp(name, stage, len) && stage[len] == '.')))
			bits |= BIT(i);
	}
	*forced |= bits;
	return bits;
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

static void stage(const struct plan *plan, const char *branch, int i,
		  struct buf *out)
{
	buf_addf(out, "\n%s/%s/%s.json:", plan->out, branch, stage_name(i));
	for (int j = 0; j < NR_STAGES; j++)
		if (stages[i].needs & BIT(j))
			buf_addf(out, " %s/%s/%s.json", plan->out, branch,
				 stage_name(j));
	buf_addf(out, "\n\t-@+$(BACKPORT) %s %s%s%s", stages[i].command, branch,
		 stages[i].options, plan->forced & BIT(i) ? " --force" : "");
	if (stages[i].boots && plan->repeat > 1)
		buf_addf(out, " --repeat %ld", plan->repeat);
	buf_addc(out, '\n');
}

static void branch(const struct plan *plan, const char *name, struct buf *out)
{
	buf_addf(out, "\n%s: %s/%s/verdict.json\n\n%s/%s/verdict.json:", name,
		 plan->out, name, plan->out, name);
	for (int i = 0; i < NR_STAGES; i++)
		buf_addf(out, " %s/%s/%s.json", plan->out, name, stage_name(i));
	buf_addf(out, "\n\t-@+$(BACKPORT) verdict %s\n", name);
	for (int i = 0; i < NR_STAGES; i++)
		stage(plan, name, i, out);
	buf_addf(out, "\n.PHONY: %s %s/%s/verdict.json", name, plan->out, name);
	for (int i = 0; i < NR_STAGES; i++)
		buf_addf(out, " %s/%s/%s.json", plan->out, name, stage_name(i));
	buf_addc(out, '\n');
}

int plan_makefile(const struct plan *plan, struct buf *out, struct diag *why)
{
	if (check("program", plan->program, PLAIN " ", why) ||
	    check("configuration", plan->conf_path, PLAIN " ", why))
		return -1;
	for (size_t i = 0; i < plan->nr; i++)
		if (check("branch", plan->branch[i], PLAIN, why))
			return -1;
	buf_addf(out, "# Written by `backport plan`, for GNU make -k -jN -f -\n"
		 "BACKPORT := '%s' --conf '%s'\n"
		 "# Jobs answer through their stored results and end with make.\n"
		 "export BACKPORT_JOB := 1\n\n.PHONY: all\nall:",
		 plan->program, plan->conf_path);
	for (size_t i = 0; i < plan->nr; i++)
		buf_addf(out, " %s", plan->branch[i]);
	buf_addc(out, '\n');
	for (size_t i = 0; i < plan->nr; i++)
		branch(plan, plan->branch[i], out);
	return 0;
}
