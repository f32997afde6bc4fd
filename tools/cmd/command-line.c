// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of a command line before its command reads them: those that every
 * command takes, and names of files, which are seen from where the user is.
 */
#include "cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"
#include "sys/os/sandbox.h"
#include "sys/os/terminal.h"

static bool take_colour(const char *when)
{
	struct strings known = { 0 };

	if (terminal_set_colour(when ? when : "always"))
		return true;
	strings_split(&known, span_of(COLOUR_WORDS), " ");
	notice("backport: --color is auto, always or never, not '%s'",
	       when);
	cmd_did_you_mean(when, &known);
	notice("\n");
	strings_release(&known);
	return false;
}

bool cmd_take_global(struct ctx *ctx, int letter, const char *value)
{
	switch (letter) {
	case 'L': return take_colour(value);
	case 'P': ctx->no_pager = true; break;
	case 'j': ctx->json = true; break;
	case 'q': ctx->verbosity = -1; break;
	case 's': setenv(SANDBOX_ENV, "off", true); break;
	case 'v': ctx->verbosity = 1; break;
	}
	return true;
}

bool cmd_stands_behind(const struct option *global)
{
	return global->val != 'c' && global->val != 'V';
}

/* The letter of the global option that word is; 0 for any other word. */
static int global_letter(const struct ctx *ctx, const char *word)
{
	size_t len = strcspn(word, "=");

	if (!strcmp(word, "-q") || !strcmp(word, "-v"))
		return word[1];
	if (strncmp(word, "--", 2))
		return 0;
	for (const struct option *o = ctx->globals; o->name; o++)
		if (cmd_stands_behind(o) && strlen(o->name) == len - 2 &&
		    !strncmp(o->name, word + 2, len - 2) &&
		    (!word[len] || o->has_arg))
			return o->val;
	return 0;
}

static bool is_from_below(const struct ctx *ctx, const char *word)
{
	return ctx->below && *ctx->below && *word && *word != '/' &&
	       strcmp(word, "-");
}

char *cmd_output_path(struct ctx *ctx, char *word)
{
	if (!is_from_below(ctx, word))
		return word;
	strings_addf(&ctx->paths, "%s%s", ctx->below, word);
	return ctx->paths.at[ctx->paths.nr - 1];
}

char *cmd_input_path(struct ctx *ctx, char *word)
{
	const char *at = strrchr(word, '@');
	char *file = xstrfmt("%s%s", ctx->below ? ctx->below : "", word);
	char *git = xstrfmt("%s%.*s", ctx->below ? ctx->below : "",
			    at ? (int)(at - word) : 0, word);
	bool there = fs_exists(file) || (at && at > word && fs_exists(git));

	free(file);
	free(git);
	return there ? cmd_output_path(ctx, word) : word;
}

char *cmd_shown_path(const struct ctx *ctx, const char *path)
{
	const char *below = ctx->below ? ctx->below : "";
	struct buf b = { 0 };

	if (!strncmp(path, below, strlen(below)))
		return xstrdup(path + strlen(below));
	for (; *path != '/' && strcmp(path, "-") && *below; below++)
		if (*below == '/')
			buf_adds(&b, "../");
	buf_adds(&b, path);
	return b.at;
}

/*
 * As cmd_input_path(), for what may be a branch, a base or a fix as well: a
 * folder's name alone is not taken for the folder.
 */
static char *name_or_path(struct ctx *ctx, char *word)
{
	char *file = xstrfmt("%s%s", ctx->below ? ctx->below : "", word);
	bool is_path = strpbrk(word, "/@") || fs_is_file(file);

	free(file);
	return is_path ? cmd_input_path(ctx, word) : word;
}

bool cmd_has_word(const char *words, const char *name)
{
	size_t len = strlen(name);

	for (; words && *words; words += strcspn(words, " ")) {
		words += strspn(words, " ");
		if (!strncmp(words, name, len) &&
		    (!words[len] || words[len] == ' '))
			return true;
	}
	return false;
}

static bool long_valued(const struct option *o, const char *word,
			struct cmd_valued *v)
{
	size_t len = strcspn(word + 2, "=");

