/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_H
#define CORE_CHECK_RULES_H

#include "core/check/checking.h"

/* For whom a patch is checked; bits. */
enum profile {
	PROFILE_STABLE = 1, PROFILE_DEP3 = 2, PROFILE_SUSE = 4,
	PROFILE_UBUNTU = 8, PROFILE_ANDROID = 16,
	PROFILE_ALL = 31,
};

/* The profile of that name; 0 when there is none. */
unsigned int profile_named(const char *name);

/* The table, ended by a row without an id. */
extern const struct rule rules[];

/* The rule of that id, which there must be. */
const struct rule *rule_named(const char *id);

/*
 * Checks one patch against the rules of the profiles and adds what it breaks.
 */
void rules_check(struct findings *f, const struct submission *s,
		 unsigned int profiles);

#endif
