/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_CONSOLES_H
#define SYS_MATRIX_CONSOLES_H

#include "core/verdict/verdict.h"
#include "sys/boot/boots.h"
#include "sys/conf/conf.h"
#include "sys/store/result.h"

/* Where consoles are. */
struct console_files {
	const struct branch *branch;
	/* where paths of logs begin: "." or an unpacked bundle */
	const char *root;
	const char *out;	/* folder of the results below root */
};

/* The modes that a fix's check was booted in. */
struct fix_modes {
	const struct mode_result *mode;
	size_t nr;
	size_t wanted;	/* that it is to be booted in */
};

/* The boots of one stage, judged again from their consoles. */
struct consoles {
	struct boots boots;	/* of each fix in each mode */
	struct mode_result *mode;	/* those that were booted */
	size_t nr;
	struct fix_modes *fix;	/* the same, by fix of the branch */
	enum outcome outcome;	/* the worst */
	/*
	 * a line for each way in which the stored result is not what its
	 * consoles say
	 */
	struct buf wrong;
	struct diag unread;	/* why one could not be read; empty: none */
};

/*
 * Reads and judges the consoles of a stored result of a boot stage;
 * consoles_release() frees them.
 */
void consoles_judge(struct consoles *c, const struct console_files *files,
		    const struct result *boot);

/*
 * Asks whether a result of a boot stage, of the project's folder out, is what
 * its consoles say; false and *why also when one cannot be read.
 */
bool consoles_agree(const struct branch *b, const char *out,
		    const struct result *boot, struct diag *why);

/* The same of what is stored; also true when nothing is. */
bool consoles_hold(const struct branch *b, const char *out, const char *stage);

/*
 * Names two boots of these stages that have one secret, which is no boot's
 * twice: a console was copied. The sentence is the caller's, and *at gets the
 * stage of one of them; NULL: none is.
 */
char *consoles_copied(const struct result *stage, size_t nr, size_t *at);

/* Frees the contents. */
void consoles_release(struct consoles *c);

#endif
