/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_READ_AHEAD_H
#define SYS_GIT_READ_AHEAD_H

#include <git2.h>

#include "core/text/diag.h"
#include "sys/git/object.h"

/*
 * A thread that reads objects before they are asked for, in the order in
 * which they will be.
 */
struct read_ahead;

/*
 * An empty list for odb, which must outlive it; trusted as for
 * gitobject_read(). Free with read_ahead_free().
 */
struct read_ahead *read_ahead_new(git_odb *odb, bool trusted);

/* Adds an object before read_ahead_start(); returns its number, from 1. */
size_t read_ahead_add(struct read_ahead *a, const git_oid *id);

/* Begins to read; without this read_ahead_take() reads. */
void read_ahead_start(struct read_ahead *a);

/*
 * The object of that number, once only; the caller holds the reference. NULL
 * and *why if it cannot be read.
 */
struct gitobject *read_ahead_take(struct read_ahead *a, size_t number,
				  struct diag *why);

/* Ends the thread and frees what was not taken; NULL is fine. */
void read_ahead_free(struct read_ahead *a);

#endif
