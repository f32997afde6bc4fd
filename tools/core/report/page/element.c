// SPDX-License-Identifier: GPL-2.0-only
/* What the parts of the page are made of: words, commands, links, logs. */
#include "core/report/page/element.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/guest-line.h"
#include "core/report/escape.h"
#include "core/report/log-excerpt.h"

#define LINE_SHOWN	400	/* bytes of a log's line */

/* For the letters of a log's marks */
static const char *class_of_mark(char mark)
{
	switch (mark) {
	case 'p': return "m ok";
	case 'f': return "m bad";
	case 'e': return "m fault";
	case 's': return "m skip";
	default: return "m";
	}
}

const char *page_class(enum rating rating)
{
	static const char *const classes[] = {
		[RATED_OK] = "ok", [RATED_FAILURE] = "bad",
		[RATED_FAULT] = "fault", [RATED_SKIP] = "skip",
	};

	return classes[rating];
}

void page_verdict(const struct page *p, const struct matrix_branch *b,
		  const char *class)
{
	const char *reason;

	buf_addf(p->out, "<span class=\"%s %s\">%s</span>", class,
		 b->verdict == NO_VERDICT ? "none" :
		 page_class(matrix_rate_branch(b, &reason)),
		 verdict_name(b->verdict));
}

void page_outcome(const struct page *p, const struct matrix_branch *b,
		  size_t stage)
{
	const struct matrix_stage *s = &b->stage[stage];
	const char *reason;
	enum rating rating = matrix_rate_stage(b, stage, &reason);
	bool wrong = rating == RATED_FAILURE || rating == RATED_FAULT;

	buf_addf(p->out, "<span class=\"o %s\">%s%s</span>",
		 s->there ? page_class(rating) : "none",
		 s->there ? outcome_name(s->outcome) : "not run",
		 s->there && wrong ? "!" : "");
}

void page_word(const struct page *p, const struct matrix_branch *b,
	       size_t stage)
{
	page_outcome(p, b, stage);
	if (matrix_is_wanted_fail(b, stage))
		buf_adds(p->out, "<span class=\"small\">, as wanted</span>");
}

void page_command(const struct page *p, const char *fmt, ...)
{
	char command[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(command, sizeof(command), fmt, args);
	va_end(args);
	buf_adds(p->out, "<p class=\"run\"><code>");
	markup_adds(p->out, command);
	buf_adds(p->out, "</code></p>\n");
}

static void add_size(struct buf *out, size_t bytes)
{
	if (bytes < 10240)
		buf_addf(out, "%zu bytes", bytes);
	else if (bytes < 10 << 20)
		buf_addf(out, "%zu KiB", bytes >> 10);
	else
		buf_addf(out, "%zu MiB", bytes >> 20);
}

void page_log_way(const struct page *p, const struct matrix_log *log)
{
	const char *path = log->path;
	size_t len = strlen(p->strip);

	if (len && !strncmp(path, p->strip, len)) {
		path += len;
	} else if (*path != '/') {
		markup_add_url(p->out, p->prefix);
	}
	markup_add_url(p->out, path);
}

void page_log_link(const struct page *p, const struct matrix_log *log)
{
	if (!log->path)
		return;
	buf_adds(p->out, "<a href=\"");
	page_log_way(p, log);
	buf_adds(p->out, "\">");
	markup_adds(p->out, log->path);
	buf_adds(p->out, "</a> <span class=\"soft\">(");
	if (log->text.at)
		add_size(p->out, log->text.len);
	else
		buf_adds(p->out, "gone");
	buf_adds(p->out, ")</span>");
}

static void add_cut(const struct page *p, size_t lines, size_t bytes)
{
	buf_addf(p->out, "<span class=\"cut\">%zu lines left out, ", lines);
	add_size(p->out, bytes);
	buf_adds(p->out, "</span>");
}

static void add_line(const struct page *p, struct span line, char mark,
		     size_t lineno)
{
	char room[LINE_SHOWN];
	struct span clean = guest_clean(line, room, sizeof(room));

	if (mark)
		buf_addf(p->out, "<span class=\"t %s\" data-n=\"%zu\">",
			 class_of_mark(mark), lineno);
	else
		buf_adds(p->out, "<span class=\"t\">");
	markup_add(p->out, clean);
	if (line.len > sizeof(room))
		buf_addf(p->out, " [%zu bytes more]", line.len - sizeof(room));
	buf_adds(p->out, "</span>");
}

void page_log(const struct page *p, const struct matrix_log *log,
	      const char *class, const char *label)
{
	size_t nr = excerpt_lines(log->text), at = 0, cut = 0, bytes = 0;
	bool *keep = grow_array(NULL, nr + 1, sizeof(*keep));
	struct span rest = log->text, line;

	excerpt_choose(class, nr, keep);
	buf_adds(p->out, "<pre class=\"log\" tabindex=\"0\" role=\"region\" aria-label=\"");
	markup_adds(p->out, label);
	buf_adds(p->out, "\">");
	for (; span_line(&rest, &line); at++) {
		if (!keep[at]) {
			cut++;
			bytes += line.len + 1;
			continue;
		}
		if (cut)
			add_cut(p, cut, bytes);
		cut = bytes = 0;
		add_line(p, line, class[at], at + 1);
	}
	if (cut)
		add_cut(p, cut, bytes);
	buf_adds(p->out, "</pre>\n");
	free(keep);
}

void page_gist(const struct page *p, const struct matrix_branch *b,
	       size_t stage)
{
	const struct matrix_stage *s = &b->stage[stage];
	char text[32];
	const char *comma = "";

	if (s->there) {
		buf_addf(p->out, "%s", matrix_duration(s->seconds, text,
						       sizeof(text)));
		comma = "; ";
	}
	if (s->log.path && s->outcome == PASS)
		buf_addf(p->out, "%s%ld object%s compiled, %ld warning%s", comma,
			 s->objects, plural(s->objects), s->warnings,
			 plural(s->warnings));
	if (s->retries)
		buf_addf(p->out, "; begun again %ld times", s->retries);
	if (s->reason && *s->reason) {
		buf_adds(p->out, comma);
		markup_adds(p->out, s->reason);
	}
}

void page_fold_begin(const struct page *p, const struct matrix_branch *b,
		     const char *name)
{
	buf_adds(p->out, "<details id=\"");
	markup_add_id(p->out, b->name);
	buf_addf(p->out, "-%s\"><summary><h3>%s</h3>", name, name);
}

void page_fold_end(const struct page *p)
{
	buf_adds(p->out, "</div></details>\n");
}

void page_inputs(const struct page *p, const struct matrix_stage *s)
{
	if (!s->nr_inputs)
		return;
	buf_adds(p->out, "<h4>Made of</h4><dl class=\"facts\">");
	for (size_t i = 0; i < s->nr_inputs; i++) {
		buf_adds(p->out, "<div><dt>");
		markup_adds(p->out, s->input[i].name);
		buf_adds(p->out, "</dt><dd class=\"mono\">");
		markup_adds(p->out, s->input[i].value);
		buf_adds(p->out, "</dd></div>");
	}
	buf_adds(p->out, "</dl>\n");
	if (s->started && *s->started) {
		buf_adds(p->out, "<p class=\"small soft\">begun ");
		markup_adds(p->out, s->started);
		buf_adds(p->out, "</p>\n");
	}
}
