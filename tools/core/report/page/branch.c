// SPDX-License-Identifier: GPL-2.0-only
/*
 * A branch's section of the page: what it is made of, and each stage, folded.
 */
#include "core/report/page/branch.h"

#include <stdlib.h>
#include <string.h>

#include "core/build/build-log.h"
#include "core/report/escape.h"
#include "core/report/log-excerpt.h"
#include "core/matrix/by-fix.h"
#include "core/report/page/boot.h"
#include "core/report/page/fix.h"
#include "core/report/page/objects.h"
#include "core/report/page/patch.h"
#include "core/report/page/staircase.h"
#include "core/report/page/warnings.h"

static void add_fact(const struct page *p, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buf_addf(p->out, "<div><dt>%s</dt><dd>", name);
	markup_adds(p->out, value);
	buf_adds(p->out, "</dd></div>");
}

static void add_id(const struct page *p, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buf_addf(p->out, "<div><dt>%s</dt><dd class=\"mono\">", name);
	markup_adds(p->out, value);
	buf_adds(p->out, "</dd></div>");
}

static const char *input_of(const struct matrix_branch *b,
			    size_t stage, const char *name)
{
	return matrix_input(&b->stage[stage], name);
}

static void add_facts(const struct page *p, const struct matrix_branch *b)
{
	size_t after = stage_build(b->nr_steps - 1);
	const struct matrix_stage *boot = matrix_boot(b, b->nr_steps - 1);
	const char *is = input_of(b, STAGE_APPLY, "base is");

	buf_adds(p->out, "<dl class=\"facts\">");
	add_fact(p, "base", b->base);
	add_fact(p, "fixes", b->fixes);
	add_fact(p, "target", b->target);
	if (is && !strcmp(is, "after"))
		add_fact(p, "direction", b->nr_steps == 2 ?
			 "the base has the fix; before is the base with it taken out" :
			 "the base has the fixes; the steps before it are the base with them taken out");
	else if (is && strcmp(is, "before"))
		add_fact(p, "direction", "the base has some patches of the series; before is the base with them taken out");
	add_id(p, "tree before", input_of(b, stage_build(0), "tree"));
	add_id(p, "tree after", input_of(b, after, "tree"));
	add_id(p, "patch set", b->patchset_hash);
	add_fact(p, "compiler", input_of(b, after, "compiler"));
	add_fact(p, "emulator", matrix_input(boot, "qemu"));
	if (boot->nr_boots)
		add_fact(p, "kernel", boot->boot[0].kernel);
	buf_adds(p->out, "</dl>\n");
}

/* The lines of a failed build that tell: the error, and what is near it. */
static void add_failure(const struct page *p, const struct matrix_stage *s)
{
	size_t nr = excerpt_lines(s->log.text);
	char *class = new_array(nr + 1, 1);

	if (s->error && *s->error) {
		buf_adds(p->out, "<h4>First error</h4><pre class=\"log\"><span class=\"t bad\">");
		markup_adds(p->out, s->error);
		buf_adds(p->out, "</span>");
		if (s->command && *s->command) {
			buf_adds(p->out, "<span class=\"t\">");
			markup_adds(p->out, s->command);
			buf_adds(p->out, "</span>");
		}
		buf_adds(p->out, "</pre>\n");
	}
	if (s->error_lineno > 0 && (size_t)s->error_lineno <= nr)
		class[s->error_lineno - 1] = 'f';
	if (nr) {
		buf_adds(p->out, "<h4>The log</h4>\n");
		page_log(p, &s->log, class, "log of the build");
	}
	free(class);
}

/* Opens the fold of a stage up to its content. */
static void add_fold(const struct page *p, const struct matrix_branch *b,
		     size_t stage)
{
	page_fold_begin(p, b, stage_id(stage, b->nr_steps).name);
	page_word(p, b, stage);
	buf_adds(p->out, "<span class=\"gist\">");
	page_gist(p, b, stage);
	buf_adds(p->out, "</span></summary><div class=\"in\">\n");
}

static void add_build(const struct page *p, const struct matrix_branch *b,
		      size_t stage, const char *side)
{
	const struct matrix_stage *s = &b->stage[stage];

	add_fold(p, b, stage);
	if (s->there && s->outcome != PASS)
		add_failure(p, s);
	else if (stage == stage_build(b->nr_steps - 1) && s->there)
		page_warnings(p, b);
	if (s->log.path) {
		buf_adds(p->out, "<p class=\"small\">whole log: ");
		page_log_link(p, &s->log);
		buf_adds(p->out, "</p>\n");
	}
	page_command(p, "backport build %s --side %s", b->name, side);
	page_inputs(p, s);
	page_fold_end(p);
}

static void add_tree(const struct page *p, const struct matrix_branch *b)
{
	add_fold(p, b, STAGE_TREE);
	page_command(p, "backport tree get %s", b->name);
	page_inputs(p, &b->stage[STAGE_TREE]);
	page_fold_end(p);
}

static void add_apply(const struct page *p, const struct matrix_branch *b)
{
	add_fold(p, b, STAGE_APPLY);
	page_patches(p, b);
	page_command(p, "backport apply %s --check", b->name);
	page_inputs(p, &b->stage[STAGE_APPLY]);
	page_fold_end(p);
}

void page_branch(const struct page *p, const struct matrix_branch *b)
{
	const char *reason;

	matrix_rate_branch(b, &reason);
	buf_adds(p->out, "<h2>");
	markup_adds(p->out, b->name);
	buf_adds(p->out, " ");
	page_verdict(p, b, "badge");
	buf_adds(p->out, "</h2>\n");
	/* that all fixes are proved, the staircase says */
	if (!matrix_has_rows(b) || b->verdict != PROVED) {
		buf_adds(p->out, "<p class=\"why\">");
		markup_adds(p->out, reason);
		buf_adds(p->out, "</p>\n");
	}
	if (matrix_has_rows(b))
		page_staircase(p, b);
	add_facts(p, b);
	page_command(p, "backport matrix --only %s", b->name);
	add_tree(p, b);
	add_apply(p, b);
	page_objects(p, b);
	for (size_t k = 0; k < b->nr_steps; k++)
		add_build(p, b, stage_build(k),
			  step_name(k, b->nr_steps).at);
	if (matrix_has_rows(b))
		page_fixes(p, b);
	else
		page_boots(p, b);
}
