// SPDX-License-Identifier: GPL-2.0-only
/* backport export: what a reviewer is told below "---". */
#include "cmd/export/proof.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/export/choose.h"
#include "core/compare/summary.h"
#include "core/text/ascii.h"
#include "sys/series/compare-fix.h"

void export_comparison(const struct export *x, const struct fix *fix,
		       struct buf *out)
{
	static const struct compare_from anywhere;
	struct compared_fix f = { .conf = &x->ctx->conf, .root = x->ctx->root,
				  .fix = fix };
	struct diag why = { 0 };
	char line[2048];

	if (compared_fix_add_branch(&f, x->branch, &why) ||
	    compared_fix_make(&f, &anywhere, &why))
		buf_addf(out, "Not compared with upstream: %s\n",
			 diag_line(&why, line, sizeof(line)));
	else
		comparison_summary(&f.comparison, out);
	compared_fix_release(&f);
}

/* A step's name without its round. */
static const char *bare(const char *step)
{
	const char *name = step;

	while (is_digit(*name))
		name++;
	return name != step && *name == '.' ? name + 1 : step;
}

static bool failed_before(const struct matrix_boot *b, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (b->step[i].outcome == FAIL &&
		    !strcmp(bare(b->step[i].name), bare(b->step[nr].name)))
			return true;
	return false;
}

/* " at owned-base, again": the steps that failed, each once. */
static void add_failed(const struct matrix_boot *b, struct buf *out)
{
	const char *before = " at ";

	for (size_t i = 0; i < b->nr_steps; i++) {
		if (b->step[i].outcome != FAIL || failed_before(b, i))
			continue;
		buf_addf(out, "%s%s", before, bare(b->step[i].name));
		before = ", ";
	}
}

static void add_boot(const struct matrix_boot *b, struct buf *out)
{
	size_t passed = 0;

	for (size_t i = 0; i < b->nr_steps; i++)
		passed += b->step[i].outcome == PASS;
	buf_addf(out, "    %s: %s", b->mode, outcome_name(b->outcome));
	add_failed(b, out);
	if (b->outcome == PASS)
		buf_addf(out, ", %zu of %zu steps", passed, b->nr_steps);
	else if (b->outcome == ERROR)
		buf_addf(out, ", %s", b->reason);
	buf_addf(out, ", kernel %s\n", *b->kernel ? b->kernel : "unknown");
}

static const char *or_unknown(const char *s)
{
	return s && *s ? s : "unknown";
}

static void add_side(const struct matrix_branch *row, const char *side,
		     size_t step, struct buf *out)
{
	const struct matrix_stage *b = matrix_boot(row, step);
	const struct matrix_stage *built = matrix_build(row, step);

	buf_addf(out, "  %s, tree %s,\n  vmlinux sha256 %s\n", side,
		 or_unknown(matrix_input(built, "tree")),
		 or_unknown(built->image_sha256));
	if (!b->there)
		buf_adds(out, "    not booted\n");
	else if (!b->nr_boots)
		buf_addf(out, "    %s: %s\n", outcome_name(b->outcome),
			 b->reason);
	for (size_t i = 0; i < b->nr_boots; i++)
		add_boot(&b->boot[i], out);
}

static bool is_in_base(const struct export *x, const struct matrix_branch *row)
{
	return x->steps.state == STEPS_FOUND && row->nr_fixes == 1 &&
	       x->steps.in_base[row->fix->step];
}

/* The verdict on a fix, and the kernels without and with it. */
static void add_verdict(const struct export *x, const struct matrix_branch *row,
			struct buf *out)
{
	buf_addf(out, "Verdict on %s%s%s: %s%s%s\n", or_unknown(row->base),
		 row->of ? ", " : "", row->of ? row->fixes : "",
		 verdict_name(row->verdict), *row->reason ? ": " : "",
		 row->reason);
	if (!x->nothing && is_in_base(x, row))
		buf_addf(out, "  %s has this fix: what is sent is the rest of what was booted\n",
			 or_unknown(row->base));
	add_side(row, "without", 0, out);
	add_side(row, "with", row->nr_steps - 1, out);
}

void export_proof(const struct export *x, struct buf *out)
{
	const struct matrix_branch *b = x->told;
	size_t last = b->nr_steps - 1;
	const struct matrix_stage *built = matrix_build(b, last),
				  *booted = matrix_boot(b, last);

	if (x->doubt)
		buf_addf(out, "NOT PROVED: %s\n", x->doubt);
	for (size_t i = 0; i < x->rows.nr; i++)
		if (export_has(x, &x->rows.branch[i]))
			add_verdict(x, &x->rows.branch[i], out);
	buf_addf(out, "  built by %s,\n  %s\n",
		 or_unknown(matrix_input(built, "compiler")),
		 or_unknown(matrix_input(built, "binutils")));
	buf_addf(out, "  booted in %s\n",
		 or_unknown(matrix_input(booted, "qemu")));
}
