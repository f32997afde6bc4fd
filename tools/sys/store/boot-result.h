/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_BOOT_RESULT_H
#define SYS_STORE_BOOT_RESULT_H

#include <jansson.h>

#include "core/verdict/mode.h"

/*
 * Part of the key: to be counted up when the same console is judged otherwise,
 * or sealed otherwise.
 */
#define BOOT_RECIPE	"6"

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

/*
 * What the guest of a boot seals its lines with: an HMAC, made with the boot's
 * own secret (hex), of its result's key and its log's path. So a console is of
 * this boot alone, even when its secret is copied with it. key NULL: of a boot
 * that no result is made of.
 */
void boot_seal(unsigned char seal[SEAL_SECRET], const char *secret,
	       const char *key, const char *log);

/* The same of a boot that was read, of a result with these inputs. */
void boot_result_seal(unsigned char seal[SEAL_SECRET],
		      const struct boot_result *r, const json_t *inputs);

/*
 * Asks whether boots of a result with these inputs were sealed so; older
 * versions sealed them with the secret itself.
 */
bool boots_are_bound(const json_t *inputs);

/* The object for a mode; the caller's reference. */
json_t *mode_result_json(const struct mode_result *m);

/* Reads it again; false when it is no such object. Strings are borrowed. */
bool mode_result_read(const json_t *o, struct mode_result *m);

#endif
