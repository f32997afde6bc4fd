// SPDX-License-Identifier: GPL-2.0-only
/* backport.conf: git-config syntax, read with libgit2 into plain structs. */
#include "sys/conf/conf.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "core/mail/upstream-id.h"
#include "core/text/buf.h"
#include "core/text/name.h"
#include "core/text/strings.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/conf/check.h"
#include "sys/conf/known-names.h"
#include "sys/conf/mode.h"
#include "sys/conf/remote.h"
#include "sys/conf/series-order.h"
#include "sys/conf/table.h"
#include "sys/conf/target.h"
#include "sys/os/fs.h"

struct reading {
	struct conf *conf;
	const char *path;
	struct diag *why;
};

static int refer(struct reading *r, const struct section *to, const char *name,
		 const char *value, void **row)
{
	*row = section_find(r->conf, to, value);
	if (*row)
		return 0;
	return diag_set(r->why, r->path, 0, "%s names '%s', but there is no [%s \"%s\"]",
			name, value, to->name, value);
}

/* What is named twice would be asked for twice. */
static int refer_add(struct reading *r, void *row, const struct key *key,
		   const char *name, void *other)
{
	void **list = *FIELD(row, key->offset, void **);

	for (size_t i = 0; i < *FIELD(row, key->nr_offset, size_t); i++)
		if (list[i] == other)
			return diag_set(r->why, r->path, 0, "%s names '%s' twice",
					name, row_name(other));
	row_add(row, key, other);
	return 0;
}

static int set(struct reading *r, void *row, const struct key *key,
	       const char *name, const char *value)
{
	char **one = FIELD(row, key->offset, char *);
	void *other;

	switch (key->kind) {
	case ONE:
		free(*one);
		*one = xstrdup(value);
		return 0;
	case LIST:
		row_add(row, key, xstrdup(value));
		return 0;
	case NUMBER:
		return conf_number(r->path, name, value,
				   FIELD(row, key->offset, long), r->why);
	case FLAG:	/* no section has one */
		return 0;
	case TARGETS:
	case FIXES:
		if (refer(r, &sections[key->kind == FIXES ? FIX : TARGET],
			  name, value, &other))
			return -1;
		return refer_add(r, row, key, name, other);
	}
	return 0;
}

/* A file's name below patches/BRANCH: names joined by slashes. */
static bool is_file_name(const char *name)
{
	if (strpbrk(name, " \t\n\\"))
		return false;
	while (*name && !strchr("/.-", *name)) {
		name = strchrnul(name, '/');
		if (!*name)
			return true;
		name++;
	}
	return false;
}

/* Takes a variable of section s; others are left to their own pass. */
static int take(struct reading *r, const struct section *s,
		const git_config_entry *entry)
{
	const char *dot = strchr(entry->name, '.');
	const char *last = strrchr(entry->name, '.');
	size_t len = dot - entry->name;
	char *row_of;
	void *row;

	if (strlen(s->name) != len || strncmp(s->name, entry->name, len))
		return 0;
	/* [remote] may have a name, or none. */
	if (s == &sections[dot == last ? NAMED_REMOTE : REMOTE])
		return 0;
	if (s->size && dot == last)
		return diag_set(r->why, r->path, 0,
				"%s stands in [%s] without a name, wanted [%s \"NAME\"]",
				entry->name, s->name, s->name);
	if (!s->size && dot != last && s != &sections[REMOTE])
		return diag_set(r->why, r->path, 0, "%s stands in a [%s] with a name, wanted [%s]",
				entry->name, s->name, s->name);
	if (!entry->value)
		return diag_set(r->why, r->path, 0, "%s has no '= value'",
				entry->name);
	row_of = dot == last ? xstrdup("") : span_copy((struct span){
		dot + 1, (size_t)(last - dot - 1) });
	if (s->size && !name_is_plain(row_of)) {
		diag_set(r->why, r->path, 0,
			 "[%s \"%s\"] is no name that files can have: "
			 PLAIN_NAME, s->name, row_of);
		free(row_of);
		return -1;
	}
	row = section_get(r->conf, s, row_of);
	free(row_of);
	for (const struct key *key = s->keys; key->name; key++)
		if (!strcmp(key->name, last + 1))
			return set(r, row, key, entry->name, entry->value);
	return diag_set(r->why, r->path, 0, "unknown key '%s'; backport.conf(5) lists them",
			entry->name);
}

static bool known(const char *name)
{
	for (size_t i = 0; i < NR_SECTIONS; i++) {
		size_t len = strlen(sections[i].name);

		if (!strncmp(name, sections[i].name, len) && name[len] == '.')
			return true;
	}
	return false;
}

