// SPDX-License-Identifier: GPL-2.0-only
/* The patches of a comparison: read, and freed. */
#include "sys/series/compared-fix.h"

#include <stdlib.h>

#include "sys/conf/branch-files.h"
#include "sys/os/fs.h"

static void side_release(struct compare_side *side)
{
	variant_release(&side->variant);
	patched_files_release(&side->files);
	free(side->unknown);
	free(side->name);
}

void compared_fix_release(struct compared_fix *f)
{
	comparison_release(&f->comparison);
	for (size_t i = 0; i < f->nr; i++)
		side_release(&f->side[i]);
	side_release(&f->up);
	free(f->side);
	free(f->tree);
	free(f->from);
	*f = (struct compared_fix){ 0 };
}

bool branch_has_fix(const struct branch *b, const struct fix *fix)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (b->fix[i] == fix)
			return true;
	return false;
}

static struct compare_side *add_side(struct compared_fix *f, const char *name)
{
	f->side = grow_array(f->side, f->nr + 1, sizeof(*f->side));
	f->side[f->nr] = (struct compare_side){ .name = xstrdup(name) };
	return &f->side[f->nr++];
}

static int read_side(struct compare_side *side, const char *path,
		     const struct series_entry *as, struct diag *why)
{
	if (variant_read_as(&side->variant, path, as, why))
		return -1;
	if (!side->variant.patch.nr)
		return diag_set(why, path, 0,
				"no diff in it: nothing to compare");
	return 0;
}

/*
 * How the branch's series applies the patch: as any patch when it is not in it.
 * 0 or -1 and *why.
 */
static int find_entry(struct series_entry *as, const struct branch *b,
		      const char *root, const char *patch, struct diag *why)
{
	char *path = branch_series(b, root);
	struct buf text = { 0 };
	struct series s = { 0 };
	int ret = branch_series_read(&text, b, root, why);

	*as = (struct series_entry){ .strip = 1 };
	if (!ret)
		ret = series_parse(&s, buf_span(&text), path, why);
	for (size_t i = 0; i < s.nr && !ret; i++)
		if (!strcmp(s.entry[i].name, patch))
			*as = (struct series_entry){
				.strip = s.entry[i].strip,
				.reverse = s.entry[i].reverse };
	series_release(&s);
	buf_release(&text);
	free(path);
	return ret < 0 ? -1 : 0;
}

int compared_fix_add_branch(struct compared_fix *f, const struct branch *b,
			    struct diag *why)
{
	struct compare_side *side = add_side(f, b->line);
	char *path = branch_patch(b, f->root, f->fix->patch);
	struct series_entry as;
	int ret = find_entry(&as, b, f->root, f->fix->patch, why);

	side->branch = b;
	if (!ret)
		ret = fs_exists(path) ? read_side(side, path, &as, why) :
			diag_set(why, path, 0, "branch %s has no variant of the fix '%s' yet; 'backport port PATCH --to %s' makes it",
			 b->line, f->fix->name, b->line);
	free(path);
	return ret;
}

int compared_fix_add_file(struct compared_fix *f, const char *path,
			  struct diag *why)
{
	const char *slash = strrchr(path, '/');
	struct compare_side *side = add_side(f, slash ? slash + 1 : path);
	char *dot = strrchr(side->name, '.');

	if (dot && dot != side->name)
		*dot = '\0';
	return read_side(side, path, &(struct series_entry){ .strip = 1 }, why);
}
