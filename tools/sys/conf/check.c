// SPDX-License-Identifier: GPL-2.0-only
/* check.conf: how a check is run. */
#include "sys/conf/check.h"

#include <git2.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "core/text/name.h"
#include "core/text/strings.h"
#include "sys/conf/mode.h"
#include "sys/conf/table.h"
#include "sys/os/fs.h"

#define SURVIVE_S	5	/* when a splat does not say for how long */

#define ONE_OF(f)	{ #f, ONE, offsetof(struct check, f), 0 }
#define LIST_OF(n, nr)	{ #n, LIST, offsetof(struct check, n), \
			  offsetof(struct check, nr) }

static const struct key keys[] = {
	ONE_OF(signature), ONE_OF(append), ONE_OF(splat), ONE_OF(protocol),
	ONE_OF(kunit), ONE_OF(ltp), ONE_OF(selftest),
	LIST_OF(kconfig, nr_kconfig), LIST_OF(mode, nr_modes),
	LIST_OF(target, nr_targets), LIST_OF(arg, nr_args),
	LIST_OF(module, nr_modules), LIST_OF(files, nr_files),
	{ "timeout", NUMBER, offsetof(struct check, timeout_s), 0 },
	{ "survive", NUMBER, offsetof(struct check, survive_s), 0 },
	{ "alone", FLAG, offsetof(struct check, alone), 0 },
	{ 0 }
};

/* A check.conf that is being read. */
struct reading {
	struct check *check;
	const char *path;
	struct diag *why;
};

static int flag(struct reading *r, const char *name, const char *value,
		bool *set)
{
	int parsed;

	if (git_config_parse_bool(&parsed, value))
		return diag_set(r->why, r->path, 0, "%s is '%s', wanted true or false",
				name, value);
	*set = parsed;
	return 0;
}

/* Adds each word of value; only blanks part the words of a command line. */
static void add_words(struct check *c, const struct key *key,
		      const char *value)
{
	const char *parts = strcmp(key->name, "arg") ? ", \t" : " \t";

	while (*(value += strspn(value, parts))) {
		size_t len = strcspn(value, parts);

		row_add(c, key, xstrfmt("%.*s", (int)len, value));
		value += len;
	}
}

static int set(struct reading *r, const struct key *key, const char *name,
	       const char *value)
{
	char **one = FIELD(r->check, key->offset, char *);

	switch (key->kind) {
	case ONE:
		free(*one);
		*one = xstrdup(value);
		return 0;
	case LIST:
		add_words(r->check, key, value);
		return 0;
	case NUMBER:
		return conf_number(r->path, name, value,
				   FIELD(r->check, key->offset, long), r->why);
	case FLAG:
		return flag(r, name, value,
			    FIELD(r->check, key->offset, bool));
	default:
		return 0;
	}
}

static int take(const git_config_entry *entry, void *payload)
{
	struct reading *r = payload;
	const char *dot = strchr(entry->name, '.');

	if (strncmp(entry->name, "check.", 6) || strchr(dot + 1, '.'))
		return diag_set(r->why, r->path, 0,
				"unknown section in '%s', wanted [check]",
				entry->name);
	for (const struct key *key = keys; key->name; key++) {
		if (strcmp(key->name, dot + 1))
			continue;
		if (entry->value)
			return set(r, key, entry->name, entry->value);
		if (key->kind == FLAG)
			return set(r, key, entry->name, "true");
		return diag_set(r->why, r->path, 0, "%s has no '= value'",
				entry->name);
	}
	return diag_set(r->why, r->path, 0, "unknown key '%s'; backport.conf(5) lists them",
			entry->name);
}

/* A file's name in the folder, or a path below it. */
static bool is_inside(const char *path)
{
	return *path && *path != '/' && !strstr(path, "..");
}

static int check_mode_names(struct reading *r, const struct conf *c)
{
	for (size_t i = 0; i < r->check->nr_modes; i++) {
		const char *name = r->check->mode[i];
		bool found = false;

		for (size_t j = 0; j < c->nr_modes; j++)
			found |= !strcmp(c->mode[j].name, name);
		if (!found)
			return diag_set(r->why, r->path, 0, "check.mode names '%s', but there is no [mode \"%s\"]",
					name, name);
	}
	return 0;
}

