/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_EARLY_H
#define CORE_VERDICT_EARLY_H

#include "core/console/complaint.h"
#include "core/text/strings.h"

/*
 * What kernels complain of while they start, so that two can be compared: the
 * texts without their time stamps and processes, with '#' for each number,
 * since addresses, processors and lines differ from boot to boot.
 */

/* Adds the early complaints of a boot that are not there yet. */
void early_add(struct strings *texts, const struct complaints *c);

#endif
