/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MUTANT_FIND_MUTANTS_H
#define CORE_MUTANT_FIND_MUTANTS_H

#include "core/mutant/mutant.h"

/*
 * Adds the mutants of a diff of a C file, which made the file after. at[i] is
 * the index of the line where hunk i's postimage begins there. Those that make
 * the same file are one. The file diff must outlive the call only.
 */
void mutants_find(struct mutants *m, const struct file_diff *s,
		  struct span after, const size_t *at);

#endif
