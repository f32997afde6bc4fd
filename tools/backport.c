// SPDX-License-Identifier: GPL-2.0-only
/* The command table, the global options, and nothing else. */
#include "cmd/cmd.h"

#include <getopt.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/conf/project.h"
#include "sys/os/sandbox.h"

static const struct cmd *const commands[] = {
	&cmd_apply,
	&cmd_boot,
	&cmd_build,
	&cmd_check,
	&cmd_compare,
	&cmd_evidence,
	&cmd_export,
	&cmd_mutants,
	&cmd_objects,
	&cmd_plan,
	&cmd_port,
	&cmd_rebase,
	&cmd_report,
	&cmd_status,
	&cmd_tree,
	&cmd_verdict,
	&cmd_watch,
	NULL,
};

static const struct cmd *find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static void usage(FILE *to)
{
	fputs("usage: backport [-C DIR] [--conf FILE] [--json] [-q|-v] [--no-sandbox]\n                COMMAND ...\n\n",
	      to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-10s %s\n", commands[i]->name,
			commands[i]->summary);
	fputs("\n'backport help COMMAND' tells more; backport(1) tells all.\n", to);
}

static int no_command(const char *name)
{
	fprintf(stderr, "backport: no command '%s'; 'backport help' lists them\n",
		name);
	return EXIT_USAGE;
}

/* Of the command that is named, or of all. */
static int help(int argc, char **argv)
{
	const struct cmd *cmd;

	if (argc > 1) {
		fputs("backport help: wants one command\n", stderr);
		return EXIT_USAGE;
	}
	if (!argc || !strcmp(argv[0], "help") || !strcmp(argv[0], "--help")) {
		usage(stdout);
		return EXIT_OK;
	}
	cmd = find(argv[0]);
	if (!cmd)
		return no_command(argv[0]);
	printf("usage: backport %s %s\n\n%s\n\n%s", cmd->name, cmd->args,
	       cmd->summary, cmd->help);
	return EXIT_OK;
}

static int run(struct ctx *ctx, const struct cmd *cmd, int argc, char **argv)
{
	struct diag why = { 0 };
	int status;

	if (ctx->json && cmd->no_json)
		return cmd_usage(cmd, "has no --json");
	if (cmd->needs_conf && conf_read(&ctx->conf, ctx->conf_path, &why)) {
		conf_release(&ctx->conf);
		return cmd_cannot(ctx, &why);
	}
	git_libgit2_init();
	status = cmd->run(ctx, argc, argv);
	git_libgit2_shutdown();
	conf_release(&ctx->conf);
	return status;
}

/* A command's or help's exit status, unless what it said is lost. */
static int end(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	fputs("backport: cannot write to stdout\n", stderr);
	return EXIT_CANNOT;
}

static int dispatch(struct ctx *ctx, int argc, char **argv)
{
	struct diag why = { 0 };
	const struct cmd *cmd;

	if (!strcmp(argv[0], "help"))
		return help(argc - 1, argv + 1);
	cmd = find(argv[0]);
	if (!cmd)
		return no_command(argv[0]);
	if (!ctx->conf_path) {
		ctx->conf_path = PROJECT_FILE;
		if (project_enter(&ctx->below, &why))
			return cmd_cannot(ctx, &why);
	}
	argc = cmd_take_words(ctx, cmd, argc, argv);
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help"))
			return help(1, argv);
	optind = 0;
	return run(ctx, cmd, argc, argv);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "conf", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "no-sandbox", no_argument, NULL, 's' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 }
	};
	struct ctx ctx = { .root = ".", .program = argv[0] };
	int opt, status;

	while ((opt = getopt_long(argc, argv, "+C:hqv", options, NULL)) != -1) {
		switch (opt) {
		case 'C':
			if (chdir(optarg)) {
				fprintf(stderr, "backport: cannot enter '%s'\n",
					optarg);
				return EXIT_CANNOT;
			}
			break;
		case 'c':
			ctx.conf_path = optarg;
			break;
		case 'j':
			ctx.json = true;
			break;
		case 's':
			setenv(SANDBOX_ENV, "off", true);
			break;
		case 'q':
			ctx.verbosity = -1;
			break;
		case 'v':
			ctx.verbosity = 1;
			break;
		case 'V':
			puts("backport " VERSION);
			return end(EXIT_OK);
		case 'h':
			return end(help(0, NULL));
		default:
			usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (optind == argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	status = dispatch(&ctx, argc - optind, argv + optind);
	free(ctx.below);
	strings_release(&ctx.paths);
	return end(status);
}
