// SPDX-License-Identifier: GPL-2.0-only
/* How a command says that it was called wrongly, or could not do its work. */
#include "cmd/cmd.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "core/text/suggest.h"

void cmd_say(const char *sentence)
{
	fprintf(stderr, "backport: %s\n", sentence);
}

int cmd_cannot(const struct ctx *ctx, const struct diag *why)
{
	const char *below = ctx->below ? ctx->below : "";
	size_t len = strlen(below);
	char line[2048], *said;

	fflush(stdout);	/* what was said until now stands in front of it */
	said = diag_line(why, line, sizeof(line));
	/* A file that the user named is said as it was named. */
	if (!strncmp(said, below, len))
		said += len;
	fprintf(stderr, "backport: %s\n", said);
	return EXIT_CANNOT;
}

int cmd_wrong_option(const struct cmd *cmd)
{
	fprintf(stderr, "usage: backport %s %s\n('backport help %s' tells more)\n",
		cmd->name, cmd->args, cmd->name);
	return EXIT_USAGE;
}

int cmd_usage(const struct cmd *cmd, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "backport %s: ", cmd->name);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	return cmd_wrong_option(cmd);
}

void cmd_did_you_mean(const char *word, const struct strings *known)
{
	const char *meant = suggest(word, known);

	if (meant)
		fprintf(stderr, "; did you mean '%s'?", meant);
}

struct span cmd_values(const struct cmd *cmd, const char *option)
{
	size_t len = strlen(option);

	for (const char *row = cmd->values; row; row = strchr(row, ';')) {
		row += strspn(row, "; ");
		if (!strncmp(row, option, len) && row[len] == ' ')
			return (struct span){ row + len + 1,
					      strcspn(row + len + 1, ";") };
	}
	return span_of("");
}

int cmd_no_such(const struct cmd *cmd, const char *option, const char *word)
{
	struct span known = cmd_values(cmd, option);
	struct strings words = { 0 };
	struct buf list = { 0 };

	while (known.len) {
		const char *end = memchr(known.at, ' ', known.len);
		int len = end ? (int)(end - known.at) : (int)known.len;

		strings_addf(&words, "%.*s", len, known.at);
		buf_addf(&list, "%s%.*s", !list.len ? "" : end ? ", " : " and ",
			 len, known.at);
		known = span_skip(known, len + !!end);
	}
	fprintf(stderr, "backport %s: no %s%s'%s'; there are %s", cmd->name,
		is_digit(*option) ? "" : option, is_digit(*option) ? "" : " ",
		word, list.at);
	cmd_did_you_mean(word, &words);
	fputc('\n', stderr);
	strings_release(&words);
	buf_release(&list);
	return cmd_wrong_option(cmd);
}
