// SPDX-License-Identifier: GPL-2.0-only
/* The command table, the global options, and nothing else. */
#include "cmd/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <git2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/conf/project.h"
#include "sys/os/pager.h"
#include "sys/os/sandbox.h"

static const struct cmd *const of_projects[] = {
	&cmd_init, &cmd_deps, &cmd_add, NULL,
};

static const struct cmd *const of_trees[] = {
	&cmd_tree, &cmd_status, &cmd_apply, &cmd_port, &cmd_rebase, NULL,
};

static const struct cmd *const of_patches[] = {
	&cmd_compare, &cmd_check, &cmd_objects, NULL,
};

static const struct cmd *const of_proof[] = {
	&cmd_matrix, &cmd_plan, &cmd_build, &cmd_boot, &cmd_check_run,
	&cmd_verdict, &cmd_watch, &cmd_report, &cmd_mutants,
	&cmd_affected, NULL,
};

static const struct cmd *const of_delivery[] = {
	&cmd_export, &cmd_evidence, NULL,
};

static const struct cmd_group groups[] = {
	{ "a project and its fixes", of_projects },
	{ "base trees and series", of_trees },
	{ "is a variant right, before anything is built", of_patches },
	{ "does the fix work", of_proof },
	{ "hand it on", of_delivery },
	{ 0 },
};

static const struct option globals[] = {
	{ "color", optional_argument, NULL, 'L' },
	{ "conf", required_argument, NULL, 'c' },
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, 'j' },
	{ "no-pager", no_argument, NULL, 'P' },
	{ "no-sandbox", no_argument, NULL, 's' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "version", no_argument, NULL, 'V' },
	{ 0 }
};

/*
 * libgit2 parses all of the system's certificates when it starts, which takes a
 * quarter of a short command's time. It never fetches here, git does: it finds
 * this function, and no certificate.
 */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return -1;
}

static int run(struct ctx *ctx, const struct cmd *cmd, int argc, char **argv)
{
	struct diag why = { 0 };
	int status;

	if (ctx->json && cmd->no_json)
		return cmd_usage(cmd, "has no --json");
	sandbox_clean_env();
	git_libgit2_init();
	if (cmd->needs_conf &&
	    conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why)) {
		status = cmd_cannot(ctx, &why);
	} else {
		if (cmd->pages && !ctx->no_pager)
			pager_start();
		status = cmd->run(ctx, argc, argv);
	}
	git_libgit2_shutdown();
	conf_release(&ctx->conf);
	return status;
}

/* The exit status, unless the output could not be written. */
static int end(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	notice("backport: cannot write to stdout\n");
	return EXIT_CANNOT;
}

static int dispatch(struct ctx *ctx, int argc, char **argv)
{
	struct diag why = { 0 };
	const struct cmd *cmd;

	if (!strcmp(argv[0], "help"))
		return cmd_help(ctx, argc - 1, argv + 1);
	if (!strcmp(argv[0], "complete"))
		return cmd_complete(ctx, argc - 1, argv + 1);
	cmd = cmd_find(ctx, argv[0]);
	if (!cmd)
		return cmd_unknown(ctx, argv[0]);
	if (!ctx->conf_path) {
		ctx->conf_path = PROJECT_FILE;
		if (project_enter(&ctx->below, &why))
			return cmd_cannot(ctx, &why);
	}
	argc = cmd_take_words(ctx, cmd, argc, argv);
	if (argc < 0)
		return cmd_wrong_option(cmd);
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help"))
			return cmd_manual(ctx, cmd);
	optind = 0;
	return run(ctx, cmd, argc, argv);
}

/*
 * abort() is called wherever memory runs out; malloc() leaves ENOMEM in errno,
 * which tells that from a failed assert().
 */
static void say_no_memory(int sig)
{
	static const char text[] = "backport: out of memory\n";

	if (errno != ENOMEM)
		return;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(EXIT_CANNOT);
	(void)sig;
	_exit(EXIT_CANNOT);
}

/*
 * A descriptor that was closed would be given to the next file that is opened,
 * which would then be read as a patch or written to as a terminal. These fail,
 * as the closed one would.
 */
static void fill_closed(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY :
							   O_RDONLY) < 0)
			_exit(EXIT_CANNOT);
}

int main(int argc, char **argv)
{
	struct ctx ctx = { .groups = groups, .globals = globals, .root = ".",
			   .program = argv[0] };
	int opt, status;

	fill_closed();
	signal(SIGABRT, say_no_memory);
	opterr = 0;
	while ((opt = getopt_long(argc, argv, "+:C:hqv", globals, NULL)) != -1) {
		switch (opt) {
		case 'C':
			if (chdir(optarg)) {
				notice("backport: -C %s: cannot enter the folder: %s\n",
				       optarg, strerror(errno));
				return EXIT_CANNOT;
			}
			break;
		case 'c':
			ctx.conf_path = optarg;
			break;
		case 'V':
			say("backport %s\n", VERSION);
			return end(EXIT_OK);
		case 'h':
			return end(cmd_help(&ctx, 0, NULL));
		case '?':
			notice("backport: no option '%s'; 'backport help' tells more\n",
			       argv[optind - 1]);
			return EXIT_USAGE;
		case ':':
			notice("backport: %s wants a value; 'backport help' tells more\n",
			       argv[optind - 1]);
			return EXIT_USAGE;
		default:
			if (!cmd_take_global(&ctx, opt, optarg))
				return EXIT_USAGE;
		}
	}
	if (optind == argc) {
		cmd_list(&ctx, notice);
		return EXIT_USAGE;
	}
	status = dispatch(&ctx, argc - optind, argv + optind);
	status = end(status);
	pager_end();
	free(ctx.below);
	strings_release(&ctx.paths);
	return status;
}
