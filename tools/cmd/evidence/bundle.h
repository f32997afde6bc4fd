/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EVIDENCE_BUNDLE_H
#define CMD_EVIDENCE_BUNDLE_H

#include "core/text/diag.h"
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

#endif
