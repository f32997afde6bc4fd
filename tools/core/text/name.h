/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_NAME_H
#define CORE_TEXT_NAME_H

#include <stdbool.h>

/* What name_is_plain() wants, for messages. */
#define PLAIN_NAME "letters, digits and . _ + - only, not first . or -"

/*
 * The one rule for names of branches, fixes, checks, targets, modes and bases.
 * They become parts of paths, refs, makefiles and job scripts, where any other
 * character would have to be quoted.
 */
bool name_is_plain(const char *name);

/* True for "CVE-2017-1000": a year, and four digits or more. */
bool is_cve(const char *s);

/* KCIDB's ids begin with an origin, which it allows few letters. */
bool is_kcidb_origin(const char *s);

#endif
