/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_WORK_FOLDER_H
#define SYS_BUILD_WORK_FOLDER_H

#include "core/text/diag.h"

/*
 * <cache>/work/<project>, absolute, for the project whose folder is root: the
 * folder's name and the start of a digest of its path. Two projects never share
 * objects or images. Caller frees. NULL and *why when there is no cache.
 */
char *work_project_folder(const char *root, struct diag *why);

/*
 * The folder of the project that a work folder belongs to, as noted in it; NULL
 * when that is not known, or it is on another machine. Caller frees.
 */
char *work_project_of(const char *project_folder);

/*
 * Notes in the work folder of the project that we stand in which project that
 * is, unless it is noted. 0 or -1 and *why.
 */
int work_note_project(struct diag *why);

#endif
