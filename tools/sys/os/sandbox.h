/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_SANDBOX_H
#define SYS_OS_SANDBOX_H

#include <stdbool.h>

#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/os/run.h"

/*
 * bubblewrap(1) around a program that runs somebody else's code: a patch's
 * Makefile, a kernel. It sees the system's programs and libraries, read-only,
 * what struct sandbox names, and a /tmp of its own in memory. It has
 * namespaces of its own for processes, users, mounts, IPC and (unless said
 * otherwise) the network, so that nothing of it is left once it has ended. Its
 * environment is PATH, HOME=/tmp, LC_ALL=C and what the caller sets.
 */
struct sandbox {
	const char *const *readable;	/* paths, NULL-terminated; NULL: none */
	const char *const *writable;	/* the same; they must exist */
	const char *const *devices;	/* such as /dev/kvm; may be missing */
	bool network;		/* the machine's network, loopback too */
	long tmp_mib;		/* size of /tmp; 0: 1 GiB */
	long file_mib;		/* size of a file; 0: 8 GiB */
	long memory_mib;	/* of a process; 0: the machine's memory */
	long processes;		/* at once, where root is not exempt; 0: 4096 */
};

/* Set to "off" by --no-sandbox, for us and all that we start. */
#define SANDBOX_ENV	"BACKPORT_SANDBOX"

/*
 * Folders that every sandbox may read, separated by colons: a toolchain below a
 * home folder.
 */
#define SANDBOX_READ_ENV	"BACKPORT_SANDBOX_READ"

/*
 * True when programs run in the sandbox: it was not switched off. Whether it
 * works here is sandbox_check()'s question.
 */
bool sandbox_wanted(void);

/*
 * Without the sandbox, which has an environment of its own: takes out of ours
 * what Kbuild, the guest's make and compilers would read and no key has.
 */
void sandbox_clean_env(void);

/*
 * True for a path that every sandbox may read: the system's, and those that
 * SANDBOX_READ_ENV names.
 */
bool sandbox_may_read(const char *path);

/*
 * 0 when the sandbox works, or is switched off. -1 and *why when bubblewrap is
 * not installed or this machine forbids namespaces; *why names --no-sandbox.
 * It tries once per process.
 */
int sandbox_check(struct diag *why);

/*
 * Makes *p run in the sandbox: its argv, env and dir go into words, which must
 * outlive the run; strings_release() either way. Leaves *p as it is when the
 * sandbox is switched off. 0 or -1 and *why, as sandbox_check().
 */
int sandbox_wrap(struct proc *p, const struct sandbox *s, struct strings *words,
		 struct diag *why);

/*
 * Corrects how a wrapped program ended: bubblewrap reports a signal as 128 plus
 * its number.
 */
void sandbox_ended(struct proc_end *end);

#endif
