/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOT_RESULT_H
#define SYS_BOOT_BOOT_RESULT_H

#include <jansson.h>

#include "core/console/console.h"
#include "core/verdict/verdict.h"
#include "sys/boot/qemu.h"

/*
 * How boots are stored in boot.<side>.json: "runs", an object a boot, and
 * "modes", an object a mode with what its boots came to together.
 */
struct run {
	const char *mode;	/* borrowed */
	long nr;		/* from 1, with --repeat */
	const char *log;	/* path; borrowed */
	struct qemu_end end;
	int retries;		/* boots before it in which QEMU died without a word of a kernel */
	enum outcome outcome;
	bool signature;
	char reason[1024];
};

/* The object for a boot and its console; the caller's reference. */
json_t *run_json(const struct run *r, const struct console *c);

/* Reads what of a boot's object is not judged from its console: mode, number, log, how it ended. False when it is no such object; strings are borrowed. */
bool run_read(const json_t *o, struct run *r);

/* The object for a mode; the caller's reference. */
json_t *mode_json(const struct mode_word *m);

/*
 * Reads "modes" of a stored result's object into a fresh array that the caller frees; its strings are
 * borrowed from the object. *nr is 0 when there are none, or they are not as mode_json() writes them.
 */
struct mode_word *modes_read(const json_t *more, unsigned long *nr);

#endif
