/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_ONE_BOOT_H
#define SYS_BOOT_ONE_BOOT_H

#include "core/verdict/mode.h"
#include "sys/boot/boot-console.h"
#include "sys/boot/guest.h"

/* A kernel, and what goes into its initramfs. */
struct boot_kernel {
	const char *image;	/* path */
	const char *release;	/* NULL, "": not known */
	const struct guest *guest;
	const struct guest_modules *modules;
};

/* What is booted. */
struct boots_of {
	const struct branch *branch;
	const struct fix *only;	/* NULL: the checks of all its fixes */
	const struct mode *mode;
	const struct boot_kernel *kernel;	/* of each mode */
	size_t nr_modes;
	const char *initrd;	/* path; each boot adds its label to it */
	/*
	 * consoles go to folder/stage.MODE.log, those of boots of one check,
	 * or of what is left over, to folder/stage.MODE.CHECK.log; with the
	 * number before .log from the second round of boots on
	 */
	const char *folder, *stage;
	const char *key;	/* of the result; NULL: none is made */
	bool show;	/* the consoles on stderr too */
};

/* A kernel booted once, in one mode, for one check or several. */
struct one_boot {
	const struct mode *mode;
	const struct check **check;	/* in the order in which they run */
	size_t nr;
	char *label;	/* of its log and its initramfs: "plain.CHECK" */
	char *append;	/* the kernel's command line */
	char *log;	/* path */
	char secret[2 * SEAL_SECRET + 1];	/* in hex; it is stored */
	unsigned char seal[SEAL_SECRET];	/* its guest's: boot_seal() */
	struct boot_end end;
	int retries;	/* how often QEMU died at its start before */
	struct boot_console console;
};

/* The kernel's command line in the boot of a check. Caller frees. */
char *boot_command_line(const struct target *t, const struct mode *mode,
			const struct check *check);

/* The kernel of one of its modes. */
const struct boot_kernel *boots_kernel(const struct boots_of *what,
				       const struct mode *mode);

/* A boot of those checks, which are copied. */
void one_boot_init(struct one_boot *b, const struct mode *mode,
		   const struct check **check, size_t nr);

/*
 * Names its log, as struct boots_of says: after the check, NULL for the common
 * one, and boot number nr. Makes the command line.
 */
void one_boot_name(struct one_boot *b, const struct boots_of *what,
		   const char *check, long nr);

/*
 * Makes the initramfs at the path, with a new secret; shell: it has no check,
 * but a shell on the console. 0 or -1 and *why.
 */
int one_boot_prepare(struct one_boot *b, const struct boots_of *what,
		     const char *initrd, bool shell, struct diag *why);

/*
 * Boots nr of them side by side, at most PROC_AT_ONCE, again where QEMU died at
 * its start, and reads their consoles. 0 or -1 and *why.
 */
int one_boot_run(struct one_boot *b, size_t nr, const struct boots_of *what,
		 struct diag *why);

/* What the console has of a check. */
enum block_state {
	BLOCK_GOOD,	/* its whole block, and the kernel said nothing bad */
	BLOCK_BAD,	/* the kernel complained or stopped in it */
	BLOCK_MISSING,	/* it was not run: the guest ended, or never began */
};

/* Looks for the check's block in the console of the boot. */
enum block_state one_boot_state(const struct one_boot *b, const struct check *c,
				const char *release);

/* Frees the contents. */
void one_boot_release(struct one_boot *b);

#endif
