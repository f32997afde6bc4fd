// SPDX-License-Identifier: GPL-2.0-only
/* The series on the page: each patch, with its differences to upstream's. */
#include "core/report/page/patch.h"

#include <stdlib.h>

#include "core/compare/explain.h"
#include "core/compare/pairing.h"
#include "core/report/escape.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

#define LINES_MAX	3000	/* of a patch that is compared line by line */

/* The lines of a diff. */
struct lines {
	struct span *line;
	size_t nr;
};

static bool is_meta(struct span line)
{
	return span_starts(line, "diff ") || span_starts(line, "index ") ||
	       span_starts(line, "--- ") || span_starts(line, "+++ ");
}

/*
 * From the first "diff --git" or "--- " that a "+++ " follows; empty, at the
 * end of the text, without one.
 */
static struct span diff_of(struct span text)
{
	struct span rest = text, line, at;

	while (rest.len) {
		at = rest;
		span_line(&rest, &line);
		if (span_starts(line, "diff ") ||
		    (span_starts(line, "--- ") && span_starts(rest, "+++ ")))
			return at;
	}
	return span_skip(text, text.len);
}

static void split(struct lines *l, struct span diff)
{
	struct span line;

	*l = (struct lines){ 0 };
	while (span_line(&diff, &line) && l->nr < LINES_MAX) {
		if (span_is(line, "-- "))
			break;
		l->line = grow_array(l->line, l->nr + 1, sizeof(*l->line));
		l->line[l->nr++] = line;
	}
}

/* What of a line is compared: all heads of hunks and of files are alike. */
static struct span compared(struct span line)
{
	if (span_starts(line, "@@ "))
		return span_of("@@ ");
	return is_meta(line) ? (struct span){ line.at, 1 } : line;
}

static void number_lines(struct numbering *n, const struct lines *l,
			 uint32_t *number)
{
	for (size_t i = 0; i < l->nr; i++)
		number[i] = numbering_add(n, compared(l->line[i]));
}

static void add_line(const struct page *p, struct span line, const char *extra)
{
	const char *class = is_meta(line) ? "meta" :
			    span_starts(line, "@@") ? "at" :
			    span_starts(line, "+") ? "add" :
			    span_starts(line, "-") ? "del" : "";

	buf_addf(p->out, "<span class=\"t %s%s\">", class, extra);
	markup_add(p->out, line);
	buf_adds(p->out, "</span>");
}

static void add_marked(const struct page *p, const struct lines *mine,
		       const struct lines *other)
{
	uint32_t *number = grow_array(NULL, mine->nr + other->nr,
				      sizeof(*number));
	struct numbering n = { 0 };
	size_t i = 0, j = 0;
	char *edit;

	number_lines(&n, mine, number);
	number_lines(&n, other, number + mine->nr);
	edit = lcs_edits(number, mine->nr, number + mine->nr, other->nr);
	for (const char *e = edit; *e; e++) {
		if (*e == '+')
			add_line(p, other->line[j], " lost");
		else
			add_line(p, mine->line[i], *e == '-' ? " only" : "");
		i += *e != '+';
		j += *e != '-';
	}
	free(edit);
	free(number);
	numbering_release(&n);
}

static void add_header(const struct page *p, struct span text, struct span diff)
{
	struct span rest = { text.at, diff.at - text.at }, line;

	buf_adds(p->out, "<details><summary><span class=\"small\">its message</span></summary><pre class=\"patch\" tabindex=\"0\">");
	while (span_line(&rest, &line)) {
		buf_adds(p->out, "<span class=\"t\">");
		markup_add(p->out, line);
		buf_adds(p->out, "</span>");
	}
	buf_adds(p->out, "</pre></details>\n");
}

/* A row a change: where it stands and how like upstream's it is. */
static void add_likeness(const struct page *p, const struct matrix_patch *patch)
{
	struct span up = diff_of(patch->upstream), down = diff_of(patch->text);
	struct patch a = { 0 }, b = { 0 };
	struct changes ga = { 0 }, gb = { 0 };
	struct pairing pairing = { 0 };
	struct buf why = { 0 };
	struct diag ignored;

	if (patch_parse(&a, up, 1, patch->upstream_name, &ignored) ||
	    patch_parse(&b, down, 1, patch->name, &ignored))
		goto out;
	changes_cut(&ga, &a);
	changes_cut(&gb, &b);
	pairing_make(&pairing, &ga, &gb);
	buf_adds(p->out, "<table class=\"list\"><thead><tr><th scope=\"col\">change</th><th scope=\"col\">where</th><th scope=\"col\">beside upstream's</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < pairing.nr; i++) {
		const struct pair *pair = &pairing.pair[i];
		const struct change *g = pair->down.nr ?
			&gb.change[pair->down.from] : &ga.change[pair->up.from];

		buf_clear(&why);
		pair_explain(&pairing, pair, &why);
		buf_addf(p->out, "<tr><td>%zu</td><td class=\"mono\">", i + 1);
		markup_adds(p->out, file_diff_name(g->diff));
		buf_adds(p->out, " ");
		markup_add(p->out, g->scope.name);
		buf_addf(p->out, "</td><td><span class=\"o %s\">%s</span> ",
			 pair_kind_needs_reason(pair->kind) ? "skip" : "ok",
			 pair_kind_name(pair->kind));
		markup_add(p->out, buf_span(&why));
		buf_adds(p->out, "</td></tr>\n");
	}
	buf_adds(p->out, "</tbody></table>\n");
	pairing_release(&pairing);
	changes_release(&ga);
	changes_release(&gb);
out:
	buf_release(&why);
	patch_release(&a);
	patch_release(&b);
}

static void add_patch(const struct page *p, const struct matrix_patch *patch)
{
	struct span diff = diff_of(patch->text);
	struct lines mine, other = { 0 };

	buf_adds(p->out, "<h4>");
	markup_adds(p->out, patch->path);
	buf_adds(p->out, "</h4><p class=\"small soft\">sha256 <code>");
	markup_adds(p->out, patch->sha256);
	buf_adds(p->out, "</code></p>\n");
	if (patch->upstream_name) {
		buf_adds(p->out, "<p class=\"small\">Compared with ");
		markup_adds(p->out, patch->upstream_name);
		buf_adds(p->out, ": lines that differ are marked; where a hunk stands does not count.</p>\n");
		add_likeness(p, patch);
	}
	add_header(p, patch->text, diff);
	split(&mine, diff);
	if (patch->upstream_name)
		split(&other, diff_of(patch->upstream));
	buf_adds(p->out, "<pre class=\"patch\" tabindex=\"0\" role=\"region\" aria-label=\"diff\">");
	if (patch->upstream_name && mine.nr < LINES_MAX && other.nr < LINES_MAX)
		add_marked(p, &mine, &other);
	else
		for (size_t i = 0; i < mine.nr; i++)
			add_line(p, mine.line[i], "");
	if (mine.nr == LINES_MAX)
		buf_addf(p->out, "<span class=\"cut\">cut after %d lines</span>",
			 LINES_MAX);
	buf_adds(p->out, "</pre>\n");
	free(mine.line);
	free(other.line);
}

void page_patches(const struct page *p, const struct matrix_branch *b)
{
	if (!b->nr_patches)
		buf_adds(p->out, "<p>No patch of the series could be read.</p>\n");
	for (size_t i = 0; i < b->nr_patches; i++)
		add_patch(p, &b->patch[i]);
}
