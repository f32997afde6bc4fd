// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sections and keys of backport.conf as tables, and the rows of struct conf
 * that they fill.
 */
#include "sys/conf/table.h"

#include <errno.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"

#define ONE_OF(s, f)	{ #f, ONE, offsetof(struct s, f), 0 }

static const struct key fix_keys[] = {
	ONE_OF(fix, upstream), ONE_OF(fix, subject), ONE_OF(fix, since),
	ONE_OF(fix, patch), ONE_OF(fix, check), ONE_OF(fix, signature),
	ONE_OF(fix, corrects),
	{ "cve", LIST, offsetof(struct fix, cve),
	  offsetof(struct fix, nr_cves) },
	{ "mutant", LIST, offsetof(struct fix, mutant),
	  offsetof(struct fix, nr_mutants) },
	{ "target", TARGETS, offsetof(struct fix, target),
	  offsetof(struct fix, nr_targets) },
	{ 0 }
};

static const struct key target_keys[] = {
	ONE_OF(target, arch), ONE_OF(target, cross), ONE_OF(target, cc),
	ONE_OF(target, llvm), ONE_OF(target, image), ONE_OF(target, goal),
	{ "fragment", LIST, offsetof(struct target, fragment),
	  offsetof(struct target, nr_fragments) },
	{ "package", LIST, offsetof(struct target, package),
	  offsetof(struct target, nr_packages) },
	ONE_OF(target, qemu), ONE_OF(target, accel),
	{ "arg", LIST, offsetof(struct target, qemu_arg),
	  offsetof(struct target, nr_qemu_args) },
	ONE_OF(target, append),
	{ "timeout", NUMBER, offsetof(struct target, timeout_s), 0 },
	{ 0 }
};

static const struct key mode_keys[] = {
	ONE_OF(mode, append),
	{ "fragment", LIST, offsetof(struct mode, fragment),
	  offsetof(struct mode, nr_fragments) },
	{ "target", TARGETS, offsetof(struct mode, target),
	  offsetof(struct mode, nr_targets) },
	{ 0 }
};

static const struct key branch_keys[] = {
	ONE_OF(branch, base),
	{ "base-files", LIST, offsetof(struct branch, base_files),
	  offsetof(struct branch, nr_base_files) },
	{ "base-series", LIST, offsetof(struct branch, base_series),
	  offsetof(struct branch, nr_base_series) },
	{ "base-like", ONE, offsetof(struct branch, base_like), 0 },
	ONE_OF(branch, series), ONE_OF(branch, patches),
	ONE_OF(branch, debian),
	{ "remote", LIST, offsetof(struct branch, remote),
	  offsetof(struct branch, nr_remotes) },
	{ "fragment", LIST, offsetof(struct branch, fragment),
	  offsetof(struct branch, nr_fragments) },
	ONE_OF(branch, hostcflags), ONE_OF(branch, kcflags),
	{ "target", TARGETS, offsetof(struct branch, targets),
	  offsetof(struct branch, nr_targets) },
	{ "fix", FIXES, offsetof(struct branch, fix),
	  offsetof(struct branch, nr_fixes) },
	{ 0 }
};

static const struct key unnamed_remote_keys[] = {
	{ "url", ONE, offsetof(struct conf, remote_url), 0 },
	{ 0 }
};

static const struct key remote_keys[] = {
	ONE_OF(remote, url),
	{ 0 }
};

static const struct key kcidb_keys[] = {
	{ "origin", ONE, offsetof(struct conf, kcidb_origin), 0 },
	{ "tree", ONE, offsetof(struct conf, kcidb_tree), 0 },
	{ 0 }
};

static const struct key tests_keys[] = {
	{ "folder", LIST, offsetof(struct conf, tests),
	  offsetof(struct conf, nr_tests) },
	{ 0 }
};

static const struct key mail_keys[] = {
	{ "from", ONE, offsetof(struct conf, mail_from), 0 },
	{ "to", LIST, offsetof(struct conf, mail_to),
	  offsetof(struct conf, nr_mail_to) },
	{ 0 }
};

#define ROWS_OF(s, n)	{ #s, s##_keys, offsetof(struct conf, s), \
			  offsetof(struct conf, n), sizeof(struct s) }

const struct section sections[NR_SECTIONS] = {
	[FIX] = ROWS_OF(fix, nr_fixes),
	[TARGET] = ROWS_OF(target, nr_targets),
	[MODE] = ROWS_OF(mode, nr_modes),
	[BRANCH] = ROWS_OF(branch, nr_branches),
	[REMOTE] = { "remote", unnamed_remote_keys, 0, 0, 0 },
	[NAMED_REMOTE] = ROWS_OF(remote, nr_remotes),
	[KCIDB] = { "kcidb", kcidb_keys, 0, 0, 0 },
	[TESTS] = { "tests", tests_keys, 0, 0, 0 },
	[MAIL] = { "mail", mail_keys, 0, 0, 0 },
};