/* One pass over the file for one kind of section; NULL: all must be known. */
static int pass(struct reading *r, git_config *file, const struct section *s)
{
	git_config_iterator *it = NULL;
	git_config_entry *entry;
	int ret = 0, got = 0;

	if (git_config_iterator_new(&it, file))
		return diag_set(r->why, r->path, 0, "cannot read: %s",
				git_error_last()->message);
	while (!ret && !(got = git_config_next(&entry, it))) {
		if (s)
			ret = take(r, s, entry);
		else if (!known(entry->name))
			ret = diag_set(r->why, r->path, 0,
				       "unknown section in '%s'; backport.conf(5) lists them",
				       entry->name);
	}
	git_config_iterator_free(it);
	if (!ret && got != GIT_ITEROVER)
		ret = diag_set(r->why, r->path, 0, "cannot read: %s",
			       git_error_last()->message);
	return ret;
}

static bool given(const char *value)
{
	return value && *value;
}

/* Where a fix's bug comes in with another fix, that is one of them. */
static int check_corrects(struct reading *r, const struct fix *f)
{
	if (!f->corrects)
		return 0;
	for (size_t i = 0; i < r->conf->nr_fixes; i++)
		if (&r->conf->fix[i] != f &&
		    !strcmp(r->conf->fix[i].name, f->corrects))
			return 0;
	return diag_set(r->why, r->path, 0,
			"fix.%s.corrects is '%s', but there is no other [fix \"%s\"]",
			f->name, f->corrects, f->corrects);
}

static int complete_fix(struct reading *r, const struct fix *f)
{
	if (!given(f->upstream) || !given(f->patch) || !given(f->check))
		return diag_set(r->why, r->path, 0,
				"[fix \"%s\"] wants upstream, patch and check",
				f->name);
	if (strcmp(f->upstream, "none") && !is_commit_id(f->upstream))
		return diag_set(r->why, r->path, 0,
				"fix.%s.upstream is '%s', wanted a commit's id, 12 to 40 lower-case hex digits, or none",
				f->name, f->upstream);
	if (!is_file_name(f->patch))
		return diag_set(r->why, r->path, 0,
				"fix.%s.patch is '%s', wanted a file's name as below patches/BRANCH",
				f->name, f->patch);
	for (size_t i = 0; i < f->nr_cves; i++)
		if (!is_cve(f->cve[i]))
			return diag_set(r->why, r->path, 0,
					"fix.%s.cve is '%s', wanted CVE-YEAR-NUMBER",
					f->name, f->cve[i]);
	return check_corrects(r, f);
}

/* A team's own change has no upstream commit. */
static void forget_none(struct fix *f)
{
	if (strcmp(f->upstream, "none"))
		return;
	free(f->upstream);
	f->upstream = NULL;
}

static int complete_mode(struct reading *r, const struct mode *m)
{
	if (strcmp(m->name, "plain") || !mode_is_built(m))
		return 0;
	return diag_set(r->why, r->path, 0, "[mode \"plain\"] has a fragment, but plain is the kernel without any; give the mode another name");
}

static int complete_branch(struct reading *r, const struct branch *b)
{
	if (!given(b->base) || !b->nr_targets)
		return diag_set(r->why, r->path, 0,
				"[branch \"%s\"] wants base and target",
				b->name);
	for (size_t i = 0; i < b->nr_remotes; i++)
		if (remote_check(r->conf, b, b->remote[i], r->path, r->why))
			return -1;
	if (b->base_like && strcmp(b->base_like, "quilt"))
		return diag_set(r->why, r->path, 0,
				"branch.%s.base-like is '%s', wanted quilt",
				b->name, b->base_like);
	if (given(b->debian) && !name_is_plain(b->debian))
		return diag_set(r->why, r->path, 0,
				"branch.%s.debian is '%s', wanted a package's name",
				b->name, b->debian);
	return 0;
}

static int complete_remote(struct reading *r, const char *name,
			   const char *url)
{
	if (!given(url) || *url != '-')
		return 0;
	return diag_set(r->why, r->path, 0,
			"remote.%s%surl is '%s', wanted a repository's address",
			name ? name : "", name ? "." : "", url);
}

/* Asks what only the whole file can tell. */
static int complete(struct reading *r)
{
	struct conf *c = r->conf;

	if (c->kcidb_origin && !is_kcidb_origin(c->kcidb_origin))
		return diag_set(r->why, r->path, 0,
				"kcidb.origin is '%s', wanted lower-case letters, digits and _",
				c->kcidb_origin);
	for (size_t i = 0; i < c->nr_fixes; i++)
		if (complete_fix(r, &c->fix[i]))
			return -1;
	for (size_t i = 0; i < c->nr_fixes; i++)
		forget_none(&c->fix[i]);
	for (size_t i = 0; i < c->nr_targets; i++)
		if (target_complete(&c->target[i], r->path, r->why))
			return -1;
	for (size_t i = 0; i < c->nr_modes; i++)
		if (complete_mode(r, &c->mode[i]))
			return -1;
	for (size_t i = 0; i < c->nr_branches; i++)
		if (complete_branch(r, &c->branch[i]))
			return -1;
	for (size_t i = 0; i < c->nr_remotes; i++)
		if (complete_remote(r, c->remote[i].name, c->remote[i].url))
			return -1;
	return complete_remote(r, NULL, c->remote_url);
}

