// SPDX-License-Identifier: GPL-2.0-only
/* The initramfs of a boot: PID 1, the plan, and the files of its checks. */
#include "sys/boot/guest-pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/text/strings.h"
#include "guest/plan.h"
#include "guest/seal.h"
#include "sys/boot/initramfs.h"
#include "sys/os/speed.h"

/* The files so far, and their names where they were made. */
struct packing {
	struct initramfs_file *file;
	size_t nr;
	struct strings names;
};

static void add(struct packing *p, const char *name, unsigned int mode,
		struct span bytes)
{
	strings_add(&p->names, name);
	p->file = grow_array(p->file, p->nr + 1, sizeof(*p->file));
	p->file[p->nr++] = (struct initramfs_file){
		p->names.at[p->names.nr - 1], mode, bytes };
}

/* The command line of a program of the check. */
static void plan_program(struct buf *plan, const struct check *c,
			 const struct guest_file *program)
{
	if (program->script)
		buf_adds(plan, "arg /bin/busybox\narg sh\n");
	buf_addf(plan, "arg ./%s\n", program->name);
	for (size_t i = 0; i < c->nr_args; i++)
		buf_addf(plan, "arg %s\n", c->arg[i]);
}

void guest_plan(struct buf *plan, const struct guest_check *g, double slowness)
{
	const struct check *c = g->check;
	long timeout_s = c->timeout_s ? c->timeout_s : CHECK_TIMEOUT_S;

	buf_addf(plan, "check %s\ntimeout %.0f\n", c->name,
		 timeout_s * slowness);
	if (g->why) {
		/* PID 1 says of a program that is not there how it is called */
		buf_addf(plan, "arg %s:\n", g->why);
		return;
	}
	if (c->splat)
		buf_addf(plan, "kind splat\nsurvive %ld\n", c->survive_s);
	if (c->kunit)
		buf_addf(plan, "kind kunit\narg %s\n", c->kunit);
	if (c->ltp || c->protocol)
		buf_adds(plan, "protocol ltp\n");
	for (size_t i = 0; i < g->nr_programs; i++) {
		if (g->nr_programs > 1)
			buf_addf(plan, "program %s\n", g->file[i].name);
		plan_program(plan, c, &g->file[i]);
	}
}

/* The folders above a file of a check, "checks/a/b" of "b/file". */
static void add_folders(struct packing *p, const char *check, const char *file)
{
	const char *slash = file;

	while ((slash = strchr(slash, '/'))) {
		char *folder = xstrfmt("checks/%s/%.*s", check,
				       (int)(slash - file), file);

		add(p, folder, S_IFDIR | 0755, (struct span){ 0 });
		free(folder);
		slash++;
	}
}

static void add_modules(struct packing *p, const struct check *c,
			const struct guest_modules *m)
{
	for (size_t i = 0; i < m->nr; i++) {
		char *path = xstrfmt("checks/%s/%s", c->name, m->at[i].name);

		if (m->at[i].check == c)
			add(p, path, S_IFREG | 0644, buf_span(&m->at[i].bytes));
		free(path);
	}
}

static void add_check(struct packing *p, const struct guest_check *c)
{
	const char *name = c->check->name;
	char *path = xstrfmt("checks/%s", name);

	add(p, path, S_IFDIR | 0755, (struct span){ 0 });
	free(path);
	for (size_t i = 0; i < c->nr; i++) {
		path = xstrfmt("checks/%s/%s", name, c->file[i].name);
		add_folders(p, name, c->file[i].name);
		add(p, path, c->file[i].mode, buf_span(&c->file[i].bytes));
		free(path);
	}
}

int guest_pack(const struct guest *g, const struct guest_pick *pick,
	       const char *secret, struct buf *out, struct diag *why)
{
	static const char *const folders[] = { "bin", "checks", "dev", "proc",
					       "sys", "tmp" };
	double slowness = secret ? machine_slowness() : 1;
	struct packing p = { 0 };
	struct buf plan = { 0 };
	bool in_shell = pick->shell;
	int ret;

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		add(&p, folders[i], S_IFDIR | 0755, (struct span){ 0 });
	add(&p, "init", S_IFREG | 0755, buf_span(&g->init));
	if (pick->shell)
		buf_adds(&plan, "shell yes\n");
	for (size_t i = 0; i < pick->nr; i++) {
		const struct guest_check *c =
			guest_check_of(g, pick->check[i]->name);

		assert(c);
		guest_plan(&plan, c, slowness);
		add_check(&p, c);
		add_modules(&p, c->check, pick->modules);
		in_shell |= c->in_shell;
	}
	if (in_shell)
		add(&p, "bin/busybox", S_IFREG | 0755, buf_span(&g->busybox));
	add(&p, PLAN_FILE, S_IFREG | 0644, buf_span(&plan));
	if (secret)
		add(&p, SEAL_FILE, S_IFREG | 0600, span_of(secret));
	ret = initramfs_pack(p.file, p.nr, out, why);
	buf_release(&plan);
	free(p.file);
	strings_release(&p.names);
	return ret;
}
