/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_AHEAD_H
#define SYS_AHEAD_H

#include <git2.h>

#include "../core/diag.h"
#include "blob.h"

/* Objects that will be wanted soon, read by a thread of their own in that order. */
struct ahead;

/* An empty list for odb, which must outlive it; free with ahead_free(). */
struct ahead *ahead_new(git_odb *odb);

/* Adds an object before ahead_start(); returns its number, from 1. */
size_t ahead_add(struct ahead *a, const git_oid *id);

/* Begins to read. Without a thread to be had, ahead_take() reads. */
void ahead_start(struct ahead *a);

/* The object of that number, once only; the caller holds the reference. NULL and *why if it cannot be read. */
struct blob *ahead_take(struct ahead *a, size_t number, struct diag *why);

/* Ends the thread and frees what was not taken; NULL is fine. */
void ahead_free(struct ahead *a);

#endif
