/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_REPO_FAIL_H
#define SYS_GIT_REPO_FAIL_H

#include "core/text/diag.h"

/* Says in *why "cannot doing" and what libgit2 says of it; returns -1. */
int repo_fail(struct diag *why, const char *doing);

#endif
