/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_MOVED_FILE_H
#define CORE_COMPARE_MOVED_FILE_H

#include "core/compare/pair.h"

/*
 * Asks whether the files of two changes, which have one name in two folders,
 * are one file that was moved: most of their lines are the same, and the
 * variant's tree lacks upstream's. False when a file is not known.
 */
bool file_is_moved(struct pairing *p, const struct change *up,
		   const struct change *down);

#endif
