// SPDX-License-Identifier: GPL-2.0-only
/* backport deps: becomes share/deps.sh or share/busybox.sh. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/fs.h"
#include "sys/os/share.h"

/* What is asked for. */
struct asked {
	bool busybox, no_install;
	const char *what;	/* it is for: NULL: not said */
};

static const struct option options[] = {
	FLAG_OPTION("busybox", struct asked, busybox),
	VALUE_OPTION("for", struct asked, what),
	FLAG_OPTION("no-install", struct asked, no_install),
	{ 0 }
};

static int parse(struct asked *a, int argc, char **argv)
{
	if (cmd_next_option(&cmd_deps, argc, argv, a) != -1)
		return EXIT_USAGE;
	if (a->what && !cmd_has_word("build matrix tests", a->what))
		return cmd_usage(&cmd_deps, "--for wants build, matrix or tests, got '%s'",
				 a->what);
	if (a->busybox && (a->what || a->no_install || optind == argc))
		return cmd_usage(&cmd_deps, "--busybox wants Debian architectures, and no other option");
	return 0;
}

/* This process becomes the script, as sudo asks the terminal for a password. */
static int become(const struct ctx *ctx, const struct asked *a,
		  char *const *names, struct diag *why)
{
	char *script = share_path(NULL, a->busybox ? "busybox.sh" : "deps.sh",
				  why);
	struct strings words = { 0 };

	if (!script)
		return -1;
	strings_add(&words, script);
	if (!a->busybox) {
		strings_add(&words, "--conf");
		strings_add(&words, ctx->conf_path);
		strings_add(&words, "--for");
		strings_add(&words, a->what ? a->what : "matrix");
	}
	if (a->no_install)
		strings_add(&words, "--no-install");
	while (*names)
		strings_add(&words, *names++);
	execv(script, words.at);
	fs_fail(script, "run", why);
	strings_release(&words);
	free(script);
	return -1;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	struct diag why = { 0 };
	int status = parse(&a, argc, argv);

	if (!status && become(ctx, &a, argv + optind, &why))
		status = cmd_cannot(ctx, &why);
	return status;
}

const struct cmd cmd_deps = {
	.name = "deps",
	.args = "[--no-install] [--for build|matrix|tests] [PACKAGE...]\n"
		"       backport deps --busybox ARCH...",
	.summary = "Install the packages that a matrix needs",
	.help =
"Names and installs the Debian packages that are missing: what building and\n"
"booting kernels takes, each 'package' of backport.conf's targets, PACKAGEs, and,\n"
"for checks in shell, a static busybox per target, which goes to the cache. It\n"
"asks sudo when not run by root. Without apt-get it only names what is missing.\n"
"\n"
"  --no-install   only name what is missing\n"
"  --for WHAT     build: what building this program takes; matrix: also what\n"
"                 kernels take (default); tests: also what its tests take\n"
"  --busybox      only fetch busybox, for Debian's architectures ARCH (ppc64el)\n"
"\n"
"Exit status: 0 all is there; 128 something is missing; 129 usage; apt-get's own\n"
"when that fails.\n",
	.options = options,
	.values = "for build matrix tests",
	.no_json = true,
	.run = run,
};
