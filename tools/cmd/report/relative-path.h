/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_RELATIVE_PATH_H
#define CMD_REPORT_RELATIVE_PATH_H

/* The folder that a file is in; caller frees. */
char *way_folder(const char *file);

/*
 * The relative way from one folder to another, "../project/" or ""; also "" when
 * one of them is not there. Caller frees.
 */
char *way_between(const char *from, const char *to);

#endif
