// SPDX-License-Identifier: GPL-2.0-only
/* The names of verdicts, and which of two is worse. */
#include "core/verdict/verdict.h"

#include <string.h>

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[NO_VERDICT] = "no verdict", [PROVED] = "proved", [UNPROVED] = "unproved",
		[BROKEN] = "broken", [VERDICT_ERROR] = "error",
		[SKIPPED] = "skipped",
	};

	return names[verdict];
}

bool verdict_of(const char *name, enum verdict *verdict)
{
	for (*verdict = NO_VERDICT; *verdict <= SKIPPED; ++*verdict)
		if (!strcmp(verdict_name(*verdict), name))
			return true;
	return false;
}

const enum verdict verdict_order[] = {
	BROKEN, VERDICT_ERROR, NO_VERDICT, UNPROVED, SKIPPED, PROVED,
};

bool verdict_is_worse(enum verdict a, enum verdict b)
{
	size_t i = 0;

	while (verdict_order[i] != a && verdict_order[i] != b)
		i++;
	return a != b && verdict_order[i] == a;
}
