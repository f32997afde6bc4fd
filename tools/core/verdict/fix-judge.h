/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_FIX_JUDGE_H
#define CORE_VERDICT_FIX_JUDGE_H

#include "core/verdict/fix-evidence.h"

/*
 * Judges a fix; reason gets one sentence. Only evidence that is there makes
 * PROVED: see HACKING, "How a verdict is made".
 */
enum verdict fix_judge(const struct fix_evidence *e, char *reason,
		       unsigned long size);

#endif
