// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase: the moved patches and their series. */
#include "cmd/rebase/write.h"

#include "core/text/ascii.h"
#include "sys/conf/branch.h"
#include "sys/os/fs.h"

bool rebase_is_kept(const struct rebase_run *r, const struct rebased_patch *p)
{
	return p->state != REBASE_UPSTREAM ||
	       branch_fix_of_patch(r->branch, p->patch->name);
}

/* The line without a -pN: what is written anew has a/ and b/. */
static void add_canonical(struct span line, struct buf *out)
{
	size_t end = 0;

	while (end < line.len) {
		size_t from = end;

		while (end < line.len && is_blank(line.at[end]))
			end++;
		if (end < line.len && line.at[end] == '#')
			end = line.len;
		else if (span_starts(span_skip(line, end), "-p"))
			from = (size_t)-1;
		while (end < line.len && !is_blank(line.at[end]))
			end++;
		if (from != (size_t)-1)
			buf_add(out, line.at + from, end - from);
	}
	buf_addc(out, '\n');
}

/* The patch that a series line names; NULL for a comment and the like. */
static const struct rebased_patch *patch_of(const struct rebase_run *r,
					    struct span line)
{
	struct span name = span_trim(line);
	size_t len = 0;

	while (len < name.len && !is_blank(name.at[len]))
		len++;
	name.len = len;
	for (size_t i = 0; i < r->r.nr; i++)
		if (span_equals(name, span_of(r->r.patch[i].patch->name)))
			return &r->r.patch[i];
	return NULL;
}

/* The series without the lines of what is upstream; all else as it stands. */
static void write_series(const struct rebase_run *r, struct span text,
			 struct buf *out)
{
	struct span line;

	while (span_line(&text, &line)) {
		const struct rebased_patch *p = patch_of(r, line);

		if (p && !rebase_is_kept(r, p))
			continue;
		if (p && p->text.len) {
			add_canonical(line, out);
		} else {
			buf_add(out, line.at, line.len);
			buf_addc(out, '\n');
		}
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
