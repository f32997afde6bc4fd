/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_CONFINE_H
#define SYS_BUILD_CONFINE_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/os/run.h"

/* What the build of a checked out tree may touch. */
struct confine {
	const char *src, *obj;	/* it reads, and writes; borrowed */
	bool may_cache;		/* it may write the compiler's cache */
	/* the last run's: "it printed more than 256 MiB"; "": none was hit */
	char limit[80];
};

/*
 * Runs a program that the tree has a say in, in the sandbox. Its environment
 * is p->env, make's jobserver and the variables of ccache and distcc; with
 * distcc it has the network. It is ended when it prints more than
 * p->output_max bytes, prints nothing for an hour, runs for half a day, or
 * leaves the disk nearly full: then c->limit says which. 0 or -1 and *why, as
 * proc_run().
 */
int confined_run(struct confine *c, const struct proc *p, struct proc_end *end,
		 struct diag *why);

/*
 * Reads the file NAME below folder, the objects or the sources, into b. What
 * stands there may be a link that a patch has made: one that leads out of the
 * folder is refused, as is all that is no regular file. 0 or -1 and *why.
 */
int confined_read(struct buf *b, const char *folder, const char *name,
		  struct diag *why);

/*
 * Publishes such a file at to, unless that holds the same already. 0 or -1 and
 * *why.
 */
int confined_copy(const char *folder, const char *name, const char *to,
		  struct diag *why);

#endif