/* A day, in seconds: limits grow on slow machines, and must not overflow. */
#define NUMBER_MAX	86400L

/*
 * True when a value goes on in the next line: a '\' ends this one, and no
 * comment does. *quoted: inside of '"', where # and ; begin none.
 */
static bool goes_on(struct span line, bool *quoted)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (c == '\\' && ++i == line.len)
			return true;
		if (c == '"')
			*quoted = !*quoted;
		else if (!*quoted && (c == '#' || c == ';'))
			return false;
	}
	return false;
}

/*
 * For git, an empty line or a comment ends the value that a '\' carried on to
 * it. libgit2 passes over it, and takes the key that follows for more of it.
 */
static int check_lines(const char *path, struct diag *why)
{
	bool on = false, quoted = false, comment;
	struct buf text = { 0 };
	struct span rest, line;
	long lineno = 0;
	int ret = fs_read(&text, path, why);

	rest = buf_span(&text);
	while (!ret && span_line(&rest, &line)) {
		lineno++;
		line = span_trim(line);
		quoted &= on;
		comment = !line.len || (!quoted && strchr("#;", *line.at));
		if (on && comment)
			ret = diag_set(why, path, lineno, "there is nothing here, and the line above ends with a '\\'; remove that");
		on = !comment && goes_on(line, &quoted);
	}
	buf_release(&text);
	return ret;
}

int conf_open(struct git_config **file, const char *path, struct diag *why)
{
	const git_error *e;

	if (check_lines(path, why))
		return -1;
	if (!git_config_open_ondisk(file, path))
		return 0;
	e = git_error_last();
	diag_set(why, path, 0, "cannot read: %s", e->message);
	why->error = e->klass == GIT_ERROR_OS ? EIO : 0;
	return -1;
}

int conf_number(const char *path, const char *name, const char *value, long *n,
		struct diag *why)
{
	char *end;

	errno = 0;
	*n = strtol(value, &end, 10);
	if (errno || *end || end == value || *n <= 0 || *n > NUMBER_MAX)
		return diag_set(why, path, 0,
				"%s is '%s', wanted a number above 0, at most %ld",
				name, value, NUMBER_MAX);
	return 0;
}

static void *section_row(struct conf *c, const struct section *s, size_t i)
{
	return *FIELD(c, s->rows, char *) + i * s->size;
}

char *row_name(void *row)
{
	return *(char **)row;
}

void *section_find(struct conf *c, const struct section *s, const char *name)
{
	for (size_t i = 0; i < *FIELD(c, s->nr, size_t); i++)
		if (!strcmp(row_name(section_row(c, s, i)), name))
			return section_row(c, s, i);
	return NULL;
}

void *section_get(struct conf *c, const struct section *s, const char *name)
{
	size_t *nr = FIELD(c, s->nr, size_t);
	char **rows = FIELD(c, s->rows, char *);
	void *row;

	if (!s->size)
		return c;
	row = section_find(c, s, name);
	if (row)
		return row;
	*rows = grow_array(*rows, *nr + 1, s->size);
	row = *rows + *nr * s->size;
	memset(row, 0, s->size);
	*(char **)row = xstrdup(name);
	++*nr;
	return row;
}

void row_add(void *row, const struct key *key, void *item)
{
	void ***list = FIELD(row, key->offset, void **);
	size_t *nr = FIELD(row, key->nr_offset, size_t);

	*list = grow_array(*list, *nr + 1, sizeof(**list));
	(*list)[(*nr)++] = item;
}

void row_release(void *row, const struct key *keys)
{
	for (const struct key *key = keys; key->name; key++) {
		void **at = FIELD(row, key->offset, void *);

		if (key->kind == LIST)
			for (size_t i = 0;
			     i < *FIELD(row, key->nr_offset, size_t); i++)
				free(((void **)*at)[i]);
		if (key->kind != NUMBER && key->kind != FLAG)
			free(*at);
	}
}

static char *copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

void row_copy(const struct section *s, void *to, const void *from)
{
	memcpy(to, from, s->size);
	*(char **)to = copy(*(char *const *)from);
	for (const struct key *key = s->keys; key->name; key++) {
		void **at = FIELD(to, key->offset, void *), **list;
		size_t nr = key->nr_offset ?
			*FIELD(to, key->nr_offset, size_t) : 0;

		if (key->kind == ONE)
			*at = copy(*at);
		if (!nr)
			continue;
		list = grow_array(NULL, nr, sizeof(*list));
		for (size_t i = 0; i < nr; i++)
			list[i] = key->kind == LIST ?
				copy(((char **)*at)[i]) : ((void **)*at)[i];
		*at = list;
	}
}

void section_release(struct conf *c, const struct section *s)
{
	if (!s->size) {
		row_release(c, s->keys);
		return;
	}
	for (size_t i = 0; i < *FIELD(c, s->nr, size_t); i++) {
		row_release(section_row(c, s, i), s->keys);
		free(row_name(section_row(c, s, i)));
	}
	free(*FIELD(c, s->rows, char *));
}
