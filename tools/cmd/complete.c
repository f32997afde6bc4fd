// SPDX-License-Identifier: GPL-2.0-only
/*
 * What may stand next on a command line: for the shells' completion, which
 * knows nothing of the commands itself.
 */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/conf/project.h"
#include "sys/os/terminal.h"

/* What is completed, and the beginning that it has. */
struct completion {
	struct ctx *ctx;
	const struct cmd *cmd;
	const char *begun;
	int nr_operands;	/* between the two */
};

static void offer(const struct completion *c, const char *word)
{
	if (!strncmp(word, c->begun, strlen(c->begun)))
		say("%s\n", word);
}

/* True when the values of the option, or of the operand "1", are known. */
static bool offer_known(const struct completion *c, const char *option)
{
	struct strings values = { 0 };
	bool known;

	if (!strcmp(option, "color"))
		strings_split(&values, span_of(COLOUR_WORDS), " ");
	else if (c->cmd)
		cmd_values(c->cmd, option, &values);
	for (size_t i = 0; i < values.nr; i++)
		offer(c, values.at[i]);
	known = values.nr;
	strings_release(&values);
	return known;
}

/* The shell knows how to complete these itself. */
static void offer_files(void)
{
	say(":files\n");
}

static void offer_branches(const struct completion *c)
{
	for (size_t i = 0; i < c->ctx->conf.nr_branches; i++)
		offer(c, c->ctx->conf.branch[i].name);
}

static void offer_option(const struct completion *c, const char *name,
			 bool has_value)
{
	char word[64];

	snprintf(word, sizeof(word), "--%s%s", name, has_value ? "=" : "");
	offer(c, word);
}

static void offer_options(const struct completion *c)
{
	const struct option *o = c->cmd ? c->cmd->options : NULL;

	for (; o && o->name; o++)
		offer_option(c, o->name, o->has_arg == required_argument);
	for (o = c->ctx->globals; o->name; o++)
		if (!c->cmd || cmd_stands_behind(o))
			offer_option(c, o->name, o->has_arg);
}

static void offer_value(const struct completion *c, const char *option)
{
	const struct cmd *cmd = c->cmd;

	if (!cmd && !strcmp(option, "conf"))
		offer_files();
	if (offer_known(c, option) || !cmd)
		return;
	if (!strcmp(option, "to") || !strcmp(option, "branch") ||
		 !strcmp(option, "only"))
		offer_branches(c);
	else if (!strcmp(option, "target"))
		for (size_t i = 0; i < c->ctx->conf.nr_targets; i++)
			offer(c, c->ctx->conf.target[i].name);
	else if (cmd_has_word(cmd->reads, option) ||
		 cmd_has_word(cmd->writes, option) ||
		 cmd_has_word(cmd->trees, option))
		offer_files();
}

static void offer_commands(const struct completion *c)
{
	for (const struct cmd_group *g = c->ctx->groups; g->title; g++)
		for (const struct cmd *const *cmd = g->cmd; *cmd; cmd++)
			offer(c, (*cmd)->name);
	offer(c, "help");
}

/* True when args has name as a word of its own, not as an option's value. */
static bool is_operand(const char *args, const char *name)
{
	const char *at = args, *before;

	while ((at = strstr(at, name))) {
		for (before = at; before > args && before[-1] == ' '; before--)
			;
		while (before > args && before[-1] != ' ')
			before--;
		if (before[*before == '['] != '-')
			return true;
		at += strlen(name);
	}
	return false;
}

static void offer_operands(const struct completion *c)
{
	const char *args = c->cmd->args;

	if (!c->nr_operands && offer_known(c, "1"))
		return;
	if (is_operand(args, "BRANCH"))
		offer_branches(c);
	for (size_t i = 0; strstr(args, "FIX") && i < c->ctx->conf.nr_fixes; i++)
		offer(c, c->ctx->conf.fix[i].name);
	if (c->cmd->file_args || strstr(args, "SOURCE"))
		offer_files();
}

/* "--format=js" is completed as --format's value, with its name before it. */
static bool offer_joined(struct completion *c)
{
	const char *equals = strchr(c->begun, '=');
	char option[64];

	if (strncmp(c->begun, "--", 2) || !equals)
		return false;
	snprintf(option, sizeof(option), "%.*s", (int)(equals - c->begun - 2),
		 c->begun + 2);
	c->begun = equals + 1;
	offer_value(c, option);
	return true;
}

static void find_command(struct completion *c, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (!strcmp(argv[i], "-C") || !strcmp(argv[i], "--conf"))
			i++;
		else if (argv[i][0] == '-')
			continue;
		else if (c->cmd)
			c->nr_operands++;
		else if (!(c->cmd = cmd_find(c->ctx, argv[i])))
			return;
	}
}

int cmd_complete(struct ctx *ctx, int argc, char **argv)
{
	struct completion c = { .ctx = ctx, .begun = argc ? argv[argc - 1] : "" };
	struct diag ignored = { 0 };
	struct cmd_valued v;
	bool helped = argc > 1 && !strcmp(argv[0], "help");

	if (!project_enter(&ctx->below, &ignored))
		(void)!conf_read(&ctx->conf, ctx->root, PROJECT_FILE,
				 &ignored);
	find_command(&c, argc - 1, argv);
	if (argc > 1 && c.cmd && cmd_is_valued(c.cmd, argv[argc - 2], &v) &&
	    !v.value_at)
		offer_value(&c, v.name);
	else if (offer_joined(&c))
		;
	else if (c.begun[0] == '-')
		offer_options(&c);
	else if (c.cmd && !helped)
		offer_operands(&c);
	else
		offer_commands(&c);
	conf_release(&ctx->conf);
	return EXIT_OK;
}
