/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_CONF_SECTIONS_H
#define SYS_CONF_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/strings.h"

/*
 * backport.conf(5), read with libgit2: every string owned by the conf, NULL
 * when not set.
 */

struct check;	/* sys/conf/check.h */

struct fix {
	char *name;		/* [fix "NAME"] */
	char *upstream;		/* 12 to 40 hex; NULL: there is none */
	char *subject;
	char *since;		/* first release that has it, v4.11-rc2 */
	/* file name of the variants: patches/<branch>/<patch> */
	char *patch;
	char *check;		/* its name: checks/NAME/ */
	struct check *checked_by;	/* that check */
	/* see fix_signature() */
	char *signature;
	char *corrects;		/* the fix that brings its bug in; by name */
	char **cve;		/* what it fixes: "CVE-2017-1000" */
	size_t nr_cves;
	char **mutant;		/* "ID: why the check need not notice it" */
	size_t nr_mutants;
	/* where alone it can be shown; none: on every target */
	struct target **target;
	size_t nr_targets;
};

struct target {
	char *name;		/* [target "NAME"] */
	char *arch;		/* Kbuild's ARCH */
	char *cross;		/* Kbuild's CROSS_COMPILE */
	char *cc;		/* the compiler; NULL: see toolchain_cc() */
	/* Kbuild's LLVM: "1", "-15", "/usr/lib/llvm-15/bin/"; NULL: GNU */
	char *llvm;
	/* path in the objects, what QEMU boots: "arch/x86/boot/bzImage" */
	char *image;
	char *goal;		/* what make is to build for it: "bzImage" */
	char **fragment;	/* Kconfig fragments, below the project */
	size_t nr_fragments;
	char **package;		/* Debian's, of its toolchain and QEMU */
	size_t nr_packages;
	char *qemu;		/* program */
	char *accel;		/* "auto", "kvm", "tcg"; NULL: see qemu_arg */
	/* its arguments before kernel, initrd and append */
	char **qemu_arg;
	size_t nr_qemu_args;
	char *append;		/* kernel command line */
	long timeout_s;		/* of a boot */
};

/*
 * A way to boot a kernel: what is added to the command line. With fragments it
 * is also a way to build one: see sys/conf/mode.h.
 */
struct mode {
	char *name;		/* [mode "poison"] */
	char *append;		/* "slub_debug=FZPU" */
	char **fragment;	/* further Kconfig fragments */
	size_t nr_fragments;
	struct target **target;	/* where alone it is used; none: everywhere */
	size_t nr_targets;
};

/*
 * A branch on one target. A section that names several targets is as many of
 * them, with everything else the same.
 */
struct branch {
	/* of its results: "v4.9"; with several targets "v4.9@arm64" */
	char *name;
	/* [branch "v4.9"]: of its series, its patches and its base */
	char *line;
	bool again;		/* the line's first target is another one */
	/* release it is made for, v4.9.262; its tree is the base called LINE */
	char *base;
	/* paths of what is laid over that tree, in order; only read */
	char **base_files, **base_series;
	size_t nr_base_files, nr_base_series;
	char *base_like;	/* "quilt": how these are placed; NULL */
	/* paths of a series and patches that are only read; NULL: its own */
	char *series, *patches;
	char *debian;		/* source package that has the base */
	char **remote;		/* what to fetch the base from: see remote.h */
	size_t nr_remotes;
	char **fragment;	/* further Kconfig fragments */
	size_t nr_fragments;
	char *hostcflags, *kcflags;
	struct target *target;
	struct target **targets;	/* of the section */
	size_t nr_targets;
	struct fix **fix;	/* those of its target; see series-order.h */
	size_t nr_fixes;
	struct fix **named;	/* those of the section, for any target */
	size_t nr_named;
	size_t nr_in_series;	/* of the fixes, those in front */
	size_t nr_steps;	/* see core/verdict/stage.h; two at least */
	/* that it is booted in; what they hold is the conf's */
	struct mode *mode;
	size_t nr_modes;
};

/* A git repository. */
struct remote {
	char *name;		/* [remote "NAME"] */
	char *url;
};

struct conf {
	struct fix *fix;
	size_t nr_fixes;
	struct target *target;
	size_t nr_targets;
	struct check *check;	/* those of the fixes, each once */
	size_t nr_checks;
	struct mode *mode;	/* one at least, "plain" when none is named */
	size_t nr_modes;
	struct branch *branch;	/* in the file's order */
	size_t nr_branches;
	/* names of branches that no fix is for: they take no part */
	struct strings without_fix;
	/* and of those whose patches are only read */
	struct strings read_only;
	char *remote_url;	/* of [remote] without a name */
	struct remote *remote;
	size_t nr_remotes;
	char **tests;		/* folders of LTP's tests, or a kernel's */
	size_t nr_tests;
	char *kcidb_origin;	/* who submits */
	char *kcidb_tree;	/* the tree's name there */
	/* whom report mails what changed from and to; NULL, none: not said */
	char *mail_from;
	char **mail_to;
	size_t nr_mail_to;
};

#endif
