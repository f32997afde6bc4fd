/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_READ_AHEAD_H
#define SYS_GIT_READ_AHEAD_H

#include <git2.h>

#include "core/text/diag.h"
#include "sys/git/object.h"

/*
 * A thread beside the one that applies: it reads objects that will be wanted
 * soon, in that order, and else works out ids of what is done with.
 */
struct ahead;

/* An empty list for odb, which must outlive it; free with ahead_free(). */
struct ahead *ahead_new(git_odb *odb);

/* Adds an object before ahead_start(); returns its number, from 1. */
size_t ahead_add(struct ahead *a, const git_oid *id);

/* Begins to read. Without a thread to be had, ahead_take() reads. */
void ahead_start(struct ahead *a);

/* The object of that number, once only; the caller holds the reference. NULL and *why if it cannot be read. */
struct gitobject *ahead_take(struct ahead *a, size_t number, struct diag *why);

/*
 * Works out the id of b, a reference taken over, into *id, sooner or later: it is
 * good after ahead_settle(), until when nobody else may touch it.
 */
void ahead_hash(struct ahead *a, struct gitobject *b, git_oid *id);

/* Helps, and waits, until all ids are there. */
void ahead_settle(struct ahead *a);

/* Ends the thread and frees what was not taken; NULL is fine. */
void ahead_free(struct ahead *a);

#endif
