/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_WARNINGS_RECORD_H
#define SYS_BUILD_WARNINGS_RECORD_H

#include "core/build/warnings.h"
#include "core/text/diag.h"

/* Warnings in a file. */

/* Writes them to path. 0 or -1 and *why. */
int warnings_record_write(const char *path, const struct warnings *w,
			  struct diag *why);

/*
 * Reads them from name in folder. 0; 1 when there is no such file, or it holds
 * something else: then nothing is known; -1 and *why.
 */
int warnings_record_read(struct warnings *w, const char *folder,
			 const char *name, struct diag *why);

/*
 * Adds to w, what a build into obj warned of, what obj's record has of the
 * rest, and writes the record. 0 or -1 and *why.
 */
int warnings_record_update(struct warnings *w, const char *obj,
			   struct diag *why);

#endif
