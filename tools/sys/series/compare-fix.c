// SPDX-License-Identifier: GPL-2.0-only
/* A fix's variants, read and compared with upstream's patch. */
#include "sys/series/compare-fix.h"

#include <stdlib.h>

#include "core/compare/change-in-file.h"
#include "sys/series/claim.h"
#include "sys/series/comparison-files.h"
#include "sys/series/find-upstream.h"

/* Hands a side's files to its changes. */
static void locate(struct changes *changes, const struct patched_files *files)
{
	for (size_t i = 0; i < files->nr; i++)
		if (files->file[i].len)
			changes_locate(changes, i, buf_span(&files->file[i]));
}

static void add_column(struct compared_fix *f, struct compare_side *side)
{
	struct comparison *c = &f->comparison;
	struct column *col = &c->column[c->nr++];

	*col = (struct column){
		.name = side->name, .path = side->variant.path,
		.mail = &side->variant.mail,
		.notes = &side->variant.notes, .unknown = side->unknown,
	};
	changes_cut(&col->changes, &side->variant.patch);
	locate(&col->changes, &side->files);
	col->changes.has_upstreams = side->files.has_other;
}

static void make_comparison(struct compared_fix *f)
{
	struct comparison *c = &f->comparison;

	*c = (struct comparison){
		.fix = f->fix ? f->fix->name : NULL,
		.id = f->fix ? f->fix->upstream : NULL,
		.subject = f->fix ? f->fix->subject :
				    variant_subject(&f->up.variant),
		.from = f->from, .unknown = f->up.unknown,
		.two_trees = f->two_trees,
		/* what stands in for upstream's patch is another variant */
		.notes = f->stands_in ? NULL : &f->up.variant.notes,
		.column = grow_array(NULL, f->nr + 1, sizeof(*c->column)),
	};
	changes_cut(&c->changes, &f->up.variant.patch);
	locate(&c->changes, &f->up.files);
	for (size_t i = 0; i < f->nr; i++)
		add_column(f, &f->side[i]);
	comparison_make(c);
}

/* True when the only variant would be compared with itself. */
static bool is_alone(const struct compared_fix *f)
{
	return f->stands_in && f->nr == 1 && f->side[0].branch == f->stands_in;
}

int compared_fix_make(struct compared_fix *f, const struct compare_from *from,
		      struct diag *why)
{
	int ret = find_upstream(f, from, why);

	if (!ret && is_alone(f) && f->fix && !f->fix->upstream) {
		diag_set(why, NULL, 0, "there is nothing to compare %s with: it is a change of one's own (upstream = none), on one branch",
			 f->from);
		return 1;
	}
	if (!ret && is_alone(f)) {
		diag_set(why, NULL, 0, "there is nothing to compare %s with: put upstream's patch at patches/upstream/%s, or give --upstream or --repo",
			 f->from, f->fix->patch);
		return 1;
	}
	if (!ret)
		ret = comparison_files_read(f, from, why);
	if (ret)
		return ret;
	make_comparison(f);
	for (size_t i = 0; i < f->nr && !ret; i++)
		ret = claim_check(f, i, from, why);
	return ret;
}
