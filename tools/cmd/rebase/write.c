// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase: the moved patches and their series. */
#include "cmd/rebase/write.h"

#include "sys/os/fs.h"

bool rebase_is_kept(const struct rebase_run *r, const struct rebased_patch *p)
{
	if (p->state != REBASE_UPSTREAM)
		return true;
	for (size_t i = 0; i < r->branch->nr_fixes; i++)
		if (r->branch->fix[i]->patch &&
		    !strcmp(r->branch->fix[i]->patch, p->patch->name))
			return true;
	return false;
}

/* The series without the lines of what is upstream; all else as it stands. */
static void write_series(const struct rebase_run *r, struct span text,
			 struct buf *out)
{
	struct span line;

	while (span_line(&text, &line)) {
		struct span name = span_trim(line);
		bool keep = true;
		size_t len = 0;

		while (len < name.len && name.at[len] != ' ' &&
		       name.at[len] != '\t')
			len++;
		name.len = len;
		for (size_t i = 0; i < r->r.nr && keep; i++)
			keep = rebase_is_kept(r, &r->r.patch[i]) ||
			       !span_equals(name, span_of(
				       r->r.patch[i].patch->name));
		if (!keep)
			continue;
		buf_add(out, line.at, line.len);
		buf_addc(out, '\n');
	}
}

int rebase_publish(const struct rebase_run *r, const char *series,
		   struct diag *why)
{
	struct buf was = { 0 }, now = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < r->r.nr; i++)
		if (r->r.patch[i].text.len)
			ret = fs_publish(r->r.patch[i].patch->path,
					 buf_span(&r->r.patch[i].text), why);
	if (!ret)
		ret = fs_read(&was, series, why);
	if (!ret)
		write_series(r, buf_span(&was), &now);
	if (!ret && !span_equals(buf_span(&was), buf_span(&now)))
		ret = fs_publish(series, buf_span(&now), why);
	buf_release(&was);
	buf_release(&now);
	return ret;
}
