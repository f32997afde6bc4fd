/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOTS_H
#define SYS_BOOT_BOOTS_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/verdict/verdict.h"
#include "sys/store/boot-result.h"
#include "sys/conf/conf.h"

/* A mode's boots of one fix's check: side by side with the other modes', one after another in itself. */
struct lane {
	char *label, *append;
	struct mode_word word;
	char reason[1024];	/* of the word */
	/* the boot under way */
	char *log;
	struct run run;
	struct console console;
	struct buf text;
	bool done;	/* false: to be booted, or booted again */
};

/* A lane for that fix's check in that mode; branch, fix and mode must outlive it. */
void lane_init(struct lane *l, const struct branch *branch,
	       const struct fix *f, const struct mode *mode);

/* Frees the contents. */
void lane_release(struct lane *l);

/* Begins its boot number nr, from 1: the log is folder/stage.MODE.log, with the number in it from the second on. */
void lane_begin(struct lane *l, const char *folder, const char *stage, long nr);

/* Reads and judges what the boot in run.end said; not done when QEMU died before a kernel spoke and may try again. 0 or -1 and *why. */
int lane_look(struct lane *l, const struct fix *f, struct diag *why);

/* lane_look() without the reading: judges l->text, which it looks at, by how run.end says that the boot ended. */
void lane_judge(struct lane *l, const struct fix *f);

/* What lanes boot. */
struct lane_boot {
	const struct target *target;
	const struct fix *fix;
	const char *image, *initrd;	/* paths */
	bool show;	/* the consoles on stderr too */
};

/* Boots all lanes, as many at once as can be, until each is done. 0 or -1 and *why. */
int lanes_boot(struct lane *lane, size_t nr, const struct lane_boot *what,
	       struct diag *why);

/* Adds the boot, which is done, to the mode's word. */
void lane_count(struct lane *l);

#endif