static int check_paths(struct reading *r)
{
	struct check *c = r->check;

	for (size_t i = 0; i < c->nr_files; i++)
		if (!is_inside(c->files[i]))
			return diag_set(r->why, r->path, 0, "check.files is '%s', wanted a file of the check's folder",
					c->files[i]);
	for (size_t i = 0; i < c->nr_modules; i++)
		if (!name_is_plain(c->module[i]))
			return diag_set(r->why, r->path, 0, "check.module is '%s', wanted a module's name, without .ko",
					c->module[i]);
	if (c->ltp && !is_inside(c->ltp))
		return diag_set(r->why, r->path, 0, "check.ltp is '%s', wanted a program of the check's folder",
				c->ltp);
	return 0;
}

/* "DIR" or "DIR:PROGRAM": see sys/boot/selftest.h. */
static bool is_selftest(const char *name)
{
	size_t len = strcspn(name, ":");

	return is_inside(name) && len && name[len - 1] != '/' &&
	       !strpbrk(name, " \t") &&
	       (!name[len] || name_is_plain(name + len + 1));
}

/* What runs in place of check.c. */
static int check_kind(struct reading *r)
{
	const struct check *c = r->check;

	if (!!c->kunit + !!c->ltp + !!c->selftest > 1)
		return diag_set(r->why, r->path, 0, "it has more than one of kunit, ltp and selftest");
	if (!c->selftest)
		return 0;
	if (!is_selftest(c->selftest))
		return diag_set(r->why, r->path, 0, "check.selftest is '%s', wanted FOLDER or FOLDER:PROGRAM below the kernel's tools/testing/selftests",
				c->selftest);
	if (c->protocol)
		return diag_set(r->why, r->path, 0, "check.protocol is LTP's, but a selftest ends as selftests do");
	return 0;
}

/* Asks what only the whole file can tell. */
static int complete(struct reading *r, const struct conf *conf)
{
	struct check *c = r->check;
	regex_t compiled;

	if (c->protocol && strcmp(c->protocol, "ltp"))
		return diag_set(r->why, r->path, 0, "check.protocol is '%s', wanted 'ltp'",
				c->protocol);
	if (check_kind(r))
		return -1;
	if (c->survive_s && !c->splat)
		return diag_set(r->why, r->path, 0, "check.survive wants a splat");
	if (c->splat && regcomp(&compiled, c->splat, REG_EXTENDED | REG_NOSUB))
		return diag_set(r->why, r->path, 0, "check.splat is '%s', which is no extended regular expression",
				c->splat);
	if (c->splat) {
		bool any = !regexec(&compiled, "", 0, NULL, 0);

		regfree(&compiled);
		if (any)
			return diag_set(r->why, r->path, 0, "check.splat is '%s', which is in every line that a kernel says",
					c->splat);
	}
	if (c->splat && !c->survive_s)
		c->survive_s = SURVIVE_S;
	return check_mode_names(r, conf) || check_paths(r) ? -1 : 0;
}

static int read_one(struct check *check, const struct conf *c, const char *root,
		    struct diag *why)
{
	char *path = xstrfmt("%s/" CHECKS "/%s/check.conf", root, check->name);
	struct reading r = { check, path, why };
	git_config *file = NULL;
	int ret = 0;

	if (!fs_exists(path))
		goto out;
	diag_clear(why);
	ret = fs_check_file(path, why);
	if (!ret)
		ret = conf_open(&file, path, why);
	if (!ret && git_config_foreach(file, take, &r) &&
	    !(ret = *why->text ? -1 : 0))
		ret = diag_set(why, path, 0, "cannot read: %s",
			       git_error_last()->message);
	if (!ret)
		ret = complete(&r, c);
	git_config_free(file);
out:
	free(path);
	return ret;
}

int check_read(struct check *check, const struct conf *c, const char *root,
	       const char *name, struct diag *why)
{
	*check = (struct check){ .name = xstrdup(name) };
	if (!name_is_plain(name))
		return diag_set(why, NULL, 0, "'%s' is no name that files can have: "
				PLAIN_NAME, name);
	return read_one(check, c, root, why);
}

void check_release(struct check *check)
{
	row_release(check, keys);
	free(check->name);
}

