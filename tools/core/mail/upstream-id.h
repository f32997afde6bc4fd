/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_UPSTREAM_ID_H
#define CORE_MAIL_UPSTREAM_ID_H

#include "core/text/span.h"

/* Which upstream commit a patch says that it carries. */

/* True for a whole id: 40 lower-case hex digits. */
bool is_commit_id(const char *s);

/*
 * True when text has the commit's id, whole or cut to 12 digits or more, as
 * {"linux-git", "ID"} in a test of LTP.
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
