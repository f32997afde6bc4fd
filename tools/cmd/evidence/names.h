/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_NAMES_H
#define CMD_EVIDENCE_NAMES_H

/*
 * A bundle is a small project: backport.conf, series/, patches/, kconfig/ and
 * guest/ of one branch, its out/ with results and consoles, config/ with both
 * .config, and the manifest, which is made of all the others.
 */
#define MANIFEST	"manifest.json"
#define SIGNATURE	MANIFEST ".sig"	/* of the manifest, with an SSH key */

#endif
