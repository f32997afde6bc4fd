// SPDX-License-Identifier: GPL-2.0-only
/* What a branch's checks bring into the guest. */
#include "sys/boot/guest.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "guest/plan.h"
#include "sys/boot/busybox.h"
#include "sys/boot/compile.h"
#include "sys/build/confine.h"
#include "sys/os/fs.h"

#define PROGRAM		"check"
#define SCRIPT		"check.sh"

/* What is being found. */
struct finding {
	const char *root;
	const struct branch *branch;
	struct guest_check *into;
};

/* A file of the check, empty so far. */
static struct buf *add_file(struct guest_check *c, const char *name,
			    unsigned int mode)
{
	struct guest_file *f;

	c->file = grow_array(c->file, c->nr + 1, sizeof(*c->file));
	f = &c->file[c->nr++];
	*f = (struct guest_file){ .name = xstrdup(name),
				  .mode = S_IFREG | mode };
	return &f->bytes;
}

static char *in_folder(const struct finding *f, const char *name)
{
	return xstrfmt("%s/" CHECKS "/%s/%s", f->root, f->into->check->name,
		       name);
}

static bool has(const struct finding *f, const char *name)
{
	char *path = in_folder(f, name);
	bool found = fs_is_file(path);

	free(path);
	return found;
}

/* A file of the check's folder, as it is. */
static int take_file(struct finding *f, const char *name, struct diag *why)
{
	char *path = in_folder(f, name);
	struct stat st;
	int ret;

	if (stat(path, &st)) {
		diag_set(why, path, 0, "no such file, which check '%s' names",
			 f->into->check->name);
		free(path);
		return 1;
	}
	ret = fs_read(add_file(f->into, name, st.st_mode & 0111 ? 0755 : 0644),
		      path, why);
	free(path);
	return ret;
}

/*
 * A script of a selftest is run by busybox's shell; 1 and *why when it asks for
 * another one.
 */
static int take_script(struct finding *f, struct guest_file *program,
		       struct diag *why)
{
	struct span rest = buf_span(&program->bytes), line;

	if (!span_starts(rest, "#!"))
		return 0;
	span_line(&rest, &line);
	line = span_trim(span_skip(line, 2));
	if (!span_starts(line, "/bin/sh")) {
		diag_set(why, NULL, 0, "the program %s of check '%s' wants %.*s, which the guest lacks; it has busybox's /bin/sh",
			 program->name, f->into->check->name, (int)line.len,
			 line.at);
		return 1;
	}
	program->script = f->into->in_shell = true;
	return 0;
}

/* A line of a selftest's list: a program, or a file beside them. */
static int take_listed(struct finding *f, const char *folder, struct span line,
		       struct diag *why)
{
	bool program = span_starts(line, "program ");
	char *name = xstrfmt("%.*s", (int)line.len, line.at);
	char *file = name + strcspn(name, " ") + 1;
	int ret = 0;

	for (size_t i = 0; !program && i < f->into->nr_programs; i++)
		if (!strcmp(f->into->file[i].name, file))
			goto out;
	if (program && f->into->nr_programs++ == PLAN_PROGRAMS) {
		diag_set(why, NULL, 0, "the selftest of check '%s' has more than %d programs; name one of them, selftest = %s:PROGRAM",
			 f->into->check->name, PLAN_PROGRAMS,
			 f->into->check->selftest);
		ret = 1;
	}
	if (!ret)
		ret = confined_read(add_file(f->into, file, 0755), folder, file,
				    why);
	if (!ret && program)
		ret = take_script(f, &f->into->file[f->into->nr - 1], why);
out:
	free(name);
	return ret;
}

static int take_selftest(struct finding *f, struct diag *why)
{
	char *folder = NULL, *files = NULL;
	struct span rest, line;
	struct buf list = { 0 };
	int ret = compile_selftest(&folder, f->root, f->branch, f->into->check,
				   why);

	if (!ret)
		ret = confined_read(&list, folder, COMPILED_LIST, why);
	if (!ret)
		files = xstrfmt("%s/" COMPILED_FILES, folder);
	rest = buf_span(&list);
	while (!ret && span_line(&rest, &line))
		ret = take_listed(f, files, line, why);
	buf_release(&list);
	free(files);
	free(folder);
	return ret;
}

