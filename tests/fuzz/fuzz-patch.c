// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a patch: refused with a line, or file diffs whose names are
 * safe, whose hunks have the lines that they count, and which reversed twice
 * are as they were. Binary halves are decoded, too.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/patch/binary.h"
#include "core/patch/patch.h"
#include "core/patch/safe-path.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_hunk(const struct hunk *h, struct span text)
{
	long old_nr = 0, new_nr = 0;
	bool changes = false;

	for (size_t i = 0; i < h->nr; i++) {
		const struct hunk_line *l = &h->line[i];
		struct span whole = hunk_line_crlf(l);

		assert(l->kind == ' ' || l->kind == '-' || l->kind == '+');
		assert(whole.at >= text.at &&
		       whole.at + whole.len <= text.at + text.len);
		assert(!memchr(whole.at, '\n', whole.len));
		old_nr += l->kind != '+';
		new_nr += l->kind != '-';
		changes |= l->kind != ' ';
	}
	assert(changes && old_nr == h->old_nr && new_nr == h->new_nr);
}

static void check_file_diff(const struct file_diff *s, struct span text)
{
	const char *const names[] = {
		s->old_name, s->new_name,
		s->candidate[0], s->candidate[1], s->candidate[2],
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert(!names[i] || !patch_path_refusal(names[i]));
	assert(s->old_name || s->new_name);
	assert(!s->old_name == s->create && !s->new_name == s->remove);
	assert(s->rename || s->copy || s->create || s->remove ||
	       !strcmp(s->old_name, s->new_name));
	for (size_t i = 0; i < s->nr; i++)
		check_hunk(&s->hunk[i], text);
}

static void check_binary(const struct binary *b)
{
	struct diag why = { 0 };
	struct buf out = { 0 };

	if (b->method != BINARY_NONE && b->size < 1 << 20 &&
	    !binary_apply(b, span_of("some preimage\n"), &out, "p", &why))
		assert(b->method == BINARY_DELTA || out.len == b->size);
	buf_release(&out);
}

static void check(struct span text, int strip)
{
	struct diag why = { 0 };
	struct patch p;

	if (patch_parse(&p, text, strip, "p", &why)) {
		assert(why.lineno > 0 && why.text[0]);
		patch_release(&p);
		return;
	}
	for (size_t i = 0; i < p.nr; i++) {
		check_file_diff(&p.diff[i], text);
		check_binary(&p.diff[i].forward);
		check_binary(&p.diff[i].reverse);
	}
	patch_reverse(&p);
	for (size_t i = 0; i < p.nr; i++)
		check_file_diff(&p.diff[i], text);
	patch_reverse(&p);
	for (size_t i = 0; i < p.nr; i++)
		assert(!i || p.diff[i].lineno > p.diff[i - 1].lineno);
	patch_release(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* A copy of its own, so that a read past the end is seen. */
	char *text = memcpy(malloc(size + !size), bytes, size);

	check((struct span){ text, size }, 1);
	check((struct span){ text, size }, 0);
	free(text);
	return 0;
}