	/* getopt_long() takes the beginning of a name as well. */
	for (; o && o->name; o++) {
		if (strncmp(o->name, word + 2, len))
			continue;
		v->name = o->name;
		v->value_at = word[2 + len] ? len + 3 : 0;
		return v->value_at || o->has_arg == required_argument;
	}
	return false;
}

static bool short_valued(const char *shorts, const char *word,
			 struct cmd_valued *v)
{
	for (size_t i = 1; word[i]; i++) {
		const char *at = shorts ? strchr(shorts, word[i]) : NULL;

		if (!at || at[1] != ':')
			continue;
		v->letter[0] = word[i];
		v->name = v->letter;
		v->value_at = word[i + 1] ? i + 1 : 0;
		return true;
	}
	return false;
}

bool cmd_is_valued(const struct cmd *cmd, const char *word,
		   struct cmd_valued *v)
{
	*v = (struct cmd_valued){ 0 };
	if (word[0] != '-' || !word[1] || !strcmp(word, "--"))
		return false;
	return word[1] == '-' ? long_valued(cmd->options, word, v) :
				short_valued(cmd->shorts, word, v);
}

static char *value_path(struct ctx *ctx, const struct cmd *cmd,
			const char *option, char *value)
{
	if (cmd_has_word(cmd->writes, option))
		return cmd_output_path(ctx, value);
	if (cmd_has_word(cmd->reads, option))
		return cmd_input_path(ctx, value);
	if (cmd_has_word(cmd->trees, option))
		return name_or_path(ctx, value);
	return value;
}

/* "--series=FILE" with the path that the value has. */
static char *option_path(struct ctx *ctx, const struct cmd *cmd,
			 const struct cmd_valued *v, char *word)
{
	char *value = value_path(ctx, cmd, v->name, word + v->value_at);

	if (value == word + v->value_at)
		return word;
	strings_addf(&ctx->paths, "%.*s%s", (int)v->value_at, word, value);
	return ctx->paths.at[ctx->paths.nr - 1];
}

static char *operand(struct ctx *ctx, const struct cmd *cmd, char *word)
{
	return cmd->file_args ? name_or_path(ctx, word) : word;
}

/*
 * False, and said, for a long option with which no option of the command
 * begins.
 */
static bool is_known(const struct ctx *ctx, const struct cmd *cmd,
		     const char *word)
{
	size_t len = strcspn(word, "=");
	struct strings known = { 0 };
	const struct option *o = cmd->options;

	if (word[0] != '-' || word[1] != '-' || !word[2])
		return true;
	for (; o->name && strncmp(o->name, word + 2, len - 2); o++)
		strings_addf(&known, "--%s", o->name);
	for (const struct option *g = ctx->globals; g->name; g++)
		if (cmd_stands_behind(g))
			strings_addf(&known, "--%s", g->name);
	if (!o->name) {
		notice("backport %s: no option '%.*s'", cmd->name,
		       (int)len, word);
		cmd_did_you_mean(word, &known);
		notice("\n");
	}
	strings_release(&known);
	return o->name;
}

int cmd_take_words(struct ctx *ctx, const struct cmd *cmd, int argc,
		   char **argv)
{
	int nr = 1, i = 1;
	struct cmd_valued v;

	while (i < argc && strcmp(argv[i], "--")) {
		char *word = argv[i++];

		int letter = global_letter(ctx, word);
		char *equals = strchr(word, '=');

		if (letter && letter != 'h') {
			if (!cmd_take_global(ctx, letter,
					     equals ? equals + 1 : NULL))
				return -1;
			continue;
		}
		if (!letter && !is_known(ctx, cmd, word))
			return -1;
		if (!cmd_is_valued(cmd, word, &v)) {
			argv[nr++] = *word == '-' ? word :
				     operand(ctx, cmd, word);
		} else if (v.value_at) {
			argv[nr++] = option_path(ctx, cmd, &v, word);
		} else {
			argv[nr++] = word;
			if (i < argc)
				argv[nr++] = value_path(ctx, cmd, v.name,
							argv[i++]);
		}
	}
	if (i < argc)
		argv[nr++] = argv[i++];
	while (i < argc)
		argv[nr++] = operand(ctx, cmd, argv[i++]);
	argv[nr] = NULL;
	return nr;
}
