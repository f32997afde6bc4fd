// SPDX-License-Identifier: GPL-2.0-only
/* The record of a checkout: one line per file, "exec id size inode mtime path". */
#include "sys/git/checkout-stamps.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"

static const char first_line[] = "backport checkout 1\n";

void stamps_release(struct stamps *s)
{
	for (size_t i = 0; i < s->nr; i++)
		free(s->at[i].path);
	free(s->at);
	*s = (struct stamps){ 0 };
}

static struct stamp *add(struct stamps *s)
{
	s->at = grow_for_one(s->at, s->nr, &s->cap, sizeof(*s->at));
	return &s->at[s->nr++];
}

static int64_t mtime_of(const struct stat *st)
{
	return st->st_mtim.tv_sec * INT64_C(1000000000) + st->st_mtim.tv_nsec;
}

void stamps_add(struct stamps *s, const char *path, const git_oid *id,
		const struct stat *st)
{
	struct stamp *stamp = add(s);

	stamp->path = xstrdup(path);
	git_oid_cpy(&stamp->id, id);
	stamp->exec = st->st_mode & S_IXUSR;
	stamp->size = st->st_size;
	stamp->inode = st->st_ino;
	stamp->mtime_ns = mtime_of(st);
}

bool stamp_holds(const struct stamp *stamp, const struct stat *st)
{
	return stamp->mtime_ns == mtime_of(st) &&
	       stamp->size == (uint64_t)st->st_size &&
	       stamp->inode == st->st_ino &&
	       stamp->exec == !!(st->st_mode & S_IXUSR);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct stamp *)a)->path,
		      ((const struct stamp *)b)->path);
}

const struct stamp *stamps_find(const struct stamps *s, const char *path)
{
	const struct stamp key = { .path = (char *)path };

	return s->nr ? bsearch(&key, s->at, s->nr, sizeof(key), by_path) : NULL;
}

/* The lines end with NUL or \n, so that the numbers stop there. */
static bool parse(struct stamps *s, struct span line)
{
	struct stamp stamp = { 0 };
	const char *at = line.at + 2;
	char *end;

	if (line.len < 2 + GIT_OID_HEXSZ + 8 ||
	    git_oid_fromstrn(&stamp.id, at, GIT_OID_HEXSZ))
		return false;
	stamp.exec = line.at[0] == 'x';
	stamp.size = strtoull(at + GIT_OID_HEXSZ, &end, 10);
	stamp.inode = strtoull(end, &end, 10);
	stamp.mtime_ns = strtoll(end, &end, 10);
	if (*end != ' ' || end >= line.at + line.len)
		return false;
	stamp.path = span_copy((struct span){
		end + 1, (size_t)(line.at + line.len - end - 1) });
	*add(s) = stamp;
	return true;
}

int stamps_read(struct stamps *s, const char *path, struct diag *why)
{
	struct buf b = { 0 };
	struct span rest, line;
	bool good;

	*s = (struct stamps){ 0 };
	if (fs_read(&b, path, why)) {
		buf_release(&b);
		return -1;
	}
	rest = buf_span(&b);
	good = span_starts(rest, first_line) && span_line(&rest, &line);
	while (good && span_line(&rest, &line))
		good = parse(s, line);
	if (!good)
		stamps_release(s);
	if (s->nr)
		qsort(s->at, s->nr, sizeof(*s->at), by_path);
	buf_release(&b);
	return 0;
}

int stamps_write(const struct stamps *s, const char *path, struct diag *why)
{
	struct buf b = { 0 };
	char hex[GIT_OID_HEXSZ + 1];
	int ret;

	buf_adds(&b, first_line);
	for (size_t i = 0; i < s->nr; i++) {
		const struct stamp *stamp = &s->at[i];

		if (strchr(stamp->path, '\n'))
			continue;	/* looked at each time */
		buf_addf(&b, "%c %s %" PRIu64 " %" PRIu64 " %" PRId64 " %s\n",
			 stamp->exec ? 'x' : '-',
			 git_oid_tostr(hex, sizeof(hex), &stamp->id),
			 stamp->size, stamp->inode, stamp->mtime_ns,
			 stamp->path);
	}
	ret = fs_publish(path, buf_span(&b), why);
	buf_release(&b);
	return ret;
}