/* The number of the check of that name, which is added when it is new. */
static size_t get(struct conf *c, const char *name)
{
	for (size_t i = 0; i < c->nr_checks; i++)
		if (!strcmp(c->check[i].name, name))
			return i;
	c->check = grow_array(c->check, c->nr_checks + 1, sizeof(*c->check));
	c->check[c->nr_checks] = (struct check){ .name = xstrdup(name) };
	return c->nr_checks++;
}

static const char *same_module(const struct check *a, const struct check *b)
{
	for (size_t i = 0; i < a->nr_modules; i++)
		for (size_t j = 0; j < b->nr_modules; j++)
			if (!strcmp(a->module[i], b->module[j]))
				return a->module[i];
	return NULL;
}

/* Modules of two checks are kept in one folder. */
static int check_modules_differ(const struct conf *c, struct diag *why)
{
	for (size_t i = 0; i < c->nr_checks; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct check *a = &c->check[j], *b = &c->check[i];
			const char *name = same_module(a, b);

			if (name)
				return diag_set(why, NULL, 0, "the checks '%s' and '%s' both have a module '%s'",
						a->name, b->name, name);
		}
	}
	return 0;
}

int checks_read(struct conf *c, const char *root, struct diag *why)
{
	for (size_t i = 0; i < c->nr_fixes; i++) {
		const char *name = c->fix[i].check;

		if (!name_is_plain(name))
			return diag_set(why, NULL, 0, "fix.%s.check is '%s', which is no name that files can have: "
					PLAIN_NAME, c->fix[i].name, name);
		get(c, name);
	}
	for (size_t i = 0; i < c->nr_checks; i++)
		if (read_one(&c->check[i], c, root, why))
			return -1;
	for (size_t i = 0; i < c->nr_fixes; i++)
		c->fix[i].checked_by = &c->check[get(c, c->fix[i].check)];
	return check_modules_differ(c, why);
}

void checks_release(struct conf *c)
{
	for (size_t i = 0; i < c->nr_checks; i++)
		check_release(&c->check[i]);
	free(c->check);
}

const struct check *branch_check(const struct branch *b, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (b->fix[j]->checked_by == b->fix[i]->checked_by)
			return NULL;
	return b->fix[i]->checked_by;
}

char *check_modules(const char *root, const struct check *c)
{
	return xstrfmt("%s/" CHECKS "/%s/module", root, c->name);
}

const char *fix_signature(const struct fix *f)
{
	const struct check *c = f->checked_by;

	return f->signature ? f->signature : c->signature ? c->signature :
		c->splat ? "splat" : c->name;
}

static bool among(char *const *list, size_t nr, const char *name)
{
	for (size_t i = 0; i < nr; i++)
		if (!strcmp(list[i], name))
			return true;
	return !nr;
}

bool check_in_mode(const struct check *c, const struct mode *mode)
{
	return among(c->mode, c->nr_modes, mode->name) &&
	       (c->nr_modes || !mode_is_built(mode));
}

/* Asks whether a check of the branch runs in that mode. */
static bool is_asked(const struct branch *b, const struct mode *mode)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (check_in_mode(b->fix[i]->checked_by, mode))
			return true;
	return false;
}

int branch_find_modes(struct branch *b, const struct conf *c, struct diag *why)
{
	b->mode = grow_array(NULL, c->nr_modes, sizeof(*b->mode));
	for (size_t i = 0; i < c->nr_modes; i++) {
		const struct mode *m = &c->mode[i];

		if (mode_on_target(m, b->target) &&
		    (!mode_is_built(m) || is_asked(b, m)))
			b->mode[b->nr_modes++] = *m;
	}
	for (size_t f = 0; f < b->nr_fixes; f++) {
		size_t i = 0;

		while (i < b->nr_modes &&
		       !check_in_mode(b->fix[f]->checked_by, &b->mode[i]))
			i++;
		if (i == b->nr_modes)
			return diag_set(why, NULL, 0, "no mode in which check '%s' runs is for the target %s of branch '%s'",
					b->fix[f]->check, b->target->name,
					b->line);
	}
	return 0;
}

bool check_on_target(const struct check *c, const char *target)
{
	return among(c->target, c->nr_targets, target);
}

bool check_is_alone(const struct check *c)
{
	return c->alone || c->splat || (c->append && *c->append);
}
