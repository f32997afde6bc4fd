/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_BUILD_KCONFIG_H
#define CORE_BUILD_KCONFIG_H

#include "core/text/buf.h"
#include "core/text/diag.h"

/* What is asked of one symbol. */
struct kconfig_symbol {
	char *name;	/* "CONFIG_SMP" */
	char *value;	/* as in .config: y, m, 64, "text"; n for "is not set" */
	char *path;	/* the fragment, or check.conf, that asks last */
	long lineno;	/* 0: of a check.conf */
	bool optional;	/* a kernel may lack it */
};

/*
 * Fragments, merged: symbols by name, so that fragments which ask for the same
 * make the same kernel, and the same key, in any order.
 */
struct kconfig {
	struct kconfig_symbol *symbol;
	size_t nr;
};

/* A symbol that did not come out as asked. */
struct kconfig_lost {
	const struct kconfig_symbol *asked;
	struct span got;	/* in .config; "n": not set, empty: not there */
};

/*
 * Merges a fragment: lines CONFIG_X=value, "# CONFIG_X is not set", comments
 * and empty lines. A symbol asked before by another fragment is overridden; one
 * asked twice by the same is refused, as is any other line. 0 or -1 and *why.
 */
int kconfig_add(struct kconfig *k, struct span text, const char *path,
		struct diag *why);

/*
 * Merges what the check.conf at path asks for, "USER_NS", "CONFIG_X=m" each. It
 * overrides fragments; another check that asks otherwise is refused, as both
 * run in one kernel, and so is what names no symbol. 0 or -1 and *why.
 */
int kconfig_ask(struct kconfig *k, char *const *symbol, size_t nr,
		const char *path, struct diag *why);

/* Writes the merged fragments as text for KCONFIG_ALLCONFIG. */
void kconfig_write(const struct kconfig *k, struct buf *out);

/*
 * Compares what was asked with the .config that came of it. Returns the number
 * of symbols lost; *lost is theirs, by name, and the caller's to free; it
 * borrows from both.
 */
size_t kconfig_compare(const struct kconfig *asked, struct span config,
		       struct kconfig_lost **lost);

/* Frees the contents and leaves *k empty. */
void kconfig_release(struct kconfig *k);

#endif
