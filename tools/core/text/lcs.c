// SPDX-License-Identifier: GPL-2.0-only
/* Longest common subsequences, by the textbook's table. */
#include "core/text/lcs.h"

#include <assert.h>
#include <stdlib.h>

#include "core/text/buf.h"

uint16_t *lcs_lengths(const uint32_t *a, size_t na,
		      const uint32_t *b, size_t nb)
{
	size_t wide = nb + 1;
	uint16_t *len = grow_array(NULL, (na + 1) * wide, sizeof(*len));

	assert(na <= UINT16_MAX && nb <= UINT16_MAX);
	memset(len + na * wide, 0, wide * sizeof(*len));
	for (size_t i = na; i-- > 0;) {
		uint16_t *row = len + i * wide;

		row[nb] = 0;
		for (size_t j = nb; j-- > 0;) {
			uint16_t down = row[wide + j], right = row[j + 1];

			row[j] = a[i] == b[j] ? row[wide + j + 1] + 1 :
				 down > right ? down : right;
		}
	}
	return len;
}

char *lcs_edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	uint16_t *len = lcs_lengths(a, na, b, nb);
	char *edit = grow_array(NULL, na + nb + 1, 1);
	size_t wide = nb + 1, i = 0, j = 0, n = 0;

	while (i < na || j < nb) {
		if (i < na && j < nb && a[i] == b[j]) {
			edit[n++] = ' ';
			i++, j++;
		} else if (j == nb || (i < na && len[(i + 1) * wide + j] >=
						 len[i * wide + j + 1])) {
			edit[n++] = '-';
			i++;
		} else {
			edit[n++] = '+';
			j++;
		}
	}
	edit[n] = '\0';
	free(len);
	return edit;
}
