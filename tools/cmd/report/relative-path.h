/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_RELATIVE_PATH_H
#define CMD_REPORT_RELATIVE_PATH_H

/* The folder that a file is in; caller frees. */
char *folder_of_file(const char *file);

/*
 * The path of one folder from another, "../project/" or ""; also "" when one of
 * them is not there. Caller frees.
 */
char *relative_path(const char *from, const char *to);

#endif
