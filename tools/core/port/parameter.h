/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_PARAMETER_H
#define CORE_PORT_PARAMETER_H

#include "core/merge/lines.h"
#include "core/patch/patch.h"
#include "core/port/functions.h"

/*
 * A file diff without the parameter that it gives a function and for which a
 * target has no use.
 */
struct port_reduced {
	struct file_diff diff;	/* of the hunks that are left */
	size_t *nth;		/* per hunk: which of the original it is */
	/* borrowed: the parameter, what has it and what it decides about */
	struct span parameter, function, decides;
	/* owned: lines of the hunks, and the texts of those that were cut */
	struct hunk_line *line;
	char **text;
	size_t texts;
};

/*
 * Takes the last parameter that d gives a function out of d: it only decides,
 * in "if (parameter)", whether something is called, and the target's function
 * calls nothing of that name. Hunks that then change nothing are left out. d
 * must outlive *r. False where that cannot be done, or leaves no hunk;
 * port_reduced_release() either way.
 */
bool port_parameter_take_out(struct port_reduced *r, const struct file_diff *d,
			     const struct port_lines *target,
			     const struct port_functions *functions);

/* Frees the contents and leaves *r empty. */
void port_reduced_release(struct port_reduced *r);

#endif
