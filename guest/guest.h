/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a check may use inside the booted kernel. A check is one file,
 * check-NAME.c, that defines `const struct check check`; it is linked with the
 * other files here into the one program that runs as PID 1.
 *
 * The host reads the console. Each line is one kernel message, "backport: ",
 * the line's number from 1, one of the following, and " mac=" with what seal.h
 * makes of it; other kernel messages may stand between the lines:
 *
 *	start check=NAME kernel=RELEASE rounds=N steps=STEP,... init=N at=N
 *	step ROUND.STEP OUTCOME at=N [ms=N] [KEY=VALUE ...] [reason="TEXT"]
 *	result OUTCOME steps=N passed=N failed=N skipped=N at=N
 *	end
 *
 * init and at are milliseconds of the kernel's monotonic clock: when PID 1
 * began, when a step began, and else when the line was made; ms is what a step
 * took. The host does without any of them.
 *
 * OUTCOME is PASS, FAIL (the kernel's fault), SKIP (not run, with the reason)
 * or ERROR (the harness's fault). TEXT is printable ASCII in which " and \
 * have a \ before them. A machine that is not fit for the check gives the one
 * step "0.setup". After the first round in which a step does not pass, and
 * after a step that hangs, all further ones are SKIP.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "seal.h"


/* What one step found; it crosses from the step's process to PID 1. */
struct result {
	enum outcome outcome;
	char notes[64];		/* "key=value ..." for the step's line */
	char reason[512];	/* why not PASS, one sentence, any bytes */
};

/* Options from the kernel command line, "backport.NAME=VALUE". */
struct options {
	char check[64];
	int rounds;
	int vfio;		/* version of the sPAPR TCE IOMMU: 1 or 2 */
};

/* A step runs in a process of its own, so that it may oops or hang. */
struct step {
	const char *name;
	void (*run)(struct result *r);
	int timeout_s;
	/* runs in the round's kept process: state stays */
	bool keep;
	/* a step of the round without which this is SKIP */
	const char *needs;
};

struct check {
	const char *name;
	/* of one round; ends with a NULL name */
	const struct step *steps;
	/*
	 * Looks at the machine once, in PID 1: 0, or -1 and a reason why not.
	 */
	int (*setup)(struct result *r);
};

extern const struct check check;
extern struct options options;

/* say.c */

/* Takes the secret of this boot from the initramfs, and removes it there. */
void say_begin(void);
/* Prints one line of the protocol, whole; the format must not hold "\n". */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Sets the outcome and a reason for it; returns -1 for `return fail(...)`. */
int fail(struct result *r, enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Prints the line of a step that began at at; a negative time is left out. */
void say_step(const char *name, const struct result *r, long at, long ms);
/* Milliseconds of the monotonic clock. */
long now_ms(void);

/* round.c */

/* Runs all rounds of the check, prints a line a step and the result. */
void run_check(void);

/* worker.c */

/* A process that runs steps for PID 1; pid 0 when there is none. */
struct worker {
	pid_t pid;
	int fd;			/* orders go out, results come in */
};

/*
 * Runs a step in the worker, which is started if need be, and waits no longer
 * than the step's limit. Returns false when the process can't be got rid of.
 */
bool worker_run(struct worker *w, const struct step *s, struct result *r);
/* Lets the worker end, by force after a while; false when it does not. */
bool worker_end(struct worker *w);

/* sysfs.c */

/* Reads a file as a string, without its last newline; -1 with errno. */
int file_read(const char *path, char *text, size_t size);
/* Writes a string to an existing file with one write(2); -1 with errno. */
int file_write(const char *path, const char *text);
/* The last part of what a link points to; -1 with errno. */
int link_name(const char *path, char *name, size_t size);
/* Loads a module file; 0 when it is loaded already; -1 with errno. */
int module_load(const char *path);

/* net.c */

/* The first network card on PCI, driven or not; -1 when there is none. */
int nic_find(char *pci, size_t size);
/* The network interface of that card; -1 when there is none (yet). */
int nic_interface(const char *pci, char *name, size_t size);
/* Gives the interface its address on QEMU's user network and brings it up. */
int nic_up(const char *name, struct result *r);
/* Sends one ICMP echo of that many bytes to the gateway, compares the reply. */
int nic_echo(const char *name, int seq, size_t bytes, struct result *r);

/* vfio.c */

/* Takes the group from the kernel and maps memory for its devices. */
int vfio_own(const char *group, struct result *r);
/* Undoes vfio_own() in the same process. */
int vfio_release(struct result *r);

#endif
