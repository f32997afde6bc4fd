// SPDX-License-Identifier: GPL-2.0-only
/* Whether what fails without a fix was run with it. */
#include "core/verdict/mode-steps.h"

#include <string.h>

static void add_steps(struct strings *names, const struct console *c,
		      enum outcome outcome)
{
	for (size_t i = 0; i < c->nr; i++)
		if (c->step[i].outcome == outcome)
			strings_add(names, c->step[i].name);
	strings_sort(names);
}

/* Of sorted names, the first from *at on that is not before name, or NULL. */
static const char *next_of(const struct strings *names, size_t *at,
			   const char *name)
{
	while (*at < names->nr && strcmp(names->at[*at], name) < 0)
		++*at;
	return *at < names->nr ? names->at[*at] : NULL;
}

/* Leaves in *names those that the other list has too. */
static void keep_common(struct strings *names, const struct strings *other)
{
	struct strings common = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < names->nr; i++) {
		const char *same = next_of(other, &at, names->at[i]);

		if (same && !strcmp(same, names->at[i]))
			strings_add(&common, same);
	}
	strings_release(names);
	*names = common;
}

void mode_steps_add(struct mode_steps *s, const struct console *c,
		    bool signature)
{
	struct strings passed = { 0 };

	/* what a splat cuts short fails by what the kernel says */
	if (signature && !c->splat.len)
		add_steps(&s->failed, c, FAIL);
	add_steps(&passed, c, PASS);
	if (s->boots++) {
		keep_common(&s->passed, &passed);
		strings_release(&passed);
	} else {
		s->passed = passed;
	}
}

const char *mode_steps_missing(const struct mode_steps *without,
			       const struct mode_steps *with)
{
	size_t at = 0;

	for (size_t i = 0; i < without->failed.nr; i++) {
		const char *name = without->failed.at[i];
		const char *same = next_of(&with->passed, &at, name);

		if (!same || strcmp(same, name))
			return name;
	}
	return NULL;
}

void mode_steps_release(struct mode_steps *s)
{
	strings_release(&s->failed);
	strings_release(&s->passed);
	*s = (struct mode_steps){ 0 };
}
