/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_SHARE_H
#define SYS_OS_SHARE_H

#include "core/text/diag.h"

/*
 * The path of the program that runs, to run it again, caller frees: called, the
 * name that it was called by, where the system does not know.
 */
char *program_path(const char *called);

/*
 * What comes with the program, "guest", "targets", "kconfig", unless the project
 * has its own. The path of that file or folder, caller frees: root/NAME when it
 * is there; root NULL: no project. Else below $BACKPORT_SHARE, else of the
 * source tree that the program stands in, else below ../share/backport beside
 * the program's folder, else below the prefix that it was built for. NULL and
 * *why, which names the places.
 */
char *share_path(const char *root, const char *name, struct diag *why);

#endif
