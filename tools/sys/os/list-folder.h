/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_LIST_FOLDER_H
#define SYS_OS_LIST_FOLDER_H

#include "core/text/diag.h"
#include "core/text/strings.h"

/* Which names are wanted; "." and ".." never are. */
enum list_names { LIST_ALL, LIST_BUT_GIT, LIST_BUT_HIDDEN };

/*
 * Puts the names in folder into *names (emptied first), sorted as bytes. 0 or
 * -1 and *why; strings_release() either way.
 */
int list_folder(struct strings *names, const char *folder,
		enum list_names which, struct diag *why);

#endif
