// SPDX-License-Identifier: GPL-2.0-only
/* The command table, the global options, and nothing else. */
#include "cmd/cmd.h"

#include <getopt.h>
#include <git2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/fs.h"

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
	&cmd_report,
	&cmd_status,
	&cmd_tree,
	&cmd_verdict,
	&cmd_watch,
	NULL,
};

int cmd_cannot(const struct ctx *ctx, const struct diag *why)
{
	char line[2048];

	(void)ctx;
	fflush(stdout);	/* what was said until now stands in front of it */
	fprintf(stderr, "backport: %s\n",
		diag_line(why, line, sizeof(line)));
	return EXIT_CANNOT;
}

int cmd_usage(const struct cmd *cmd, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "backport %s: ", cmd->name);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\nusage: backport %s %s\n('backport help %s' tells more)\n",
		cmd->name, cmd->args, cmd->name);
	return EXIT_USAGE;
}

static const struct cmd *find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

static void usage(FILE *to)
{
	fputs("usage: backport [-C DIR] [--conf FILE] [--json] [-q|-v] COMMAND ...\n\n",
	      to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-10s %s\n", commands[i]->name,
			commands[i]->summary);
	fputs("\n'backport help COMMAND' tells more; backport(1) tells all.\n", to);
}

static int help(const char *name)
{
	const struct cmd *cmd;

	if (!name) {
		usage(stdout);
		return EXIT_OK;
	}
	cmd = find(name);
	if (!cmd) {
		fprintf(stderr, "backport: no command '%s'; 'backport help' lists them\n",
			name);
		return EXIT_USAGE;
	}
	printf("usage: backport %s %s\n\n%s\n\n%s", cmd->name, cmd->args,
	       cmd->summary, cmd->help);
	return EXIT_OK;
}

/* True for a word that says how to speak, wherever it stands; none of the commands has an option of that name. */
static bool take_word(struct ctx *ctx, const char *word)
{
	if (!strcmp(word, "--json"))
		ctx->json = true;
	else if (!strcmp(word, "-q") || !strcmp(word, "--quiet"))
		ctx->verbosity = -1;
	else if (!strcmp(word, "-v") || !strcmp(word, "--verbose"))
		ctx->verbosity = 1;
	else
		return false;
	return true;
}

/* Takes those words from behind the command, up to "--"; returns how many words are left. */
static int take_words(struct ctx *ctx, int argc, char **argv)
{
	int nr = 0, i = 0;

	while (i < argc && strcmp(argv[i], "--")) {
		if (!take_word(ctx, argv[i]))
			argv[nr++] = argv[i];
		i++;
	}
	while (i < argc)
		argv[nr++] = argv[i++];
	argv[nr] = NULL;
	return nr;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	const struct cmd *cmd = find(argv[0]);
	struct diag why = { 0 };
	int status;

	if (!cmd) {
		fprintf(stderr, "backport: no command '%s'; 'backport help' lists them\n",
			argv[0]);
		return EXIT_USAGE;
	}
	if (cmd->needs_conf && conf_read(&ctx->conf, ctx->conf_path, &why)) {
		conf_release(&ctx->conf);
		return cmd_cannot(ctx, &why);
	}
	git_libgit2_init();
	status = cmd->run(ctx, argc, argv);
	git_libgit2_shutdown();
	conf_release(&ctx->conf);
	if (fflush(stdout) || ferror(stdout)) {
		fputs("backport: cannot write to stdout\n", stderr);
		return EXIT_CANNOT;
	}
	return status;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "conf", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 }
	};
	struct ctx ctx = { .root = ".", .conf_path = "backport.conf",
			   .program = argv[0] };
	int opt;

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
		case 'q':
			ctx.verbosity = -1;
			break;
		case 'v':
			ctx.verbosity = 1;
			break;
		case 'V':
			puts("backport " VERSION);
			return EXIT_OK;
		case 'h':
			return help(NULL);
		default:
			usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (optind == argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[optind], "help"))
		return help(argv[optind + 1]);
	argv += optind;
	argc = take_words(&ctx, argc - optind, argv);
	if (argc == 2 && !strcmp(argv[1], "--help"))
		return help(argv[0]);
	optind = 0;
	return run(&ctx, argc, argv);
}
