/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOTS_H
#define SYS_BOOT_BOOTS_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/verdict/mode.h"
#include "sys/boot/guest.h"
#include "sys/conf/conf.h"

/*
 * The boots of one fix's check in one mode: one after another, side by side
 * with those of the other modes.
 */
struct mode_boots {
	char *label, *append;
	struct boot_asked asked;
	struct mode_result total;
	char reason[1024];	/* of total */
	/* the boot under way */
	char *log;
	struct boot_result boot;
	struct console console;
	struct buf text;
	bool done;	/* false: to be booted, or booted again */
};

/* Begins with no boot; branch, fix and mode must outlive it. */
void mode_boots_init(struct mode_boots *m, const struct branch *branch,
		     const struct fix *f, const struct mode *mode);

/* Frees the contents. */
void mode_boots_release(struct mode_boots *m);

/*
 * Begins boot number nr, from 1: the log is folder/stage.MODE.log, with the
 * number in its name from the second boot on.
 */
void mode_boots_begin(struct mode_boots *m, const char *folder,
		      const char *stage, long nr);

/*
 * Judges m->text, the console, by how boot.end says that the boot ended; not
 * done when the boot is to be tried again.
 */
void mode_boots_judge(struct mode_boots *m, const struct fix *f);

/* What is booted. */
struct boots_of {
	const struct target *target;
	const struct fix *fix;
	const struct guest *guest;
	const char *image;	/* path */
	const char *initrd;	/* path; each mode adds its label to it */
	const char *release;	/* of the kernel; NULL: not known */
	bool show;	/* the consoles on stderr too */
};

/*
 * Boots nr modes, as many at once as PROC_AT_ONCE allows, until each is done.
 * 0 or -1 and *why.
 */
int mode_boots_run(struct mode_boots *m, size_t nr,
		   const struct boots_of *what, struct diag *why);

/* Adds the boot, which is done, to the total of its mode. */
void mode_boots_count(struct mode_boots *m);

#endif
