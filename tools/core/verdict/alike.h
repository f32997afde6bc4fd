/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_ALIKE_H
#define CORE_VERDICT_ALIKE_H

#include "core/text/text-json.h"

/*
 * The inputs in which the builds, or the boots, of two steps differ, "qemu,
 * append", beside those that a step has of its own: its tree, its kernels and
 * modules. "" when there is none. Caller frees.
 */
char *inputs_unlike(const json_t *one, const json_t *other);

#endif
