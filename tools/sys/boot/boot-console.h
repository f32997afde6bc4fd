/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOT_CONSOLE_H
#define SYS_BOOT_BOOT_CONSOLE_H

#include "core/console/console.h"
#include "core/text/buf.h"
#include "core/text/diag.h"

/* The console of a boot, read once for all checks that ran in it. */
struct boot_console {
	struct buf text;
	struct transcript said;	/* views into text */
	char sha256[65];	/* of text */
};

/*
 * Reads the file, of a boot whose guest has that secret; what *c had is freed.
 * 0 or -1 and *why, with *c empty.
 */
int boot_console_read(struct boot_console *c, const char *path,
		      const unsigned char *secret, struct diag *why);

/* Frees the contents and leaves *c empty. */
void boot_console_release(struct boot_console *c);

#endif
