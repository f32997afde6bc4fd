/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_HEADERS_H
#define SYS_BOOT_HEADERS_H

#include "core/text/diag.h"

/*
 * Finds a header that a compiler read and that is neither in the folders of the
 * sources nor the system's: it is in no key, so a change of it would go unseen.
 * In the sandbox it is not there to be read. depends is the file in which the
 * compiler named its headers (DEPENDENCIES_OUTPUT), by paths from dir; folders
 * are absolute, without links, NULL at the end. *path is the caller's, NULL
 * when there is none or no such file. 0 or -1 and *why.
 */
int headers_outside(char **path, const char *depends, const char *dir,
		    const char *const *folders, struct diag *why);

#endif
