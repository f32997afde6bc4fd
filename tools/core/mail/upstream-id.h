/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_UPSTREAM_ID_H
#define CORE_MAIL_UPSTREAM_ID_H

#include "core/text/span.h"

/* Which upstream commit a patch says that it carries. */

/*
 * Digits of a commit's id: the fewest by which submitting-patches.rst lets a
 * commit be named, and all of them.
 */
#define COMMIT_ID_LEAST	12
#define COMMIT_ID_WHOLE	40

/* True for a commit's id, whole or abbreviated: 12 to 40 lower-case digits. */
bool is_commit_id(const char *s);

/* True for all 40 of them. */
bool is_whole_commit_id(const char *s);

/*
 * True when the two may name the same commit: neither is empty, and the shorter
 * begins the longer; upper and lower case are the same.
 */
bool commit_ids_agree(struct span a, struct span b);

/*
 * True when text has the commit's id in 12 to 40 digits, as {"linux-git", "ID"}
 * in a test of LTP.
 */
bool names_commit(struct span text, const char *id);

/*
 * The upstream id that the message claims, in either accepted form of
 * stable-kernel-rules.rst, beginning at byte *at (may be NULL): hex digits, as
 * many as stand there. Empty when there is none; *from as in tags_next().
 */
struct span upstream_id_next(struct span message, size_t *from, size_t *at);

/*
 * The upstream id that a header (all of a file above its diff) claims in any of
 * the forms of the five profiles: stable's, "(cherry picked from commit ID" and
 * "(backported from commit ID" of Ubuntu and Android, SUSE's Git-commit:, and
 * DEP-3's Origin: and Applied-Upstream:, with commit:ID or a link that ends in
 * an id. Hex digits, 12 to 40 of them; empty when there is none.
 */
struct span upstream_id_claimed(struct span header);

#endif
