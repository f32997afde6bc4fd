/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_CHECK_H
#define SYS_CONF_CHECK_H

#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/* Folder of the checks, below the project. */
#define CHECKS		"checks"

/* Seconds that a check may take when it says nothing. */
#define CHECK_TIMEOUT_S	60

/* A check, checks/NAME/, as its check.conf says: backport.conf(5). */
struct check {
	char *name;
	/* steps that may fail without the fix, comma-separated */
	char *signature;
	char **kconfig;		/* "USER_NS", "CONFIG_X=m": for every step */
	size_t nr_kconfig;
	char **mode;		/* that it runs in; see check_in_mode() */
	size_t nr_modes;
	char **target;		/* those that it is for; none: all */
	size_t nr_targets;
	long timeout_s;		/* 0: CHECK_TIMEOUT_S */
	char **arg;		/* words of its command line */
	size_t nr_args;
	char *append;		/* to the kernel's command line: boots alone */
	char **module;		/* kernel modules in its module/ */
	size_t nr_modules;
	char **files;		/* of its folder, which it has in the guest */
	size_t nr_files;
	bool alone;		/* boots alone */
	char *splat;		/* extended regular expression; NULL: none */
	long survive_s;		/* of a splat */
	char *protocol;		/* "ltp"; NULL: kselftest's exit statuses */
	char *kunit;		/* suite */
	char *ltp;		/* program, static, of its folder */
	char *selftest;		/* "DIR" or "DIR:PROGRAM" of the kernel's */
};

/*
 * Reads the check.conf of each fix's check below root; a folder or file that is
 * not there says nothing. Each fix gets its checked_by. 0 or -1 and *why.
 */
int checks_read(struct conf *c, const char *root, struct diag *why);

/*
 * Reads that of the check called name, of which no fix need know, into *check;
 * check_release() either way. 0 or -1 and *why.
 */
int check_read(struct check *check, const struct conf *c, const char *root,
	       const char *name, struct diag *why);

/* Frees the contents. */
void check_release(struct check *check);

/* Frees those of all fixes. */
void checks_release(struct conf *c);

/* The check of the branch's fix number i; NULL: an earlier fix has it too. */
const struct check *branch_check(const struct branch *b, size_t i);

/* The folder of its modules' sources, below root; caller frees. */
char *check_modules(const char *root, const struct check *c);

/* The steps that may fail without the fix: its own, else its check's. */
const char *fix_signature(const struct fix *f);

/*
 * Asks whether the check runs in that mode, on that target. One that names no
 * mode runs in those that no kernel is built for.
 */
bool check_in_mode(const struct check *c, const struct mode *mode);
bool check_on_target(const struct check *c, const char *target);

/*
 * Finds the modes of the conf that a branch is booted in. -1 and *why when one
 * of its checks runs in none.
 */
int branch_find_modes(struct branch *b, const struct conf *c, struct diag *why);

/* Asks whether nothing else may run in the check's boot. */
bool check_is_alone(const struct check *c);

#endif
