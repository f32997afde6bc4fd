/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_BINARY_H
#define CORE_PATCH_BINARY_H

#include "core/patch/patch.h"
#include "core/text/buf.h"
#include "core/text/diag.h"

/* The largest file that a binary patch may make, in bytes. */
#define BINARY_SIZE_MAX (64u << 20)

/*
 * Makes the postimage of one half of a binary patch: a literal's bytes, or a
 * delta over preimage (gitformat-pack(5), "Deltified representation"). out is
 * emptied first. 0, or -1 and *why with path and the half's line when the
 * data are damaged or the delta was made for another preimage. Whether the
 * preimage is the right one is for the caller to know, from file_diff.old_id.
 */
int binary_apply(const struct binary *b, struct span preimage,
		 struct buf *out, const char *path, struct diag *why);

/*
 * How many bytes a base85 line holds, told by its first letter; 0 when it
 * is none.
 */
size_t base85_line_size(char letter);

#endif
