// SPDX-License-Identifier: GPL-2.0-only
/* What the fixes do to the code, function by function, on the page. */
#include "core/report/page/objects.h"

#include <string.h>

#include "core/report/escape.h"

static void add_func(const struct page *p, const struct matrix_func *f)
{
	buf_adds(p->out, "<tr><td class=\"mono name\">");
	markup_adds(p->out, f->name);
	buf_adds(p->out, "</td><td>");
	markup_adds(p->out, f->change);
	buf_addf(p->out, "</td><td class=\"bytes\">%ld to %ld</td><td>",
		 f->before, f->after);
	if (!strcmp(f->why, "inlined")) {
		markup_adds(p->out, f->through);
		buf_adds(p->out, " is inlined into it");
	} else if (!strcmp(f->why, "patch")) {
		buf_adds(p->out, "by the patch");
	} else {
		buf_adds(p->out, "neither patched nor inlined into");
	}
	buf_adds(p->out, "</td></tr>\n");
}

static void add_funcs(const struct page *p, const struct matrix_objects *o)
{
	const char *source = "";

	for (size_t i = 0; i < o->nr; i++) {
		if (strcmp(source, o->func[i].source)) {
			buf_addf(p->out, "%s<h4 class=\"mono\">",
				 *source ? "</tbody></table>\n" : "");
			source = o->func[i].source;
			markup_adds(p->out, source);
			buf_adds(p->out, "</h4><table class=\"list\"><thead><tr><th scope=\"col\">function</th><th scope=\"col\">code</th>"
				 "<th scope=\"col\">bytes</th><th scope=\"col\">why</th></tr></thead><tbody>\n");
		}
		add_func(p, &o->func[i]);
	}
	if (o->nr)
		buf_adds(p->out, "</tbody></table>\n");
}

void page_objects(const struct page *p, const struct matrix_branch *b)
{
	const struct matrix_objects *o = &b->objects;
	char took[32];

	if (!o->there)
		return;
	page_fold_begin(p, b, "objects");
	buf_addf(p->out, "<span class=\"o %s\">%s</span>",
		 page_class(rate_outcome(o->outcome)),
		 outcome_name(o->outcome));
	buf_addf(p->out, "<span class=\"gist\">%s",
		 matrix_duration(o->seconds, took, sizeof(took)));
	if (o->unchanged + (long)o->nr)
		buf_addf(p->out, "; %zu of %ld functions differ", o->nr,
			 o->unchanged + (long)o->nr);
	if (o->reason && *o->reason) {
		buf_adds(p->out, "; ");
		markup_adds(p->out, o->reason);
	}
	buf_adds(p->out, "</span></summary><div class=\"in\">\n");
	add_funcs(p, o);
	page_command(p, "backport objects %s", b->name);
	page_fold_end(p);
}
