// SPDX-License-Identifier: GPL-2.0-only
/* backport init: the folder that a project begins with. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "core/text/buf.h"
#include "core/text/name.h"
#include "sys/conf/project.h"
#include "sys/git/repo.h"
#include "sys/import/stable-lines.h"
#include "sys/os/fs.h"
#include "sys/os/share.h"

/* What is asked for. */
struct asked {
	const char *folder, *from;	/* seen from where the command runs */
	struct strings targets;
	struct strings fragments;	/* that these name */
};

static const struct option options[] = {
	VALUE_OPTION("from", struct asked, from),
	LIST_OPTION("target", struct asked, targets),
	{ 0 }
};

/* The target that runs here without emulation. */
static const char *own_target(void)
{
	static const struct { const char *machine, *target; } known[] = {
		{ "aarch64", "arm64" }, { "ppc64le", "pseries" },
		{ "riscv64", "riscv64" }, { "s390x", "s390x" },
	};
	struct utsname u;

	if (uname(&u))
		return "x86_64";
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].machine, u.machine))
			return known[i].target;
	return "x86_64";
}

/* Remembers the Kconfig fragments that a target names. */
static void note_fragment(struct asked *a, struct span line)
{
	static const char key[] = "\tfragment = ";

	if (span_starts(line, key))
		strings_addf(&a->fragments, "%.*s",
			     (int)(line.len - strlen(key)),
			     line.at + strlen(key));
}

static int add_targets(struct asked *a, struct buf *conf, struct diag *why)
{
	char *folder = share_path(NULL, "targets", why);
	int ret = folder ? 0 : -1;

	for (size_t i = 0; !ret && i < a->targets.nr; i++) {
		char *path = xstrfmt("%s/%s.conf", folder, a->targets.at[i]);
		struct buf text = { 0 };

		ret = name_is_plain(a->targets.at[i]) && fs_exists(path) ?
			fs_read(&text, path, why) :
			diag_set(why, NULL, 0, "no target '%s'; there are arm64, pseries, riscv64, s390x and x86_64",
				 a->targets.at[i]);
		for (struct span rest = buf_span(&text), line;
		     !ret && span_line(&rest, &line);) {
			note_fragment(a, line);
			if (!span_starts(line, "# SPDX"))
				buf_addf(conf, "%.*s\n", (int)line.len, line.at);
		}
		if (!ret)
			buf_addc(conf, '\n');
		buf_release(&text);
		free(path);
	}
	free(folder);
	return ret;
}

/* A section for each of the repository's stable lines. */
static int add_branches(const struct asked *a, struct buf *conf, size_t *nr,
			struct diag *why)
{
	git_repository *repo = NULL;
	struct stable_lines l = { 0 };
	char *url = realpath(a->from, NULL);
	int ret = repo_open_at(&repo, a->from, why);

	if (!ret)
		ret = stable_lines_find(&l, repo, why);
	if (!ret && !l.nr)
		ret = diag_set(why, a->from, 0, "this repository has no tag like v6.12 or v6.12.5");
	for (size_t i = 0; !ret && i < l.nr; i++) {
		const struct stable_line *line = &l.line[i];

		buf_addf(conf, "[branch \"%s\"]\n\tbase = %s\n\tremote = %s\n",
			 line->name, line->newest, line->newest);
		for (size_t k = 0; k < a->targets.nr; k++)
			buf_addf(conf, "\ttarget = %s\n", a->targets.at[k]);
	}
	if (!ret)
		buf_addf(conf, "\n# Where bases are fetched from: any git repository.\n[remote]\n\turl = \"%s\"\n",
			 url ? url : a->from);
	*nr = l.nr;
	stable_lines_release(&l);
	git_repository_free(repo);
	free(url);
	return ret;
}

static const char begin[] =
"# What is carried where, and how it is built and booted: backport.conf(5).\n"
"# `backport add PATCH` writes a [fix] section, and its name into the branches\n"
"# that it is for; a branch without a fix takes no part.\n"
"\n";

/* In kconfig/, beside those of the targets. */
static const char *const mode_fragments[] = {
	"kconfig/kasan.config", "kconfig/lockdep.config",
};

static const char modes[] =
"# Kernels that notice more, for the checks that name such a mode; KASAN is there\n"
"# on x86_64 and arm64, and on others in new kernels (target = says where to use it).\n"
"#[mode \"kasan\"]\n"
"#\tfragment = kconfig/kasan.config\n"
"#\tappend = kasan_multi_shot\n"
"#[mode \"lockdep\"]\n"
"#\tfragment = kconfig/lockdep.config\n"
"\n";

