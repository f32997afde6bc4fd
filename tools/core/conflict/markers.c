// SPDX-License-Identifier: GPL-2.0-only
/* Conflicts as text with diff3's markers, and what was saved instead. */
#include "core/conflict/markers.h"

#define FOUND	"<<<<<<< "
#define BASE	"||||||| "
#define WANTED	"======="
#define END	">>>>>>> "

/* Adds lines of *rest, which begins at line *at of the file, up to line to. */
static void add_lines(struct span *rest, size_t *at, size_t to,
		      struct buf *out)
{
	const char *from = rest->at;
	struct span line;

	while (*at < to && span_line(rest, &line))
		++*at;
	buf_add(out, from, (size_t)(rest->at - from));
}

/* Begins a line of its own. */
static void add_block(struct span text, struct buf *out)
{
	if (out->len && out->at[out->len - 1] != '\n')
		buf_addc(out, '\n');
	buf_add(out, text.at, text.len);
}

static void add_markers(const struct conflict *c, const char *target,
			struct buf *out)
{
	struct buf text = { 0 };

	buf_addf(&text, FOUND "found: %s\n", target);
	buf_add(&text, buf_span(&c->found).at, c->found.len);
	buf_addf(&text, BASE "base: what hunk %zu expects\n", c->hunk + 1);
	buf_add(&text, buf_span(&c->base).at, c->base.len);
	buf_adds(&text, WANTED "\n");
	buf_add(&text, buf_span(&c->wanted).at, c->wanted.len);
	buf_addf(&text, END "wanted: %s\n", c->why);
	add_block(buf_span(&text), out);
	buf_release(&text);
}

void conflicts_write(const struct conflicts *c, struct span file,
		     const char *target, const struct span *resolved,
		     struct buf *out)
{
	struct span rest = file, line;
	size_t at = 0;

	for (size_t i = 0; i < c->nr; i++) {
		const struct conflict *k = &c->conflict[i];

		add_lines(&rest, &at, k->from, out);
		while (at < k->end && span_line(&rest, &line))
			at++;
		if (resolved && resolved[i].at)
			add_block(resolved[i], out);
		else
			add_markers(k, target, out);
	}
	buf_add(out, rest.at, rest.len);
}

static bool has_line(struct span text, struct span wanted)
{
	struct span line;

	while (span_line(&text, &line))
		if (span_equals(line, wanted))
			return true;
	return false;
}

static bool is_marker(struct span line)
{
	return span_starts(line, FOUND) || span_starts(line, BASE) ||
	       span_starts(line, END) || span_is(line, WANTED);
}

long conflicts_left_at(struct span saved, struct span file)
{
	struct span line;
	long lineno = 0;

	while (span_line(&saved, &line)) {
		lineno++;
		if (is_marker(line) && !has_line(file, line))
			return lineno;
	}
	return 0;
}

/* The file's lines between the conflicts before and behind. */
static struct span between(const struct conflicts *c, struct span *rest,
			   size_t *at, size_t i)
{
	size_t to = i < c->nr ? c->conflict[i].from : (size_t)-1;
	struct span part = { rest->at, 0 }, line;

	while (*at < to && span_line(rest, &line))
		++*at;
	part.len = (size_t)(rest->at - part.at);
	while (i < c->nr && *at < c->conflict[i].end && span_line(rest, &line))
		++*at;
	return part;
}

/* Where part stands in text, once; -1 when it does not, or twice. */
static long find_once(struct span text, struct span part)
{
	const char *found = part.len && text.len >= part.len ?
		memmem(text.at, text.len, part.at, part.len) : NULL;
	struct span rest;

	if (!found)
		return -1;
	rest = span_skip(text, (size_t)(found - text.at) + 1);
	if (rest.len >= part.len && memmem(rest.at, rest.len, part.at,
					   part.len))
		return -1;
	return found - text.at;
}

bool conflicts_resolved(const struct conflicts *c, struct span file,
			struct span saved, struct span *text)
{
	struct span rest = file, part;
	size_t at = 0;

	part = between(c, &rest, &at, 0);
	if (saved.len < part.len || memcmp(saved.at, part.at, part.len))
		return false;
	saved = span_skip(saved, part.len);
	for (size_t i = 1; i <= c->nr; i++) {
		long len;

		part = between(c, &rest, &at, i);
		if (i < c->nr)
			len = find_once(saved, part);
		else
			len = (long)saved.len - (long)part.len;
		if (len < 0 || memcmp(saved.at + len, part.at, part.len))
			return false;
		/* What stands in front of other lines ends in \n itself. */
		if (len && part.len && saved.at[len - 1] != '\n')
			return false;
		text[i - 1] = (struct span){ saved.at, (size_t)len };
		saved = span_skip(saved, (size_t)len + part.len);
	}
	return true;
}
