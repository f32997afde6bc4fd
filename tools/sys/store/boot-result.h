/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_BOOT_RESULT_H
#define SYS_STORE_BOOT_RESULT_H

#include <jansson.h>

#include "core/verdict/mode.h"

/*
 * How boots are stored in boot.<side>.json: "runs", an object per fix, mode and
 * number (several may be of one boot, and name the same log), and "modes", an
 * object per fix and mode with the outcome of all its boots.
 */

/* The object for a boot and its console; the caller's reference. */
json_t *boot_result_json(const struct boot_result *r, const struct console *c);

/*
 * Reads from a boot's object what is not judged from its console: mode,
 * number, log, how it ended. False when it is no such object; strings are
 * borrowed.
 */
bool boot_result_read(const json_t *o, struct boot_result *r);

/* The object for a mode; the caller's reference. */
json_t *mode_result_json(const struct mode_result *m);

/* Reads it again; false when it is no such object. Strings are borrowed. */
bool mode_result_read(const json_t *o, struct mode_result *m);

#endif
