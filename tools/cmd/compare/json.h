/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_COMPARE_JSON_H
#define CMD_COMPARE_JSON_H

#include "core/compare/comparison.h"

/* Prints it as JSON, one object per pair and one per variant. */
void compare_show_json(const struct comparison *c);

#endif
