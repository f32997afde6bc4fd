// SPDX-License-Identifier: GPL-2.0-only
/* backport check-run: tries a check in any kernel, to write it. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "core/object/image-release.h"
#include "sys/boot/boots.h"
#include "sys/conf/check.h"
#include "sys/conf/known-names.h"
#include "sys/os/fs.h"

/* What is tried. */
struct trying {
	const char *kernel, *target, *mode;	/* as asked; NULL: not */
	struct check check;
	struct fix fix;
	struct branch branch;
	struct boots_of what;
	struct boot_kernel boot;
	struct guest guest;
	struct guest_modules modules;
	char *images, *initrd, *folder, *release;
};

static const struct option options[] = {
	VALUE_OPTION("kernel", struct trying, kernel),
	VALUE_OPTION("target", struct trying, target),
	VALUE_OPTION("mode", struct trying, mode),
	{ 0 }
};

static int find_target(struct trying *t, struct conf *c, struct diag *why)
{
	for (size_t i = 0; i < c->nr_targets; i++) {
		struct target *target = &c->target[i];

		if (t->target ? !strcmp(target->name, t->target) :
		    check_on_target(&t->check, target->name)) {
			t->branch.target = target;
			return 0;
		}
	}
	return t->target ? no_such_target(c, t->target, why) :
		diag_set(why, NULL, 0, "check '%s' is for no target of backport.conf, by its check.conf",
			 t->check.name);
}

/*
 * The mode that is asked for, in which the check must run, else the first that
 * it runs in.
 */
static int find_mode(struct trying *t, const struct conf *c, struct diag *why)
{
	for (size_t i = 0; i < c->nr_modes; i++) {
		const struct mode *mode = &c->mode[i];

		if (t->mode ? strcmp(mode->name, t->mode) :
		    !check_in_mode(&t->check, mode))
			continue;
		if (!check_in_mode(&t->check, mode))
			return diag_set(why, NULL, 0, "check '%s' does not run in mode %s, by its check.conf",
					t->check.name, t->mode);
		t->what.mode = mode;
		t->what.nr_modes = 1;
		return 0;
	}
	return t->mode ? no_such_mode(c->mode, c->nr_modes, t->mode, why) :
		diag_set(why, NULL, 0, "check '%s' runs in no mode of backport.conf, by its check.conf",
			 t->check.name);
}

/* The release that the image says it is; modules stand beside it. */
static int read_kernel(struct trying *t, struct diag *why)
{
	const char *slash = strrchr(t->kernel, '/');
	struct buf image = { 0 };
	struct span release;
	int ret = fs_read(&image, t->kernel, why);

	release = image_release(buf_span(&image));
	t->release = xstrfmt("%.*s", (int)release.len, release.at);
	buf_release(&image);
	t->images = slash ? xstrfmt("%.*s", (int)(slash - t->kernel),
				    t->kernel) : xstrdup(".");
	return ret;
}

static int prepare(struct trying *t, struct conf *c, struct diag *why)
{
	if (find_target(t, c, why) || find_mode(t, c, why) ||
	    read_kernel(t, why) ||
	    guest_find(&t->guest, ".", &t->branch, why) ||
	    guest_modules_find(&t->modules, &t->branch, t->images, why))
		return -1;
	t->folder = xstrfmt("%s/check-run", OUT);
	t->initrd = xstrfmt("%s/%s.initrd", t->folder, t->check.name);
	t->what.branch = &t->branch;
	t->boot = (struct boot_kernel){ t->kernel, t->release, &t->guest,
					&t->modules };
	t->what.kernel = &t->boot;
	t->what.initrd = t->initrd;
	t->what.folder = t->folder;
	t->what.stage = t->check.name;
	return fs_mkdirs(t->folder, why);
}

static void print_text(const struct mode_boots *m)
{
	const struct console *c = &m->console;

	for (size_t i = 0; i < c->nr; i++)
		say("%-5s %s%s%s\n", outcome_name(c->step[i].outcome),
		    c->step[i].name, *c->step[i].reason ? ": " : "",
		    c->step[i].reason);
	say("%s: %s%s%s (%.1f s, %s)\n", m->fix->check,
	    outcome_name(m->boot.outcome), *m->boot.reason ? ": " : "",
	    m->boot.reason, m->boot.end.seconds, m->log);
}

static int try(struct ctx *ctx, struct trying *t)
{
	struct diag why = { 0 };
	struct boots boots = { 0 };
	int status;

	if (prepare(t, &ctx->conf, &why))
		return cmd_cannot(ctx, &why);
	t->what.show = ctx->verbosity > 0;
	boots_init(&boots, &t->what);
	if (boots_run(&boots, &t->what, 1, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		print_text(&boots.m[0]);
		status = cmd_outcome_status(boots.m[0].boot.outcome);
	}
	boots_release(&boots);
	return status;
}

static int cmd_check_run_run(struct ctx *ctx, int argc, char **argv)
{
	struct trying t = { 0 };
	struct fix *fix = &t.fix;
	struct diag why = { 0 };
	int status;

	if (cmd_next_option(&cmd_check_run, argc, argv, &t) != -1)
		return EXIT_USAGE;
	if (optind + 1 != argc || !t.kernel)
		return cmd_usage(&cmd_check_run, "wants the name of one check, and --kernel IMAGE");
	status = check_read(&t.check, &ctx->conf, ".", argv[optind], &why) ?
		cmd_cannot(ctx, &why) : 0;
	t.fix = (struct fix){ .name = t.check.name, .check = t.check.name,
			      .checked_by = &t.check };
	t.branch = (struct branch){ .name = t.check.name, .fix = &fix,
				    .nr_fixes = 1 };
	if (!status)
		status = try(ctx, &t);
	guest_modules_release(&t.modules);
	guest_release(&t.guest);
	check_release(&t.check);
	free(t.images);
	free(t.initrd);
	free(t.folder);
	free(t.release);
	return status;
}

const struct cmd cmd_check_run = {
	.name = "check-run",
	.args = "NAME --kernel IMAGE [--target T] [--mode M]",
	.summary = "Try a check in any kernel, while you write it",
	.help =
"  --kernel IMAGE  the kernel to boot; modules that the check wants stand beside\n"
"                  it, as NAME.ko\n"
"  --target T      the machine, a [target] of backport.conf; default: the first\n"
"                  that the check is for\n"
"  --mode M        a [mode] of it; default: the first that the check runs in\n"
"\n"
"Compiles checks/NAME, boots the image once, and prints the check's steps and\n"
"what they come to. No fix need name the check, and no result is stored; the\n"
"console is in out/check-run/ (-v shows it).\n"
"\n"
"Exit status: 0 the check passed; 1 it failed; 125 it skipped itself; 128 it\n"
"could not be carried out, or the check is in error; 129 usage.\n",
	.options = options,
	.reads = "kernel",
	.needs_conf = true,
	.no_json = true,
	.run = cmd_check_run_run,
};
