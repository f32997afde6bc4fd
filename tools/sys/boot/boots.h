/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOTS_H
#define SYS_BOOT_BOOTS_H

#include <stdbool.h>

#include "core/text/diag.h"
#include "core/verdict/mode-steps.h"
#include "core/verdict/mode.h"
#include "sys/boot/one-boot.h"

/* What one fix's check said in the boots of one mode, one after another. */
struct mode_boots {
	const struct fix *fix;
	const struct mode *mode;
	struct boot_asked asked;
	char *append;	/* of asked; owned */
	struct mode_result total;
	char reason[1024];	/* of total */
	struct strings early;	/* of total */
	struct mode_steps steps;	/* of total */
	/* the last boot */
	char *log;
	struct boot_result boot;
	struct console console;
};

/* Begins boot number nr, from 1, whose console is in the file log. */
void mode_boots_begin(struct mode_boots *m, const char *log, long nr);

/*
 * Judges the console by how boot.end says that the boot ended, and adds it to
 * the total; it must outlive m->console.
 */
void mode_boots_judge(struct mode_boots *m, const struct boot_console *console);

/* The boots of all fixes in all modes, in that order. */
struct boots {
	struct mode_boots *m;
	size_t nr;
	struct boot_console *console;	/* those of the last round */
	size_t nr_consoles;
};

/* The fixes and modes in which something is booted; none so far. */
void boots_init(struct boots *b, const struct boots_of *what);

/*
 * Boots everything once, as number nr: all checks that may run together in one
 * boot per mode, as many boots at once as PROC_AT_ONCE allows. A check that was
 * not the first in its boot and in which the kernel complained or stopped is
 * booted again alone, and so is without it what came before and after it. 0 or
 * -1 and *why.
 */
int boots_run(struct boots *b, const struct boots_of *what, long nr,
	      struct diag *why);

/* Frees the contents. */
void boots_release(struct boots *b);

#endif
