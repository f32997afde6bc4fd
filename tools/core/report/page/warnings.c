// SPDX-License-Identifier: GPL-2.0-only
/*
 * The warnings of both builds on the page: those that are new as the build
 * judged them, the rest out of the logs.
 */
#include "core/report/page/warnings.h"

#include <stdlib.h>
#include <string.h>

#include "core/build/warnings.h"
#include "core/report/escape.h"

#define SHOWN	200	/* rows of a table */

static void read_log(struct warnings *w, const struct matrix_stage *s)
{
	struct span folder = warnings_src(s->log.text);
	char *src = span_copy(folder);

	if (!src)
		abort();
	warnings_read(w, s->log.text, src);
	free(src);
}

/* Those that the build's result calls new. */
static void read_new(struct warnings *w, const struct matrix_stage *s)
{
	for (size_t i = 0; i < s->nr_new_warnings; i++)
		warnings_add(w, &s->new_warning[i].is);
}

static void begin_table(const struct page *p)
{
	buf_adds(p->out, "<table class=\"list\"><thead><tr><th scope=\"col\">file</th><th scope=\"col\">function</th><th scope=\"col\">warning</th></tr></thead><tbody>\n");
}

static void add_row(const struct page *p, const struct warning *w,
		    const char *word, bool touched)
{
	buf_addf(p->out, "<tr><td class=\"mono\">%s", word);
	markup_adds(p->out, w->file);
	if (strcmp(w->unit, w->file)) {
		buf_adds(p->out, " <span class=\"soft\">in ");
		markup_adds(p->out, w->unit);
		buf_adds(p->out, "</span>");
	}
	if (touched)
		buf_adds(p->out, " <span class=\"soft\">(a fix touches it)</span>");
	buf_adds(p->out, "</td><td class=\"mono\">");
	markup_adds(p->out, w->func);
	buf_adds(p->out, "</td><td class=\"mono\">");
	markup_adds(p->out, w->text);
	if (*w->option) {
		buf_adds(p->out, " <span class=\"soft\">[");
		markup_adds(p->out, w->option);
		buf_adds(p->out, "]</span>");
	}
	if (w->times > 1)
		buf_addf(p->out, " <span class=\"soft\">%zu times</span>",
			 w->times);
	buf_adds(p->out, "</td></tr>\n");
}

static void end_table(const struct page *p, size_t left_out)
{
	if (left_out)
		buf_addf(p->out, "<tr><td colspan=\"3\" class=\"soft\">and %zu more</td></tr>\n",
			 left_out);
	buf_adds(p->out, "</tbody></table>\n");
}

/* What one side alone has: it is why one looks here. */
static void add_differences(const struct page *p, const struct matrix_stage *s,
			    const struct warning *const *gone, size_t nr_gone)
{
	size_t nr = s->nr_new_warnings, all = nr + nr_gone;

	if (!all)
		return;
	begin_table(p);
	for (size_t i = 0; i < nr && i < SHOWN; i++)
		add_row(p, &s->new_warning[i].is,
			"<span class=\"o bad\">new</span> ",
			s->new_warning[i].touched);
	for (size_t i = 0; i < nr_gone && nr + i < SHOWN; i++)
		add_row(p, gone[i], "<span class=\"o ok\">gone</span> ", false);
	end_table(p, all > SHOWN ? all - SHOWN : 0);
}

/* The rest, folded: old kernels and new compilers make many. */
static void add_same(const struct page *p, const struct warnings *after,
		     const struct warnings *new)
{
	size_t nr = 0, shown = 0;

	for (size_t i = 0; i < after->nr; i++)
		nr += !warnings_find(new, &after->warning[i]);
	if (!nr)
		return;
	buf_addf(p->out, "<details><summary><h4>%zu on both sides</h4></summary><div class=\"in\">\n",
		 nr);
	begin_table(p);
	for (size_t i = 0; i < after->nr && shown < SHOWN; i++) {
		if (warnings_find(new, &after->warning[i]))
			continue;
		add_row(p, &after->warning[i], "", false);
		shown++;
	}
	end_table(p, nr - shown);
	buf_adds(p->out, "</div></details>\n");
}

static void add_sentence(const struct page *p, const struct matrix_branch *b,
			 size_t nr_gone)
{
	const struct matrix_stage *before = matrix_build(b, 0),
				  *after = matrix_build(b, b->nr_steps - 1);
	size_t nr = after->nr_new_warnings;

	if (after->compared)
		buf_addf(p->out, "<p><span class=\"o %s\">%zu new</span>, %zu gone. ",
			 nr ? "bad" : "ok", nr, nr_gone);
	else
		buf_adds(p->out, "<p><span class=\"o skip\">not compared</span>: what before warns of was not known when this was built. ");
	buf_addf(p->out, "<span class=\"soft\">Compared by source, file, function, option and text, not by line. The logs have %ld lines of warnings before, of %ld object%s compiled, and %ld after, of %ld: what after did not compile again keeps before's.</span></p>\n",
		 before->warnings, before->objects,
		 plural(before->objects), after->warnings,
		 after->objects);
}

void page_warnings(const struct page *p, const struct matrix_branch *b)
{
	const struct matrix_stage *s = matrix_build(b, b->nr_steps - 1);
	struct warnings before = { 0 }, after = { 0 }, new = { 0 };
	const struct warning **gone;
	size_t nr_gone;

	read_log(&before, matrix_build(b, 0));
	read_log(&after, s);
	read_new(&new, s);
	warnings_carry(&after, &before);
	/* The other way round: new before is gone after. */
	gone = warnings_new(&after, &before, NULL, &nr_gone);
	buf_adds(p->out, "<h4>Warnings</h4>");
	add_sentence(p, b, nr_gone);
	add_differences(p, s, gone, nr_gone);
	add_same(p, &after, &new);
	free(gone);
	warnings_release(&new);
	warnings_release(&after);
	warnings_release(&before);
}
