/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_BUNDLE_H
#define CMD_EVIDENCE_BUNDLE_H

#include "core/text/diag.h"
#include "sys/conf/conf.h"
#include "sys/os/tar.h"

/*
 * Reads a bundle's file. 0; 1 and *why when it is damaged; -1 and *why when
 * it cannot be read. members_release() either way.
 */
int evidence_read(struct members *m, const char *path, struct diag *why);

/*
 * Writes the members below a new folder, whose path the caller removes and
 * frees. NULL and *why.
 */
char *evidence_unpack(const struct members *m, struct diag *why);

/* Removes an unpacked bundle, and what was built of it in the cache. */
void evidence_remove(const char *folder);

/*
 * Reads the configuration of a bundle that is unpacked in folder, as far as
 * nothing outside the bundle is opened for it or for what it names; *branch is
 * the one of that name. 0; 1 and *why when it is not so. conf_release() either
 * way.
 */
int evidence_conf(const struct members *m, const char *folder,
		  const char *name, struct conf *conf,
		  const struct branch **branch, struct diag *why);

#endif
