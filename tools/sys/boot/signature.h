/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_SIGNATURE_H
#define SYS_BOOT_SIGNATURE_H

#include "sys/boot/guest.h"

/*
 * Leaves out each check of a fix whose signature names a step that the check
 * does not have, or that has none: an error of its own in the boots, as that of
 * a check that does not compile. 0; 1 and *why when no check would be left, or
 * another fix of the same check has a signature that is right: then all stay.
 */
int guest_check_signatures(struct guest *g, const struct branch *b,
			   struct diag *why);

#endif