/* Takes from a branch what its target cannot show. */
static void keep_fixes(struct branch *b)
{
	size_t nr = 0;

	b->nr_named = b->nr_fixes;
	b->named = grow_array(NULL, b->nr_named, sizeof(*b->named));
	memcpy(b->named, b->fix, b->nr_named * sizeof(*b->named));
	for (size_t i = 0; i < b->nr_fixes; i++) {
		struct fix *f = b->fix[i];
		bool here = !f->nr_targets;

		for (size_t k = 0; k < f->nr_targets; k++)
			here |= f->target[k] == b->target;
		if (here && check_on_target(f->checked_by, b->target->name))
			b->fix[nr++] = f;
	}
	b->nr_fixes = nr;
}

/* Makes one branch for each target of each section. */
static int spread(struct reading *r)
{
	struct conf *c = r->conf;
	struct branch *of = c->branch, *to;
	size_t nr = c->nr_branches, rows = 0;

	for (size_t i = 0; i < nr; i++) {
		if (branch_is_read_only(&of[i]))
			strings_add(&c->read_only, of[i].name);
		if (!of[i].nr_fixes) {
			strings_add(&c->without_fix, of[i].name);
			of[i].nr_targets = 0;
		}
		rows += of[i].nr_targets;
	}
	to = grow_array(NULL, rows, sizeof(*to));
	rows = 0;
	for (size_t i = 0; i < nr; i++)
		for (size_t k = 0; k < of[i].nr_targets; k++) {
			struct branch *b = &to[rows++];

			row_copy(&sections[BRANCH], b, &of[i]);
			b->line = b->name;
			b->target = b->targets[k];
			b->again = k > 0;
			b->name = b->nr_targets == 1 ? xstrdup(b->line) :
				xstrfmt("%s@%s", b->line, b->target->name);
			keep_fixes(b);
		}
	section_release(c, &sections[BRANCH]);
	c->branch = to;
	c->nr_branches = rows;
	for (size_t i = 0; i < rows; i++) {
		if (!to[i].nr_fixes)
			return diag_set(r->why, r->path, 0,
					"[branch \"%s\"] has no fix for the target %s",
					to[i].line, to[i].target->name);
		if (branch_find_modes(&to[i], c, r->why))
			return -1;
	}
	return 0;
}

int conf_read(struct conf *c, const char *root, const char *path,
	      struct diag *why)
{
	struct reading r = { c, path, why };
	git_config *file = NULL;
	int ret = -1;

	memset(c, 0, sizeof(*c));
	if (!fs_exists(path) || fs_is_folder(path))
		return diag_set(why, path, 0,
				"no such file here or in a folder above; run in a project, or give -C or --conf");
	if (fs_check_file(path, why))
		return -1;
	git_libgit2_init();
	if (conf_open(&file, path, why))
		goto out;
	if (pass(&r, file, NULL))
		goto out;
	for (size_t i = 0; i < NR_SECTIONS; i++)
		if (pass(&r, file, &sections[i]))
			goto out;
	conf_add_plain(c);
	ret = complete(&r);
	if (!ret)
		ret = checks_read(c, root, why);
	if (!ret)
		ret = spread(&r);
	for (size_t i = 0; !ret && i < c->nr_branches; i++)
		ret = series_order(&c->branch[i], root, why);
out:
	git_config_free(file);
	git_libgit2_shutdown();
	return ret;
}

void conf_release(struct conf *c)
{
	for (size_t i = 0; i < c->nr_branches; i++) {
		free(c->branch[i].line);
		free(c->branch[i].mode);
		free(c->branch[i].named);
	}
	for (size_t i = 0; i < NR_SECTIONS; i++)
		section_release(c, &sections[i]);
	checks_release(c);
	strings_release(&c->without_fix);
	strings_release(&c->read_only);
	memset(c, 0, sizeof(*c));
}

const struct branch *conf_branch(const struct conf *c, const char *name,
				 struct diag *why)
{
	for (size_t i = 0; i < c->nr_branches; i++)
		if (branch_is_called(&c->branch[i], name))
			return &c->branch[i];
	if (strings_have(&c->without_fix, name)) {
		diag_set(why, NULL, 0, "branch '%s' has no fix yet; 'backport add PATCH --branches %s' takes one in",
			 name, name);
		return NULL;
	}
	no_such_branch(c, name, why);
	return NULL;
}
