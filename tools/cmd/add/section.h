/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_ADD_SECTION_H
#define CMD_ADD_SECTION_H

#include "cmd/add/new-fix.h"

/*
 * The folder of what is not published yet, and the configuration in it. It is
 * of the run that has OUT's lock, and gone at the end; that of a run that was
 * stopped is made anew.
 */
#define ADD_DRAFT	OUT "/.add"
#define ADD_DRAFT_CONF	"backport.conf"

/* The folder below patches/ that keeps the patch as it came. */
const char *add_source_folder(const struct new_fix *t);

/* True when f, of the configuration, is the same fix, by the same patch. */
bool add_is_same(const struct ctx *ctx, const struct new_fix *t,
		 const struct fix *f);

/*
 * Writes the file, and makes its folder, unless it is there with that content;
 * another file of that name is refused. 0 or -1 and *why.
 */
int add_publish(const char *path, struct span bytes, struct diag *why);

/*
 * Writes the fix's upstream patch, and a check to fill in unless there is one.
 * 0 or -1 and *why.
 */
int add_files(const struct ctx *ctx, const struct new_fix *t,
	      struct diag *why);

/*
 * Writes the draft: the configuration with the fix's section at its end, unless
 * it has that, and the branches' sections that name it. 0 or -1 and *why.
 */
int add_draft(const struct ctx *ctx, const struct new_fix *t,
	      const struct strings *branches, struct diag *why);

#endif
