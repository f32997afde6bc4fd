// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a series file: refused with a line, or rows that are safe
 * to use.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/patch/patch.h"
#include "core/patch/safe-path.h"
#include "core/patch/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* A copy of its own, so that a read past the end is seen. */
	char *text = memcpy(malloc(size + !size), bytes, size);
	struct diag why = { 0 };
	struct series s;

	if (series_parse(&s, (struct span){ text, size }, "series", &why)) {
		assert(why.lineno > 0 && why.text[0]);
	} else {
		for (size_t i = 0; i < s.nr; i++) {
			assert(!patch_path_refusal(s.entry[i].name));
			assert(s.entry[i].strip >= STRIP_AB &&
			       s.entry[i].strip <= STRIP_MAX);
			assert(!i || s.entry[i].lineno > s.entry[i - 1].lineno);
		}
	}
	series_release(&s);
	free(text);
	return 0;
}
