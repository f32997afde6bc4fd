// SPDX-License-Identifier: GPL-2.0-only
/* Whether the results of two steps differ by the steps alone. */
#include "core/verdict/alike.h"

/* What a step has of its own, and what changes no kernel and no console. */
static bool is_of_step(const char *name)
{
	static const char *const names[] = { "tree", "repeat", "werror-new" };
	struct span s = span_of(name);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (span_is(s, names[i]))
			return true;
	return span_is(s, "image") || span_starts(s, "image ") ||
	       span_ends(s, ": initrd");
}

/* A copy without what is a step's own. */
static json_t *shared(const json_t *inputs)
{
	json_t *copy = json_object(), *value;
	const char *name;

	json_object_foreach((json_t *)inputs, name, value)
		if (!is_of_step(name))
			json_object_set(copy, name, value);
	return copy;
}

char *inputs_unlike(const json_t *one, const json_t *other)
{
	json_t *a = shared(one), *b = shared(other);
	char *names = json_differing(a, b);

	json_decref(a);
	json_decref(b);
	return names;
}
