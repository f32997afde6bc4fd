/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_HISTORY_DB_H
#define SYS_STORE_HISTORY_DB_H

#include <sqlite3.h>

#include "core/text/diag.h"

/* What history.c, which writes, and history-read.c share. */
struct history {
	sqlite3 *db;
	char *path, *project;	/* of the file; folder whose runs these are */
};

/* Sets *why to what SQLite has to say; returns -1. */
int history_fail(struct history *h, const char *doing, struct diag *why);

/*
 * Prepares a statement; a value a letter of types follows: s a string (NULL is
 * ""), i a long long, d a double. NULL on errors.
 */
sqlite3_stmt *history_prepare(struct history *h, const char *sql,
			      const char *types, ...);

#endif
