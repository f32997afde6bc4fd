/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CHECK_CHECK_H
#define CMD_CHECK_CHECK_H

#include "cmd/cmd.h"
#include "core/check/rules.h"
#include "sys/series/variant.h"

/* A patch that is checked. */
struct checked {
	struct variant variant;
	const struct branch *branch;	/* NULL for a patch file */
	const struct fix *fix;		/* NULL: none of the configured */
	char id[41];			/* upstream id that it claims */
};

/* What was found, and how it is to be shown. */
struct check {
	unsigned int profiles;
	const char *repo;		/* NULL when none was given */
	/* patch file; NULL: patches/upstream/ */
	const char *upstream;
	struct checked *checked;
	size_t nr;
	struct findings findings;
	size_t nr_errors, nr_warnings, nr_silenced;
};

/*
 * Runs the branch's checkpatch.pl over a patch and adds what it says of lines
 * of the variant's own. 0 or -1 and *why.
 */
int check_with_checkpatch(const struct ctx *ctx, struct check *c,
			  const struct checked *p, struct diag *why);

/* The SARIF and JSON word for how much a rule demands: "error", "warning". */
const char *check_level(const struct rule *rule);

/* Print the findings. */
void check_show_text(const struct ctx *ctx, const struct check *c);
void check_show_json(const struct check *c);
void check_show_sarif(const struct check *c);

/* Prints the rules, for --rules. */
void check_show_rules(void);

#endif
