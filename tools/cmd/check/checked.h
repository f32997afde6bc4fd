/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CHECK_CHECKED_H
#define CMD_CHECK_CHECKED_H

#include "cmd/cmd.h"
#include "core/check/rules.h"
#include "sys/series/variant.h"

/* A patch that is checked. */
struct checked {
	struct variant variant;
	const struct branch *branch;	/* NULL for a patch file */
	const struct fix *fix;		/* NULL: none of the configured */
	char id[41];			/* upstream id that it claims */
};

/* What was found, and how it is to be shown. */
struct check_job {
	unsigned int profiles;
	const char *repo;		/* NULL when none was given */
	/* patch file; NULL: patches/upstream/ */
	const char *upstream;
	struct checked *checked;
	size_t nr;
	struct findings findings;
	size_t nr_errors, nr_warnings, nr_silenced;
};

#endif
