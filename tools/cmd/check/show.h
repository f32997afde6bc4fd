/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CHECK_SHOW_H
#define CMD_CHECK_SHOW_H

#include "cmd/check/checked.h"

/* The SARIF and JSON word for how much a rule demands: "error", "warning". */
const char *check_level(const struct rule *rule);

/* Print the findings. */
void check_show_text(const struct ctx *ctx, const struct check_job *c);
void check_show_json(const struct check_job *c);

/* Prints the rules, for --rules. */
void check_show_rules(void);

#endif