static int find_program(struct finding *f, struct diag *why)
{
	const struct check *c = f->into->check;

	if (c->kunit)
		return 0;
	if (c->selftest)
		return take_selftest(f, why);
	f->into->nr_programs = 1;
	if (c->ltp)
		return take_file(f, c->ltp, why);
	if (has(f, "Makefile") || has(f, "check.c"))
		return compile_guest(add_file(f->into, PROGRAM, 0755), f->root,
				     f->branch->target, c, why);
	if (has(f, SCRIPT)) {
		int ret = take_file(f, SCRIPT, why);

		f->into->in_shell = true;
		if (!ret)
			f->into->file[0].script = true;
		return ret;
	}
	diag_set(why, NULL, 0, "check '%s' has no program: wanted " CHECKS "/%s/check.c, check.sh or Makefile",
		 c->name, c->name);
	return 1;
}

static int find_check(struct finding *f, struct diag *why)
{
	const struct check *c = f->into->check;
	int ret = find_program(f, why);

	for (size_t i = 0; !ret && i < c->nr_files; i++)
		ret = take_file(f, c->files[i], why);
	return ret;
}

static void part_release(struct guest_check *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		free(c->file[i].name);
		buf_release(&c->file[i].bytes);
	}
	free(c->file);
	free(c->why);
	*c = (struct guest_check){ .check = c->check };
}

void guest_leave_out(struct guest_check *c, const struct diag *why)
{
	char line[512];

	part_release(c);
	diag_line(why, line, sizeof(line));
	for (char *at = line; *at; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	c->why = xstrdup(line);
}

int guest_find(struct guest *g, const char *root, const struct branch *branch,
	       struct diag *why)
{
	struct finding f = { root, branch, NULL };
	int ret = compile_guest(&g->init, root, branch->target, NULL, why);
	size_t nr_left_out = 0;

	g->check = grow_array(NULL, branch->nr_fixes, sizeof(*g->check));
	for (size_t i = 0; !ret && i < branch->nr_fixes; i++) {
		const struct check *c = branch_check(branch, i);

		if (!c)
			continue;
		f.into = &g->check[g->nr++];
		*f.into = (struct guest_check){ .check = c };
		ret = find_check(&f, why);
		if (ret == 1) {
			guest_leave_out(f.into, why);
			nr_left_out++;
			ret = 0;
		}
		if (!ret && f.into->in_shell && !g->busybox.len)
			ret = busybox_find(&g->busybox, branch->target, why);
	}
	if (!ret && g->nr && nr_left_out == g->nr)
		ret = 1;
	return ret;
}

const struct guest_check *guest_check_of(const struct guest *g,
					 const char *check)
{
	for (size_t i = 0; i < g->nr; i++)
		if (!strcmp(g->check[i].check->name, check))
			return &g->check[i];
	return NULL;
}

void guest_release(struct guest *g)
{
	for (size_t i = 0; i < g->nr; i++)
		part_release(&g->check[i]);
	free(g->check);
	buf_release(&g->busybox);
	buf_release(&g->init);
	*g = (struct guest){ 0 };
}

int guest_modules_find(struct guest_modules *m, const struct branch *branch,
		       const char *images, struct diag *why)
{
	int ret = 0;

	*m = (struct guest_modules){ 0 };
	for (size_t f = 0; f < branch->nr_fixes; f++) {
		const struct check *c = branch_check(branch, f);

		for (size_t i = 0; !ret && c && i < c->nr_modules; i++) {
			struct guest_module *to;
			char *path;

			m->at = grow_array(m->at, m->nr + 1, sizeof(*m->at));
			to = &m->at[m->nr++];
			*to = (struct guest_module){ .check = c,
				.name = xstrfmt("%s.ko", c->module[i]) };
			path = xstrfmt("%s/%s", images, to->name);
			ret = fs_read(&to->bytes, path, why);
			free(path);
		}
	}
	return ret;
}

void guest_modules_release(struct guest_modules *m)
{
	for (size_t i = 0; i < m->nr; i++) {
		free(m->at[i].name);
		buf_release(&m->at[i].bytes);
	}
	free(m->at);
	*m = (struct guest_modules){ 0 };
}
