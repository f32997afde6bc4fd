// SPDX-License-Identifier: GPL-2.0-only
/* "Did you mean": the nearest of the words that are known. */
#include "core/text/suggest.h"

#include <string.h>

#define LEN_MAX	64

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * How many letters must be put in, left out, replaced or swapped with the next
 * (Damerau and Levenshtein); three rows of the table are kept.
 */
static size_t distance(const char *a, size_t len_a, const char *b, size_t len_b)
{
	size_t rows[3][LEN_MAX + 1], *past = rows[0], *last = rows[1];
	size_t *row = rows[2], *spare;

	for (size_t j = 0; j <= len_b; j++)
		last[j] = j;
	for (size_t i = 1; i <= len_a; i++) {
		row[0] = i;
		for (size_t j = 1; j <= len_b; j++) {
			row[j] = least(least(last[j], row[j - 1]) + 1,
				       last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], past[j - 2] + 1);
		}
		spare = past;
		past = last;
		last = row;
		row = spare;
	}
	return last[len_b];
}

const char *suggest(const char *word, const struct strings *known)
{
	const char *nearest = NULL;
	size_t len = strlen(word), best = len / 3 + 1;

	for (size_t i = 0; i < known->nr && len <= LEN_MAX; i++) {
		size_t n = strlen(known->at[i]), d;

		if (n > LEN_MAX)
			continue;
		if (len >= 3 && !strncmp(known->at[i], word, len))
			d = 0;
		else
			d = distance(word, len, known->at[i], n);
		if (d < best) {
			best = d;
			nearest = known->at[i];
		}
	}
	return nearest;
}
