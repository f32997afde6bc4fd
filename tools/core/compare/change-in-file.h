/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_CHANGE_IN_FILE_H
#define CORE_COMPARE_CHANGE_IN_FILE_H

#include "core/compare/change.h"

/*
 * Tells where the changes of file diff diff_nr stand in its file, which has the
 * patch applied and must outlive *g. Before they are paired.
 */
void changes_locate(struct changes *g, size_t diff_nr, struct span file);

#endif
