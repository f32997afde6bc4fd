/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_CONFINE_H
#define SYS_BUILD_CONFINE_H

#include "sys/build/kbuild.h"
#include "sys/os/run.h"

/*
 * Runs a program that the checked out tree has a say in: in the sandbox, where
 * it reads the sources, writes the objects, and writes the compiler's cache
 * only if k->may_cache. Its environment is p->env, make's jobserver and the
 * variables of ccache and distcc; with distcc it has the network. It is ended
 * when it prints more than log_max bytes, prints nothing for an hour, runs for
 * half a day, or leaves the disk nearly full: then k->limit says which, "" else.
 * 0 or -1 and *why, as proc_run().
 */
int confined_run(struct kbuild *k, const struct proc *p, size_t log_max,
		 struct proc_end *end, struct diag *why);

/*
 * Reads the file NAME below folder, the objects or the sources, into b. What
 * stands there may be a link that a patch has made: one that leads out of the
 * folder is refused, as is all that is no regular file. 0 or -1 and *why.
 */
int confined_read(struct buf *b, const char *folder, const char *name,
		  struct diag *why);

/*
 * Publishes such a file at to, unless that holds the same already. 0 or -1
 * and *why.
 */
int confined_copy(const char *folder, const char *name, const char *to,
		  struct diag *why);

#endif
