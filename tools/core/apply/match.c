// SPDX-License-Identifier: GPL-2.0-only
/* Where the lines of one side of a hunk stand in a file. */
#include "core/apply/match.h"

#include <stdlib.h>

#include "core/text/buf.h"
#include "core/text/hash.h"

void pattern_init(struct pattern *f, const struct hunk *h, char lacks)
{
	size_t i;

	*f = (struct pattern){ .h = h, .lacks = lacks };
	while (f->prefix < h->nr && h->line[f->prefix].kind == ' ')
		f->prefix++;
	for (i = h->nr; i > f->prefix && h->line[i - 1].kind == ' '; i--)
		f->suffix++;
	for (i = 0; i < h->nr; i++)
		if (pattern_has(f, &h->line[i])) {
			f->nr++;
			f->no_eol = h->line[i].no_eol;
		}
}

bool hunk_adds_at_end(const struct hunk *h, int step)
{
	long i = step > 0 ? 0 : (long)h->nr - 1;

	for (; i >= 0 && i < (long)h->nr && h->line[i].kind != ' '; i += step)
		if (h->line[i].kind == '+')
			return true;
	return false;
}

bool hunk_adds(const struct hunk *h)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind == '+')
			return true;
	return false;
}

/* Matches one line at *at and moves *at behind it. */
static bool line_matches(const struct hunk_line *line, struct span bytes,
		      size_t *at)
{
	size_t left = bytes.len - *at, len = line->text.len;

	if (left < len || (len && memcmp(bytes.at + *at, line->text.at, len)))
		return false;
	*at += len;
	if (line->no_eol)
		return left == len;
	return left > len && bytes.at[(*at)++] == '\n';
}

bool pattern_at(const struct pattern *f, struct span bytes, size_t at)
{
	const char *lf;
	size_t n = 0;

	for (size_t i = 0; i < f->h->nr && n < f->nr - f->cut; i++) {
		if (!pattern_has(f, &f->h->line[i]))
			continue;
		if (n++ >= f->skip) {
			if (!line_matches(&f->h->line[i], bytes, &at))
				return false;
			continue;
		}
		lf = memchr(bytes.at + at, '\n', bytes.len - at);
		if (!lf)
			return false;
		at = lf - bytes.at + 1;
	}
	return true;
}

static void pattern_text(const struct pattern *f, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < f->h->nr && n < f->nr - f->cut; i++) {
		if (!pattern_has(f, &f->h->line[i]) || n++ < f->skip)
			continue;
		buf_add(out, f->h->line[i].text.at, f->h->line[i].text.len);
		if (!f->h->line[i].no_eol)
			buf_addc(out, '\n');
	}
}

bool pattern_at_end(const struct pattern *f, struct text *t,
		    struct place *place)
{
	struct buf block = { 0 };
	size_t at = 0, line = 0;
	bool fits;

	pattern_text(f, &block);
	fits = block.len && block.len <= t->bytes.len;
	if (fits) {
		at = t->bytes.len - block.len;
		line = text_line_of(t, at);
		fits = line >= f->skip &&
		       (!at || t->bytes.at[at - 1] == '\n');
		at = text_up(t->bytes, at, f->skip);
	}
	if (fits)
		fits = pattern_at(f, t->bytes, at);
	buf_release(&block);
	if (fits)
		*place = (struct place){ line - f->skip, at };
	return fits;
}

void places_add(struct places *p, struct place place)
{
	if (!(p->nr & (p->nr + 1)))	/* 0, 1, 3, 7, ...: full */
		p->place = grow_array(p->place, p->nr * 2 + 1,
				      sizeof(*p->place));
	p->place[p->nr++] = place;
}

void places_release(struct places *p)
{
	free(p->place);
	*p = (struct places){ 0 };
}

/* Looks at every line that begins as f does. */
static void search(const struct pattern *f, struct text *t, size_t from,
		   size_t most, struct places *out)
{
	struct span bytes = t->bytes;
	struct buf block = { 0 };
	size_t at, start;
	char *hit;

	pattern_text(f, &block);
	if (!block.len || !text_seek(t, from + f->skip, &at))
		goto out;
	t->spent += bytes.len - at;
	while (out->nr < most &&
	       (hit = memmem(bytes.at + at, bytes.len - at, block.at,
			     block.len))) {
		at = hit - bytes.at;
		start = text_up(bytes, at, f->skip);
		if ((!at || bytes.at[at - 1] == '\n') &&
		    pattern_at(f, bytes, start))
			places_add(out, (struct place){
				text_line_of(t, at) - f->skip, start });
		at++;
	}
out:
	buf_release(&block);
}

