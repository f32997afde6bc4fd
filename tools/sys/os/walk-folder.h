/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_WALK_FOLDER_H
#define SYS_OS_WALK_FOLDER_H

#include <sys/stat.h>

/* st->st_mode is 0 when path is listed in its folder but stat() failed. */
typedef int visit_fn(void *arg, const char *path, const struct stat *st);

/*
 * Visits all below path, then path itself; a link is not followed. 0; what a
 * visit returned other than that, which ends the walk; or -1 and errno.
 */
int walk_folder(const char *path, visit_fn *visit, void *arg);

#endif
