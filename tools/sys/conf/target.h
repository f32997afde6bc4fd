/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_TARGET_H
#define SYS_CONF_TARGET_H

#include "core/text/diag.h"
#include "sys/conf/sections.h"

/* Asks of a target of the file at path what only the whole of it can tell. */
int target_complete(const struct target *t, const char *path, struct diag *why);

#endif