/*
 * Where the rarest line that f compares may stand, and the how many-th of f's
 * it is; false when none can be told by its text.
 */
static bool rarest(const struct pattern *f, const struct text *t,
		   struct text_lines *found, size_t *nth)
{
	struct text_lines some;
	bool any = false;
	size_t n = 0;

	for (size_t i = 0; i < f->h->nr && n < f->nr - f->cut; i++) {
		const struct hunk_line *line = &f->h->line[i];

		if (!pattern_has(f, line) || n++ < f->skip ||
		    (line->no_eol && !line->text.len))
			continue;
		some = text_same(t, hash_line(line->text));
		if (any && some.nr >= found->nr)
			continue;
		any = true;
		*found = some;
		*nth = n - 1;
		if (some.nr < 2)
			break;
	}
	return any;
}

/*
 * Where in lines, which ascend, the first one stands that is not in front of
 * from.
 */
static size_t first_from(struct text_lines lines, size_t from)
{
	size_t lo = 0, hi = lines.nr;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (lines.line[mid] < from)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void pattern_places(const struct pattern *f, struct text *t, size_t from,
		    size_t most, struct places *out)
{
	struct text_lines rare;
	struct place place;
	size_t nth;

	*out = (struct places){ 0 };
	if (!text_indexed(t) || !rarest(f, t, &rare, &nth)) {
		search(f, t, from, most, out);
		return;
	}
	for (size_t i = first_from(rare, from + nth);
	     i < rare.nr && out->nr < most; i++) {
		place.line = rare.line[i] - nth;
		text_seek(t, place.line, &place.at);
		if (pattern_at(f, t->bytes, place.at))
			places_add(out, place);
	}
}

/*
 * The lines of a pattern, and how far a match goes on behind a mismatch: Knuth,
 * Morris and Pratt's table.
 */
struct matcher {
	const struct hunk_line **want;
	size_t *back;	/* after k matching lines, so many match again */
	size_t *at;	/* the bytes where the file's last nr lines begin */
	size_t nr, matched;
};

static bool same_line(const struct hunk_line *a, const struct hunk_line *b)
{
	return a->no_eol == b->no_eol && span_equals(a->text, b->text);
}

static void matcher_init(struct matcher *m, const struct pattern *p)
{
	size_t k = 0;

	*m = (struct matcher){ 0 };
	m->want = grow_array(NULL, p->nr + 1, sizeof(*m->want));
	m->back = grow_array(NULL, p->nr + 1, sizeof(*m->back));
	m->at = grow_array(NULL, p->nr + 1, sizeof(*m->at));
	for (size_t i = 0; i < p->h->nr; i++)
		if (pattern_has(p, &p->h->line[i]))
			m->want[m->nr++] = &p->h->line[i];
	m->back[0] = m->back[1] = 0;
	for (size_t i = 1; i < m->nr; i++) {
		while (k && !same_line(m->want[i], m->want[k]))
			k = m->back[k];
		k += same_line(m->want[i], m->want[k]);
		m->back[i + 1] = k;
	}
}

/* Takes in the file's next line; true when the last nr ones are the pattern. */
static bool matcher_next(struct matcher *m, const struct hunk_line *line)
{
	if (m->matched == m->nr)
		m->matched = m->back[m->matched];
	while (m->matched && !same_line(line, m->want[m->matched]))
		m->matched = m->back[m->matched];
	m->matched += same_line(line, m->want[m->matched]);
	return m->matched == m->nr;
}

static void matcher_release(struct matcher *m)
{
	free(m->want);
	free(m->back);
	free(m->at);
}

bool pattern_last_place(const struct pattern *p, struct text *t, size_t from,
			size_t to, struct place *place)
{
	struct hunk_line line = { 0 };
	struct span rest;
	struct matcher m;
	bool found = false;
	size_t at;

	if (!p->nr || from > to || !text_seek(t, from, &at))
		return false;
	matcher_init(&m, p);
	rest = span_skip(t->bytes, at);
	for (size_t i = from; i < to + m.nr && span_line(&rest, &line.text);
	     i++) {
		m.at[i % m.nr] = line.text.at - t->bytes.at;
		line.no_eol = !rest.len && t->no_eol;
		if (!matcher_next(&m, &line))
			continue;
		*place = (struct place){ i + 1 - m.nr, m.at[(i + 1) % m.nr] };
		found = true;
	}
	matcher_release(&m);
	return found;
}
