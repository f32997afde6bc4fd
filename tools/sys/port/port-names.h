/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_PORT_PORT_NAMES_H
#define SYS_PORT_PORT_NAMES_H

#include <git2.h>

#include "core/port/unknown.h"

/*
 * The names that a tree's headers know: those of include/, of the arch/
 * that a file belongs to, and of the file's own folder. They are read when
 * the first name is asked for.
 */
struct tree_names;

/*
 * Names as path in tree would see them; all must outlive it. Free with
 * tree_names_free().
 */
struct tree_names *tree_names_new(git_repository *repo, const git_tree *tree,
				  const char *path);

/* What port_file_diff() asks. Good as long as t is. */
struct port_names tree_names_ask(struct tree_names *t);

/* 0; -1 and *why when something could not be read to answer what was asked. */
int tree_names_whole(const struct tree_names *t, struct diag *why);

/* Frees it; NULL is fine. */
void tree_names_free(struct tree_names *t);

#endif
