/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_SAFE_PATH_H
#define CORE_PATCH_SAFE_PATH_H

#include "core/text/span.h"

/*
 * A copy of name without "." parts and doubled slashes, which name the same
 * file; the caller frees it.
 */
char *patch_path_clean(struct span name);

/*
 * NULL when a patch may write to name; else why not, as the end of a sentence
 * ("leaves the tree").
 */
const char *patch_path_refusal(const char *name);

#endif
