/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_JUDGE_CONSOLE_H
#define CORE_CONSOLE_JUDGE_CONSOLE_H

#include "core/console/console.h"

/*
 * Judges what was said in a boot by what was asked; the console's text must
 * outlive *c, the transcript need not. Never fails: garbage is a value.
 */
void console_judge(struct console *c, const struct transcript *said,
		   const struct boot_asked *asked);

/* The same of the whole console log of a boot, for one check. */
void console_read(struct console *c, struct span text,
		  const struct boot_asked *asked);

#endif
