// SPDX-License-Identifier: GPL-2.0-only
/* The command table, the global options, and nothing else. */
#include "cmd/cmd.h"

#include <getopt.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/*
 * True for a word that says how to speak, wherever it stands; no command has an
 * option of that name.
 */
static bool take_word(struct ctx *ctx, const char *word)
{
	if (!strcmp(word, "--json"))
		ctx->json = true;
	else if (!strcmp(word, "-q") || !strcmp(word, "--quiet"))
		ctx->verbosity = -1;
	else if (!strcmp(word, "-v") || !strcmp(word, "--verbose"))
		ctx->verbosity = 1;
	else if (!strcmp(word, "--no-sandbox"))
		setenv(SANDBOX_ENV, "off", true);
	else
		return false;
	return true;
}

/* True for "--name" of an option whose value is the next word. */
static bool long_wants_value(const struct option *o, const char *name)
{
	size_t len = strlen(name);

	if (strchr(name, '='))
		return false;
	/* getopt_long() takes the beginning of a name as well. */
	for (; o && o->name; o++)
		if (!strncmp(o->name, name, len))
			return o->has_arg == required_argument;
	return false;
}

/* True for the last letter of "-abc" when its value is the next word. */
static bool short_wants_value(const char *shorts, const char *letters)
{
	const char *last = letters + strlen(letters) - 1;
	const char *at = shorts ? strchr(shorts, *last) : NULL;

	return at && at[1] == ':';
}

static bool wants_value(const struct cmd *cmd, const char *word)
{
	if (word[0] != '-' || !word[1])
		return false;
	return word[1] == '-' ? long_wants_value(cmd->options, word + 2) :
				short_wants_value(cmd->shorts, word + 1);
}

/*
 * Takes those words from behind the command, up to "--"; an option's value is
 * never one. Returns how many words are left.
 */
static int take_words(struct ctx *ctx, const struct cmd *cmd, int argc,
		      char **argv)
{
	int nr = 0, i = 0;

	while (i < argc && strcmp(argv[i], "--")) {
		if (take_word(ctx, argv[i])) {
			i++;
			continue;
		}
		if (wants_value(cmd, argv[i]) && i + 1 < argc)
			argv[nr++] = argv[i++];
		argv[nr++] = argv[i++];
	}
	while (i < argc)
		argv[nr++] = argv[i++];
	argv[nr] = NULL;
	return nr;
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
	const struct cmd *cmd;

	if (!strcmp(argv[0], "help"))
		return help(argc - 1, argv + 1);
	cmd = find(argv[0]);
	if (!cmd)
		return no_command(argv[0]);
	argc = take_words(ctx, cmd, argc, argv);
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
	return end(dispatch(&ctx, argc - optind, argv + optind));
}
