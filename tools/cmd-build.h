/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_BUILD_H
#define CMD_BUILD_H

#include "core/verdict.h"
#include "sys/kbuild.h"

/* Whose fault a build that failed is, by how make ended: reason gets the sentence, "" for a plain PASS. */
enum outcome build_judge(const struct kbuild_end *end, char *reason,
			 size_t size);

#endif
