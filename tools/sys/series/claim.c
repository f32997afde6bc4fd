// SPDX-License-Identifier: GPL-2.0-only
/* Does the upstream id that a header claims belong to its change? */
#include "sys/series/claim.h"

#include <stdlib.h>

#include "core/mail/clean.h"
#include "core/mail/upstream-id.h"
#include "core/source/words.h"
#include "sys/series/upstream.h"

/* Subjects may differ in white space where a mail folded them. */
static bool same_subject(const char *a, const char *b)
{
	return words_equal_but_space(span_of(a), span_of(b));
}

/*
 * Checks the claimed commit against the variant's subject and upstream's patch.
 */
static void check_commit(struct compared_fix *f, size_t at,
			 const struct upstream *u)
{
	struct column *col = &f->comparison.column[at];
	const char *subject = variant_subject(&f->side[at].variant);
	const struct variant *up = &f->up.variant;
	char id[GIT_OID_HEXSZ + 1];
	struct diag why;

	if (!same_subject(u->subject, subject) &&
	    !same_subject(u->subject, subject_untagged(subject)))
		column_add_fault(col, xstrfmt("commit %.12s is '%s', not '%s'",
					      u->id, u->subject, subject));
	if (f->two_trees || !strncmp(f->from, "commit ", 7))
		return;
	if (upstream_patch_id(id, buf_span(&up->mail.patch), &why) ||
	    strcmp(id, u->patch_id))
		column_add_fault(col, xstrfmt("commit %.12s has patch-id %.12s, %s has %.12s: not the same change",
					      u->id, u->patch_id, up->path,
					      id));
}

int claim_check(struct compared_fix *f, size_t at,
		const struct compare_from *from, struct diag *why)
{
	struct column *col = &f->comparison.column[at];
	const char *wanted = f->fix ? f->fix->upstream : NULL;
	struct upstream u = { 0 };
	char claim[41];
	int ret;

	variant_claim(&f->side[at].variant, claim);
	if (wanted && !claim[0])
		column_add_fault(col, xstrfmt("its header claims no upstream commit; wanted 'commit %s upstream.'",
					      wanted));
	else if (wanted &&
		 !commit_ids_agree(span_of(claim), span_of(wanted)))
		column_add_fault(col, xstrfmt("its header claims upstream commit %s, backport.conf says %s",
					      claim, wanted));
	if (!claim[0] || !from->repo)
		return 0;
	ret = upstream_find(&u, from->repo, claim, why);
	if (ret > 0)
		column_add_fault(col, xstrfmt("no commit %s in %s: a wrong id, or the repository lacks it",
					      claim, from->repo));
	else if (!ret)
		check_commit(f, at, &u);
	upstream_release(&u);
	return ret < 0 ? -1 : 0;
}