static const char no_branches[] =
"# A branch, and where its base comes from:\n"
"#[branch \"v6.12\"]\n"
"#\tbase = v6.12.30\n"
"#\tremote = v6.12.30\n"
"#\ttarget = x86_64\n"
"#[remote]\n"
"#\turl = https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git\n";

/*
 * Copies what is installed with the program into the folder; a file that is
 * there stays as it is.
 */
static int copy(const char *name, const char *folder, const char *to,
		struct diag *why)
{
	char *from = share_path(NULL, name, why);
	char *path = xstrfmt("%s/%s", folder, to);
	int ret = from ? 0 : -1;

	if (!ret && !fs_exists(path))
		ret = fs_copy_changed(from, path, why);
	free(from);
	free(path);
	return ret;
}

/* The configuration is last: with it the folder is a project. */
static int lay(const struct asked *a, const struct buf *conf, struct diag *why)
{
	static const char *const folders[4] = { "series", "patches/upstream",
						"checks", "kconfig" };
	char *path = xstrfmt("%s/" PROJECT_FILE, a->folder);
	int ret = 0;

	for (size_t i = 0; !ret && i < 4; i++) {
		char *folder = xstrfmt("%s/%s", a->folder, folders[i]);

		ret = fs_mkdirs(folder, why);
		free(folder);
	}
	if (!ret)
		ret = copy("init/gitignore", a->folder, ".gitignore", why);
	if (!ret)
		ret = copy("init/gitlab-ci.yml", a->folder, ".gitlab-ci.yml",
			   why);
	for (size_t i = 0; !ret && i < a->fragments.nr; i++)
		ret = copy(a->fragments.at[i], a->folder, a->fragments.at[i],
			   why);
	if (!ret)
		ret = fs_publish(path, buf_span(conf), why);
	free(path);
	return ret;
}

static int init(const struct ctx *ctx, struct asked *a, struct diag *why)
{
	char *there = xstrfmt("%s/" PROJECT_FILE, a->folder);
	struct buf conf = { 0 };
	size_t nr = 0;
	int ret = 0;

	if (fs_exists(there))
		ret = diag_set(why, there, 0, "there is a project already; `backport add` takes a fix in");
	buf_adds(&conf, begin);
	if (!ret)
		ret = add_targets(a, &conf, why);
	buf_adds(&conf, modes);
	for (size_t i = 0;
	     i < sizeof(mode_fragments) / sizeof(*mode_fragments); i++)
		strings_add(&a->fragments, mode_fragments[i]);
	if (!ret && a->from)
		ret = add_branches(a, &conf, &nr, why);
	else if (!ret)
		buf_adds(&conf, no_branches);
	if (!ret)
		ret = lay(a, &conf, why);
	if (!ret && ctx->verbosity >= 0)
		say("%s: a project with %zu branch%s, for %s\n", a->folder,
		    nr, nr == 1 ? "" : "es", a->targets.at[0]);
	buf_release(&conf);
	free(there);
	return ret;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	struct diag why = { 0 };
	int status = EXIT_OK;

	if (cmd_next_option(&cmd_init, argc, argv, &a) != -1)
		return EXIT_USAGE;
	if (argc - optind != 1)
		return cmd_usage(&cmd_init, "wants one folder");
	a.folder = cmd_output_path(ctx, argv[optind]);
	if (!a.targets.nr)
		strings_add(&a.targets, own_target());
	if (init(ctx, &a, &why))
		status = cmd_cannot(ctx, &why);
	strings_release(&a.targets);
	strings_release(&a.fragments);
	return status;
}

const struct cmd cmd_init = {
	.name = "init",
	.args = "DIR [--from REPO] [--target T]...",
	.summary = "Start a project in a folder",
	.help =
"Makes DIR, unless it exists, and in it what a project begins with:\n"
"backport.conf, series/, patches/, checks/, kconfig/ for targets and modes,\n"
".gitignore and .gitlab-ci.yml. Files that are there stay as they are; a folder\n"
"that has a project is refused.\n"
"\n"
"  --from REPO   a git repository of kernels: each stable line that has a\n"
"                release (a tag like v6.12.30) becomes a branch; its base, the\n"
"                newest release, is fetched from there\n"
"  --target T    a machine to build for and to boot on; may be repeated: arm64,\n"
"                pseries, riscv64, s390x or x86_64 (default: as this machine)\n"
"\n"
"Exit status: 0 done; 128 could not be carried out; 129 usage.\n",
	.options = options,
	.values = "target arm64 pseries riscv64 s390x x86_64",
	.reads = "from",
	.no_json = true,
	.run = run,
};
