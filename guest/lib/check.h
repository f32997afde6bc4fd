/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a check may use: steps that run in processes of their own, for rounds,
 * printed as KTAP; and small helpers. A check that needs none of it is any
 * program with a main().
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "outcome.h"

/* What one step found; it crosses from the step's process to the check's. */
struct result {
	enum outcome outcome;
	char reason[512];	/* why not PASS, one sentence, any bytes */
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
	const struct step *steps;	/* of one round; end with a NULL name */
	int rounds;	/* 0: one */
	/*
	 * Looks at the machine once, in the check's own process: 0, or -1 and a
	 * reason why not. NULL: nothing to look at.
	 */
	int (*setup)(struct result *r);
};

/* round.c */

/*
 * Runs all rounds and prints a line of KTAP for each step, "1.up". A machine
 * that is not fit for the check gives the one step "0.setup". After the first
 * round in which a step does not pass, and after a step that hangs, all further
 * ones are SKIP. Returns what main() is to return.
 */
int check_run(const struct check *check);
/* Sets the outcome and a reason for it; returns -1 for `return fail(...)`. */
int fail(struct result *r, enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Milliseconds of the monotonic clock. */
long now_ms(void);

/* worker.c */

/* A process that runs steps; pid 0 when there is none. */
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

/* netlink.c */

/* A netlink message that is being made; bytes has its header first. */
struct netlink {
	_Alignas(8) char bytes[4096];
	size_t len;
};

/* Begins a message: its type, flags besides NLM_F_REQUEST, and body. */
void netlink_begin(struct netlink *m, uint16_t type, uint16_t flags,
		   const void *body, size_t len);
/* Adds an attribute. */
void netlink_add(struct netlink *m, uint16_t type, const void *bytes,
		 size_t len);
/*
 * Sends the message with NLM_F_ACK to the kernel's protocol (NETLINK_ROUTE) and
 * waits for the answer: 0, or the kernel's -errno.
 */
int netlink_send(struct netlink *m, int protocol);
/*
 * Sends the message as it is and reads the first answer into reply: its length,
 * or -errno.
 */
int netlink_ask(struct netlink *m, int protocol, void *reply, size_t size);

/* vfio.c */

/*
 * Takes the group, with version 1 or 2 of the sPAPR TCE IOMMU, and maps memory
 * for its devices.
 */
int vfio_own(const char *group, int version, struct result *r);
/* Undoes vfio_own() in the same process. */
int vfio_release(struct result *r);

#endif
