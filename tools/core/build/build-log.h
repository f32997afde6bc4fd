/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_BUILD_BUILD_LOG_H
#define CORE_BUILD_BUILD_LOG_H

#include <stdbool.h>

#include "core/text/span.h"

/* Why a build stopped, as its log tells. */
enum build_fault {
	BUILD_FINE,	/* nothing in the log says that it failed */
	BUILD_BROKEN,	/* the sources do not compile or link */
	BUILD_KILLED,	/* a compiler was killed, or broke down itself */
	BUILD_NO_TOOL,	/* a program, header or module is not installed */
	BUILD_MACHINE,	/* a read-only or broken disk */
	BUILD_NO_SPACE,	/* the disk is full */
	BUILD_LIMIT,	/* we ended it; no log tells this */
	/* the tree cannot make what was asked for; only who asked can tell */
	BUILD_NO_GOAL,
};

/*
 * A V=1 log, read. Spans are borrowed from its text and empty when there is
 * nothing.
 */
struct buildlog {
	enum build_fault fault;
	struct span error;	/* the first line that tells the fault */
	long error_lineno;	/* from 1 */
	struct span target;	/* what make could not make */
	struct span command;	/* the command that was to make it */
	size_t nr_objects;	/* compiler runs that wrote an object */
	size_t nr_warnings;	/* compiler warnings */
};

/* Reads a whole log; text must outlive *l. Never fails. */
void buildlog_read(struct buildlog *l, struct span text);

/* True when an error is make's word that it knows no goal of that name. */
bool buildlog_lacks_goal(struct span error, const char *goal);

/*
 * True for a command line of the log that compiles C or assembler into an
 * object: for a progress count.
 */
bool buildlog_is_compile(struct span line);

#endif
