// SPDX-License-Identifier: GPL-2.0-only
/* How a command says that it was called wrongly, or could not do its work. */
#include "cmd/cmd.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "core/text/suggest.h"
#include "core/text/text-json.h"

void cmd_say(const char *sentence)
{
	notice("backport: %s\n", sentence);
}

int cmd_cannot(const struct ctx *ctx, const struct diag *why)
{
	const char *below = ctx->below ? ctx->below : "";
	size_t len = strlen(below);
	char line[2048], *said;

	fflush(stdout);	/* the output so far comes first */
	said = diag_line(why, line, sizeof(line));
	/* A file is called what the user called it. */
	if (!strncmp(said, below, len))
		said += len;
	notice("backport: %s\n", said);
	return EXIT_CANNOT;
}

int cmd_wrong_option(const struct cmd *cmd)
{
	notice("usage: backport %s %s\n('backport help %s' tells more)\n",
	       cmd->name, cmd->args, cmd->name);
	return EXIT_USAGE;
}

int cmd_usage(const struct cmd *cmd, const char *fmt, ...)
{
	struct buf said = { 0 };
	va_list args;

	va_start(args, fmt);
	buf_vaddf(&said, fmt, args);
	va_end(args);
	notice("backport %s: %s\n", cmd->name, said.at);
	buf_release(&said);
	return cmd_wrong_option(cmd);
}

int cmd_refuse_option(const struct cmd *cmd, char **argv)
{
	const char *word = argv[optind - 1];
	size_t len = strcspn(word, "=");

	if (!optopt)
		return cmd_usage(cmd, "%s is short for several options", word);
	for (const struct option *o = cmd->options; o->name; o++)
		if (o->val == optopt && len > 2 && !strncmp(word, "--", 2) &&
		    !strncmp(o->name, word + 2, len - 2))
			return cmd_usage(cmd, "--%s %s", o->name,
					 word[len] ? "takes no value" :
						     "wants a value");
	return cmd->shorts && strchr(cmd->shorts, optopt) ?
		cmd_usage(cmd, "-%c wants a value", optopt) :
		cmd_usage(cmd, "no option '-%c'", optopt);
}

int cmd_next_option(const struct cmd *cmd, int argc, char **argv, void *asked)
{
	const char *shorts = cmd->shorts ? cmd->shorts : "";
	int opt;

	while ((opt = getopt_long(argc, argv, shorts, cmd->options, NULL)) >=
	       OPTION_ROOM) {
		void *member = (char *)asked + opt % OPTION_ROOM;

		switch (opt / OPTION_ROOM) {
		case OPTION_FLAG: *(bool *)member = true; break;
		case OPTION_VALUE: *(const char **)member = optarg; break;
		case OPTION_LIST: strings_add(member, optarg); break;
		}
	}
	if (opt == '?')
		cmd_refuse_option(cmd, argv);
	return opt;
}

void cmd_did_you_mean(const char *word, const struct strings *known)
{
	const char *meant = suggest(word, known);

	if (meant)
		notice("; did you mean '%s'?", meant);
}

void cmd_values(const struct cmd *cmd, const char *option,
		struct strings *values)
{
	size_t len = strlen(option);

	for (const char *row = cmd->values; row; row = strchr(row, ';')) {
		row += strspn(row, "; ");
		if (strncmp(row, option, len) || row[len] != ' ')
			continue;
		strings_split(values,
			      (struct span){ row + len, strcspn(row + len, ";") },
			      " ");
		return;
	}
}

int cmd_no_such(const struct cmd *cmd, const char *option, const char *word)
{
	struct strings known = { 0 };
	struct buf list = { 0 };

	cmd_values(cmd, option, &known);
	for (size_t i = 0; i < known.nr; i++)
		buf_addf(&list, "%s%s",
			 !i ? "" : known.at[i + 1] ? ", " : " and ",
			 known.at[i]);
	notice("backport %s: no %s%s'%s'; there are %s", cmd->name,
	       is_digit(*option) ? "" : option, is_digit(*option) ? "" : " ",
	       word, list.at);
	cmd_did_you_mean(word, &known);
	notice("\n");
	strings_release(&known);
	buf_release(&list);
	return cmd_wrong_option(cmd);
}

void cmd_print_json(json_t *o)
{
	struct buf line = { 0 };

	if (o)
		json_add(o, JSON_COMPACT, &line);
	else
		buf_adds(&line, "{}");
	buf_addc(&line, '\n');
	say_bytes(buf_span(&line));
	fflush(stdout);
	buf_release(&line);
	json_decref(o);
}
