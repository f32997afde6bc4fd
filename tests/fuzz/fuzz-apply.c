// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any patch on a file made from its own hunks, moved about: what applies gives
 * the file back when reversed at the lines where it went; what is refused
 * makes nothing.  The patch is the input itself, or, where that begins with
 * \1, written from the bytes behind: hunks whose counts hold, of few different
 * lines, so that they fit in many places.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/patch/patch.h"

#define LINES_MAX 3000
#define RECIPE_MAX 128

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The bytes that a patch is written from. */
struct recipe {
	const uint8_t *at, *end;
};

/* The next number below a limit of up to 256. */
static unsigned int choose(struct recipe *r, unsigned int limit)
{
	return r->at < r->end ? *r->at++ % limit : 0;
}

static void write_hunk(struct recipe *r, long *start, long *delta,
		       struct buf *out)
{
	static const char *const text[] = {
		"", "a", "b", "{", "}", "int f(void)", "static int g(int a)",
		"shift", "behind", "line 0", "line 1", "line 2",
	};
	unsigned int prefix = choose(r, 5), changed = 1 + choose(r, 8);
	unsigned int nr = prefix + changed + choose(r, 5);
	long old_nr = 0, new_nr = 0;
	struct buf body = { 0 };

	for (unsigned int i = 0; i < nr; i++) {
		char kind = i < prefix || i >= prefix + changed ?
				    ' ' : "-+ "[choose(r, 3)];

		buf_addf(&body, "%c%s\n", kind,
			 text[choose(r, sizeof(text) / sizeof(*text))]);
		old_nr += kind != '+';
		new_nr += kind != '-';
	}
	if (r->at == r->end && nr % 4 == 3)
		buf_adds(&body, "\\ No newline at end of file\n");
	*start += choose(r, 8);
	buf_addf(out, "@@ -%ld,%ld +%ld,%ld @@%s%s\n", *start - !old_nr, old_nr,
		 *start + *delta - !new_nr, new_nr, nr & 1 ? " " : "",
		 nr & 1 ? text[choose(r, sizeof(text) / sizeof(*text))] : "");
	buf_add(out, body.at, body.len);
	*start += old_nr;
	*delta += new_nr - old_nr;
	buf_release(&body);
}

static void write_patch(const uint8_t *bytes, size_t size, struct buf *out)
{
	/* what long patches could show, short ones do, and faster */
	struct recipe r = { bytes,
			    bytes + (size < RECIPE_MAX ? size : RECIPE_MAX) };
	long start = 1, delta = 0;

	buf_adds(out, "--- a/f\n+++ b/f\n");
	do
		write_hunk(&r, &start, &delta, out);
	while (r.at < r.end);
}

static void add_line(struct buf *file, const struct hunk_line *line)
{
	buf_add(file, line->text.at, line->text.len);
	if (!line->no_eol)
		buf_addc(file, '\n');
}

/*
 * A file that the file diff was made for, but for what shift and twist change.
 */
static void make_file(const struct file_diff *s, unsigned int shift,
		      unsigned int twist, struct buf *file)
{
	long lineno = 1;

	for (unsigned int i = 0; i < shift; i++)
		buf_adds(file, "shift\n");
	for (size_t i = 0; i < s->nr; i++) {
		const struct hunk *h = &s->hunk[i];

		for (; lineno < h->old_start && lineno < LINES_MAX; lineno++)
			buf_addf(file, "line %ld\n", lineno / 3);
		for (size_t k = 0; k < h->nr; k++)
			if (h->line[k].kind != (twist == k + 1 ? '-' : '+')) {
				add_line(file, &h->line[k]);
				lineno++;
			}
	}
	if (twist & 1)
		buf_adds(file, "behind\n");
}

/*
 * Its context says that the file ends there: no other hunk may follow, which
 * then would make it longer or shorter.
 */
static bool ends_file(const struct hunk *h)
{
	return h->nr && h->line[0].kind == ' ' &&
	       h->line[h->nr - 1].kind != ' ';
}

/* Makes every hunk name the lines where it is now, on both sides. */
static bool name_lines(struct file_diff *s, const struct application *a)
{
	long delta = 0, end = 0, start = 0;

	for (size_t i = 0; i < s->nr; i++) {
		struct hunk *h = &s->hunk[i];
		const struct placement *w = &a->where[i];

		if (w->placed == PLACED_MERGED || w->found < end ||
		    h->old_start < start || (i + 1 < s->nr && ends_file(h)))
			return false;
		/*
		 * Reversed, it would read as filling an empty file, or as an
		 * insertion that is there where such lines stand behind it.
		 */
		if (!h->new_nr)
			return false;
		/* no diff changes another hunk's context */
		end = w->found + h->old_nr;
		start = h->old_start;
		h->old_start = w->found - !h->old_nr;
		h->new_start = w->found + delta - !h->new_nr;
		delta += h->new_nr - h->old_nr;
	}
	return true;
}

static void check_reverse(struct patch *p, struct span file,
			  const struct application *a, struct span made)
{
	const struct place_options how = { 0 };
	struct file_diff *s = &p->diff[0];
	struct application back;
	struct buf out = { 0 };

	if (s->create || s->remove || s->crlf || !name_lines(s, a))
		return;
	patch_reverse(p);
	file_diff_apply(s, made, &how, &back, &out);
	assert(back.applied == APPLIED);
	assert(span_equals(buf_span(&out), file));
	application_release(&back);
	buf_release(&out);
}

static void check(struct patch *p, struct span file, bool like_quilt)
{
	const struct place_options how = { .like_quilt = like_quilt,
				     .fuzz = like_quilt ? 2 : 0 };
	struct application a;
	struct buf out = { 0 };

	file_diff_apply(&p->diff[0], file, &how, &a, &out);
	if (a.applied != APPLIED)
		assert(!out.len);
	else if (!like_quilt && p->diff[0].nr)
		check_reverse(p, file, &a, buf_span(&out));
	application_release(&a);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct span text = { (const char *)bytes, size };
	struct buf file = { 0 }, written = { 0 };
	struct diag why = { 0 };
	struct patch p;

	if (size && bytes[0] == 1) {
		write_patch(bytes + 1, size - 1, &written);
		text = buf_span(&written);
	}
	if (!patch_parse(&p, text, 1, "p", &why) && p.nr == 1 &&
	    p.diff[0].kind == FILE_DIFF_TEXT) {
		buf_grow(&file, 0);
		file.at[0] = '\0';
		make_file(&p.diff[0], size % 5, bytes[size - 1] % 16, &file);
		check(&p, buf_span(&file), true);
		check(&p, buf_span(&file), false);
	}
	patch_release(&p);
	buf_release(&written);
	buf_release(&file);
	return 0;
}
