// SPDX-License-Identifier: GPL-2.0-only
/* The warnings of both builds on the page. */
#include "report-page.h"

#include <stdlib.h>
#include <string.h>

#include "markup.h"

#define SHOWN	200	/* rows */

/* A compiler's warning: the same on both sides when file and text are, wherever the line went. */
struct warning {
	struct span file, text, whole;
	bool before, after;
};

struct warnings {
	struct warning *item;
	size_t nr;
};

static bool cut(struct span line, struct warning *w)
{
	static const char sign[] = ": warning: ";
	const char *at = memmem(line.at, line.len, sign, strlen(sign)), *colon;

	if (!at)
		return false;
	colon = memchr(line.at, ':', line.len);
	w->file = (struct span){ line.at, colon - line.at };
	at += strlen(sign);
	w->text = (struct span){ at, line.at + line.len - at };
	w->whole = line;
	return true;
}

static void take(struct warnings *all, struct span log, bool after)
{
	struct span line;
	struct warning w = { 0 };

	while (span_line(&log, &line)) {
		size_t i = 0;

		if (!cut(line, &w))
			continue;
		while (i < all->nr && !(span_equals(all->item[i].file, w.file) &&
					span_equals(all->item[i].text, w.text)))
			i++;
		if (i == all->nr) {
			if (i == SHOWN)
				continue;
			all->item = grow_array(all->item, i + 1,
					       sizeof(*all->item));
			all->item[all->nr++] = w;
		}
		all->item[i].before |= !after;
		all->item[i].after |= after;
	}
}

static void add_row(const struct page *p, const struct warning *w)
{
	buf_addf(p->out, "<tr%s><td>%s</td><td>%s</td><td class=\"mono\">",
		 w->before ? "" : " class=\"differs\"",
		 w->before ? "yes" : "-",
		 w->after ? w->before ? "yes" : "<span class=\"o bad\">new</span>" :
			    "-");
	markup_add(p->out, w->whole);
	buf_adds(p->out, "</td></tr>\n");
}

void page_warnings(const struct page *p, const struct report_branch *b)
{
	const struct report_stage *after = &b->stage[STAGE_BUILD_AFTER];
	struct warnings all = { 0 };
	size_t fresh = 0;

	take(&all, b->stage[STAGE_BUILD_BEFORE].log.text, false);
	take(&all, after->log.text, true);
	for (size_t i = 0; i < all.nr; i++)
		fresh += !all.item[i].before;
	buf_addf(p->out, "<h4>Warnings, before and after</h4><p class=\"small\">%zu in the two logs, <span class=\"o %s\">%zu new</span>. This build went on from before's objects and compiled %ld: a file that it did not compile again has no warning in its log.</p>\n",
		 all.nr, fresh ? "bad" : "ok", fresh, after->objects);
	if (all.nr) {
		buf_adds(p->out, "<table class=\"list steps\"><thead><tr><th scope=\"col\">before</th><th scope=\"col\">after</th><th scope=\"col\">warning</th></tr></thead><tbody>\n");
		for (int new = 1; new >= 0; new--)
			for (size_t i = 0; i < all.nr; i++)
				if (all.item[i].before != new)
					add_row(p, &all.item[i]);
		buf_adds(p->out, "</tbody></table>\n");
	}
	free(all.item);
}
