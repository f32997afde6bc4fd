// SPDX-License-Identifier: GPL-2.0-only
/* Modes: which have kernels of their own, and how those are called. */
#include "sys/conf/mode.h"

#include <string.h>

#include "core/text/buf.h"
#include "sys/conf/table.h"

bool mode_is_built(const struct mode *m)
{
	return m->nr_fragments;
}

bool mode_on_target(const struct mode *m, const struct target *target)
{
	for (size_t i = 0; i < m->nr_targets; i++)
		if (m->target[i] == target)
			return true;
	return !m->nr_targets;
}

char *mode_side(const char *step, const struct mode *m)
{
	return m && mode_is_built(m) ? xstrfmt("%s.%s", step, m->name) :
		xstrdup(step);
}

void conf_add_plain(struct conf *c)
{
	struct mode plain;

	if (section_find(c, &sections[MODE], "plain"))
		return;
	for (size_t i = 0; i < c->nr_modes; i++)
		if (!mode_is_built(&c->mode[i]))
			return;
	section_get(c, &sections[MODE], "plain");
	plain = c->mode[c->nr_modes - 1];
	memmove(c->mode + 1, c->mode, (c->nr_modes - 1) * sizeof(plain));
	c->mode[0] = plain;
}
