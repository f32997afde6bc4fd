/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_STALE_H
#define SYS_MATRIX_STALE_H

#include "core/text/diag.h"
#include "core/verdict/stage.h"
#include "sys/conf/conf.h"

enum stale {
	STALE_NOT,	/* of the inputs as they are, or there is no result */
	STALE_YES,
	STALE_UNKNOWN,	/* an input cannot be read now */
};

/* The stages of one branch, to compare with its inputs as they are now. */
struct stale_check {
	const struct conf *conf;
	const struct branch *branch;
	const char *out;	/* folder of the results */
};

/* Compares the stored result of a build or a boot with its inputs as they are now; *why says what changed or cannot be read. */
enum stale stage_is_stale(const struct stale_check *c, enum stage_name stage,
			  struct diag *why);

#endif
