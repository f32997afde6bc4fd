// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any patch carried to a file made from its own hunks, some lines of it
 * changed, lost or added, the file without that being known or not: no crash;
 * what is called exact is what apply makes; what is merged changes nothing; a
 * conflict leaves its lines alone. The last bytes of the input say what is done
 * to the file, the others are the patch.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/port/port.h"

#define TWISTS 16	/* bytes that say what happens to lines */
#define LINES_MAX 400

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void add_line(struct buf *file, struct span text, uint8_t twist)
{
	switch (twist) {
	case 1:
		return;
	case 2:
		buf_adds(file, "\tadded(here);\n");
		break;
	case 3:
		buf_adds(file, "\tif (");
		buf_add(file, text.at, text.len);
		buf_adds(file, ")\n");
		return;
	case 4:
		buf_adds(file, "int other(void)\n{\n");
		break;
	}
	buf_add(file, text.at, text.len);
	buf_addc(file, '\n');
}

/* The file that d was made for, but for the twists: one per line, in turn. */
static void make_file(const struct file_diff *d, const uint8_t *twist,
		      struct buf *file)
{
	size_t nr = 0;

	for (size_t i = 0; i < d->nr; i++)
		for (size_t k = 0; k < d->hunk[i].nr && nr < LINES_MAX; k++)
			if (d->hunk[i].line[k].kind != '+')
				add_line(file, d->hunk[i].line[k].text,
					 twist[nr++ % TWISTS] % 16);
}

static void check(const struct file_diff *d, const struct buf *file,
		  const struct port_result *r, const struct buf *out)
{
	static const struct place_options how = { 0 };
	bool exact = true, merged = true, conflict = true;
	struct application a;
	struct buf applied = { 0 };

	for (size_t i = 0; i < r->nr; i++) {
		exact &= r->hunk[i].rung == PORT_EXACT;
		merged &= r->hunk[i].rung == PORT_MERGED;
		conflict &= r->hunk[i].rung == PORT_CONFLICT;
		assert(!r->hunk[i].sure || r->hunk[i].rung == PORT_EXACT ||
		       r->hunk[i].rung == PORT_LINES);
	}
	if (r->nr && exact) {
		file_diff_apply(d, buf_span(file), &how, &a, &applied);
		assert(a.applied == APPLIED);
		assert(span_equals(buf_span(&applied), buf_span(out)));
		application_release(&a);
	}
	if (r->nr && (merged || conflict) && !d->create && !d->remove &&
	    out->len)
		assert(span_equals(buf_span(file), buf_span(out)));
	buf_release(&applied);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const uint8_t none[TWISTS];
	size_t twists = size > TWISTS ? TWISTS : 0;
	struct span text = { (const char *)bytes, size - twists };
	const uint8_t *twist = twists ? bytes + text.len : none;
	struct diag why = { 0 };
	struct patch p;

	if (!patch_parse(&p, text, 1, "p", &why)) {
		for (size_t i = 0; i < p.nr && i < 3; i++) {
			struct buf file = { 0 }, source = { 0 }, out = { 0 };
			struct port_input in = { .diff = &p.diff[i] };
			struct port_result r;

			make_file(&p.diff[i], twist, &file);
			in.target = buf_span(&file);
			make_file(&p.diff[i], none, &source);
			if (twist[0] & 16)
				in.source = buf_span(&source);
			port_file_diff(&in, &r, &out);
			check(&p.diff[i], &file, &r, &out);
			port_result_release(&r);
			buf_release(&file);
			buf_release(&source);
			buf_release(&out);
		}
	}
	patch_release(&p);
	return 0;
}
