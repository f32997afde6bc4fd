// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: does the upstream id that a header claims belong to its change? */
#include "cmd/compare/compare.h"

#include <stdlib.h>
#include <strings.h>

#include "sys/os/fs.h"

static void add_fault(struct column *col, char *sentence)
{
	col->fault = grow_array(col->fault, col->nr_faults + 1,
				sizeof(*col->fault));
	col->fault[col->nr_faults++] = sentence;
}

/* Subjects may differ in white space where a mail folded them. */
static bool same_subject(const char *a, const char *b)
{
	return words_equal_but_space(span_of(a), span_of(b));
}

/* The commit that a claim names, held against the variant's subject and upstream's patch. */
static void check_commit(const struct comparison *c, struct column *col,
			 const struct upstream *u)
{
	char id[GIT_OID_HEXSZ + 1];
	struct diag why;

	if (!same_subject(u->subject, variant_subject(&col->variant)))
		add_fault(col, fs_path("commit %.12s is '%s', not '%s'", u->id,
				       u->subject,
				       variant_subject(&col->variant)));
	if (c->two_trees || !strncmp(c->from, "commit ", 7))
		return;
	if (upstream_patch_id(id, buf_span(&c->up.mail.patch), &why) ||
	    strcmp(id, u->patch_id))
		add_fault(col, fs_path("commit %.12s has patch-id %.12s, %s has %.12s: not the same change",
				       u->id, u->patch_id, c->up.path, id));
}

int compare_check_claim(const struct asked *a, const struct comparison *c,
			struct column *col, struct diag *why)
{
	struct upstream u = { 0 };
	char claim[41];
	int ret;

	variant_claim(&col->variant, claim);
	if (c->fix && !claim[0])
		add_fault(col, fs_path("its header claims no upstream commit; wanted 'commit %s upstream.'",
				       c->fix->upstream));
	else if (c->fix && strcasecmp(claim, c->fix->upstream))
		add_fault(col, fs_path("its header claims upstream commit %s, backport.conf says %s",
				       claim, c->fix->upstream));
	if (!claim[0] || !a->repo)
		return 0;
	ret = upstream_find(&u, a->repo, claim, why);
	if (ret > 0)
		add_fault(col, fs_path("no commit %s in %s: a wrong id, or the repository lacks it",
				       claim, a->repo));
	else if (!ret)
		check_commit(c, col, &u);
	upstream_release(&u);
	return ret < 0 ? -1 : 0;
}
