// SPDX-License-Identifier: GPL-2.0-only
/* What the commands are, and what one of them does. */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/os/pager.h"

const struct cmd *cmd_find(const struct ctx *ctx, const char *name)
{
	for (const struct cmd_group *g = ctx->groups; g->title; g++)
		for (const struct cmd *const *cmd = g->cmd; *cmd; cmd++)
			if (!strcmp((*cmd)->name, name))
				return *cmd;
	return NULL;
}

int cmd_unknown(const struct ctx *ctx, const char *name)
{
	struct strings known = { 0 };

	for (const struct cmd_group *g = ctx->groups; g->title; g++)
		for (const struct cmd *const *cmd = g->cmd; *cmd; cmd++)
			strings_add(&known, (*cmd)->name);
	strings_add(&known, "help");
	notice("backport: no command '%s'; 'backport help' lists them",
	       name);
	cmd_did_you_mean(name, &known);
	notice("\n");
	strings_release(&known);
	return EXIT_USAGE;
}

void cmd_list(const struct ctx *ctx, int (*to)(const char *fmt, ...))
{
	to("usage: backport [-C DIR] [--conf FILE] [--json] [-q|-v] [--color=WHEN]\n"
	   "                [--no-pager] [--no-sandbox] COMMAND ...\n");
	for (const struct cmd_group *g = ctx->groups; g->title; g++) {
		to("\n%s\n", g->title);
		for (const struct cmd *const *cmd = g->cmd; *cmd; cmd++)
			to("  %-10s %s\n", (*cmd)->name, (*cmd)->summary);
	}
	to("\n'backport help COMMAND' tells more, 'backport COMMAND --help' opens its manual\npage; backport(1) tells all.\n");
}

int cmd_help(const struct ctx *ctx, int argc, char **argv)
{
	const struct cmd *cmd;

	if (argc > 1) {
		notice("backport help: wants one command\n");
		return EXIT_USAGE;
	}
	if (!argc || !strcmp(argv[0], "help") || !strcmp(argv[0], "--help")) {
		cmd_list(ctx, say);
		return EXIT_OK;
	}
	cmd = cmd_find(ctx, argv[0]);
	if (!cmd)
		return cmd_unknown(ctx, argv[0]);
	say("usage: backport %s %s\n\n%s\n\n%s", cmd->name, cmd->args,
	    cmd->summary, cmd->help);
	return EXIT_OK;
}

int cmd_manual(const struct ctx *ctx, const struct cmd *cmd)
{
	char *page = xstrfmt("backport-%s", cmd->name);
	char *name[] = { (char *)cmd->name, NULL };
	bool shown = isatty(STDOUT_FILENO) && man_show(page, NULL);

	free(page);
	if (shown)
		return EXIT_OK;
	if (!ctx->no_pager)
		pager_start();
	return cmd_help(ctx, 1, name);
}
