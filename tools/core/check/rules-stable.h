/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_STABLE_H
#define CORE_CHECK_RULES_STABLE_H

#include "core/check/checking.h"

/* The kernel's own rules. */
void check_mail_format(struct checking *c);
void check_subject(struct checking *c);
void check_author(struct checking *c);
void check_author_kept(struct checking *c);
void check_description(struct checking *c);
void check_upstream_id(struct checking *c);
void check_upstream_id_whole(struct checking *c);
void check_signoff(struct checking *c);
void check_signoff_last(struct checking *c);
void check_fixes(struct checking *c);
void check_cc_stable(struct checking *c);

/*
 * A prerequisite that a "Cc: stable" line names: "# 3.3.x: a1f84a3: sched:
 * ...".
 */
struct stable_cc {
	struct span version;	/* "3.3.x"; empty when it says none */
	struct span id;		/* hex; empty when it names none */
	struct span subject;
	/* what is wrong, as the end of a sentence, or NULL */
	const char *fault;
};

/*
 * Reads what stands behind the # of a Cc: line to stable
 * (stable-kernel-rules.rst, Option 1).
 */
void stable_cc_read(struct stable_cc *cc, struct span comment);

#endif
