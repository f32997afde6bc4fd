/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <getopt.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/console/console.h"
#include "core/text/diag.h"
#include "core/text/strings.h"
#include "core/verdict/verdict.h"
#include "sys/conf/conf.h"
#include "sys/os/say.h"

/* Exit statuses: git's numbers, fit for git bisect run. */
enum {
	EXIT_OK = 0,		/* all as wanted */
	EXIT_VERDICT = 1,	/* a verdict is not */
	EXIT_NOTHING = 125,	/* nothing could be judged */
	EXIT_CANNOT = 128,	/* could not be carried out */
	EXIT_USAGE = 129,
};

/* What every command is given. */
struct ctx {
	/* all commands in the order of help; the last has no title */
	const struct cmd_group *groups;
	const struct option *globals;	/* options of every command */
	const char *root;	/* the project: backport.conf, series/ */
	const char *conf_path;
	/*
	 * where the user is, as seen from the project: "" or "series/"; owned
	 */
	char *below;
	struct strings paths;	/* of cmd_input_path(), cmd_output_path() */
	const char *program;	/* how we were called, for a hint to the user */
	bool json, no_pager;
	int verbosity;		/* -1 with -q, 0, 1 with -v */
	struct conf conf;	/* read when the command says needs_conf */
};

/* Commands of one task. */
struct cmd_group {
	const char *title;
	const struct cmd *const *cmd;	/* ended by NULL */
};

struct cmd {
	const char *name;
	const char *args;	/* synopsis after the name */
	const char *summary;	/* one line */
	/* options and exit statuses, for backport help NAME */
	const char *help;
	const struct option *options;	/* of getopt_long(), ended by zeros */
	const char *shorts;	/* of getopt_long(); NULL for none */
	/*
	 * The names of options, with blanks between them, whose value is a
	 * file or folder that is read, one that is written, a TREEISH. They
	 * are seen from where the user is; the command runs in the project.
	 */
	const char *reads, *writes, *trees;
	/*
	 * The values that options may have, and the first operand, "1":
	 * "format text json; 1 add get".
	 */
	const char *values;
	bool file_args;	/* the operands may be files or TREEISHes */
	bool pages;	/* what it prints may be longer than a screen */
	bool needs_conf;
	bool no_json;	/* it has nothing to say with --json, and refuses it */
	/* argv[0] is the name */
	int (*run)(struct ctx *ctx, int argc, char **argv);
};

/*
 * Takes a global option by its letter, with its value or NULL; main() itself
 * takes --conf, --help and --version. False for a wrong value, which is said.
 */
bool cmd_take_global(struct ctx *ctx, int letter, const char *value);

/* True for a global option that may also stand behind the command. */
bool cmd_stands_behind(const struct option *global);

/*
 * Takes the global options (-q, --json) out of the words behind the command,
 * argv[0], up to "--"; an option's value is never one. Names of files become
 * paths seen from the project. Returns how many words are left; -1 for an
 * option that the command does not have, which is said.
 */
int cmd_take_words(struct ctx *ctx, const struct cmd *cmd, int argc,
		   char **argv);

/* A word that is an option which takes a value. */
struct cmd_valued {
	const char *name;	/* the whole name, or letter */
	char letter[2];
	size_t value_at;	/* in the word; 0: the next word is the value */
};

/* True when word is one of the command's; *v points into itself then. */
bool cmd_is_valued(const struct cmd *cmd, const char *word,
		   struct cmd_valued *v);

/*
 * The path, seen from the project, of the file that the user calls word: word
 * itself or a string that *ctx owns. An input that does not exist keeps the
 * name that the user gave.
 */
char *cmd_input_path(struct ctx *ctx, char *word);
char *cmd_output_path(struct ctx *ctx, char *word);

/* How a path of the project is seen from where the user is; caller frees. */
char *cmd_shown_path(const struct ctx *ctx, const char *path);

/* The command of that name; NULL when there is none. */
const struct cmd *cmd_find(const struct ctx *ctx, const char *name);

/* Says that there is no such command; returns EXIT_USAGE. */
int cmd_unknown(const struct ctx *ctx, const char *name);

/* Says how the program is called, and all commands, by say() or notice(). */
void cmd_list(const struct ctx *ctx, int (*to)(const char *fmt, ...));

/* Prints the help of the command that is named, or of all. */
int cmd_help(const struct ctx *ctx, int argc, char **argv);

/* Opens the command's manual page on a terminal; else prints its help. */
int cmd_manual(const struct ctx *ctx, const struct cmd *cmd);

/* Prints "backport: sentence" on stderr: for import_on_notice(). */
void cmd_say(const char *sentence);

/* Prints a diagnosis as "backport: ..." on stderr; returns EXIT_CANNOT. */
int cmd_cannot(const struct ctx *ctx, const struct diag *why);

/*
 * Prints "backport NAME: sentence" and how to get help on stderr; returns
 * EXIT_USAGE.
 */
int cmd_usage(const struct cmd *cmd, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The same when what is wrong has been said. */
int cmd_wrong_option(const struct cmd *cmd);

/* The same of the option for which getopt_long() has just returned '?'. */
int cmd_refuse_option(const struct cmd *cmd, char **argv);

/*
 * Rows of a table of options that say where the option goes: into a bool, which
 * becomes true, a const char *, or a struct strings, to which it is added.
 */
#define FLAG_OPTION(name, type, member) \
	{ name, no_argument, NULL, OPTION_ROW(FLAG, bool, type, member) }
#define VALUE_OPTION(name, type, member) \
	{ name, required_argument, NULL, \
	  OPTION_ROW(VALUE, const char *, type, member) }
#define LIST_OPTION(name, type, member) \
	{ name, required_argument, NULL, \
	  OPTION_ROW(LIST, struct strings, type, member) }

/* The last term is 0, and wants a member of that kind. */
#define OPTION_ROW(what, kind, type, member) \
	(OPTION_##what * OPTION_ROOM + (int)offsetof(type, member) + \
	 0 * (int)sizeof(&((type *)NULL)->member == (kind *)NULL))
enum { OPTION_FLAG = 1, OPTION_VALUE, OPTION_LIST, OPTION_ROOM = 1 << 16 };

/*
 * getopt_long() of the command's options, of which such rows are stored in
 * *asked. Returns the letter of the next other one, -1 when there is none, and
 * '?' for a wrong one, which is said.
 */
int cmd_next_option(const struct cmd *cmd, int argc, char **argv, void *asked);

/* Adds the values that the option (or operand, "1") may have, where known. */
void cmd_values(const struct cmd *cmd, const char *option,
		struct strings *values);

/*
 * Prints "backport NAME: no OPTION 'WORD'; there are ..." for a word that is
 * none of these, and which was likely meant, on stderr; returns EXIT_USAGE.
 */
int cmd_no_such(const struct cmd *cmd, const char *option, const char *word);

/* True when name is one of words, which have blanks between them. */
bool cmd_has_word(const char *words, const char *name);

/*
 * Prints the words that may stand for the last one of a command line, which is
 * only begun; ":files" stands for names of files.
 */
int cmd_complete(struct ctx *ctx, int argc, char **argv);

/* Prints "; did you mean 'X'?" on stderr when one of known is near word. */
void cmd_did_you_mean(const char *word, const struct strings *known);

struct kbuild;
struct kbuild_end;
struct kernel;
struct stage;
struct result_key;

#define OUT	"out"	/* where results go, below the project */

/* What a stage's arguments name. */
struct cmd_stage_name {
	const struct branch *branch;
	size_t step;
	struct step_name step_name;
	struct stage_id stage;	/* "build.before" */
};

/*
 * Reads the arguments that getopt left, one BRANCH, and the value of --step. 0,
 * or the exit status to end with.
 */
int cmd_stage_args(const struct ctx *ctx, const struct cmd *cmd, char **argv,
		   const char *step, struct cmd_stage_name *name);

/* A stage to begin. */
struct cmd_stage_begin {
	const char *branch, *stage;
	struct result_key *key;	/* freed; NULL when an input cannot be read */
	bool force;		/* whatever is stored */
};

/*
 * Begins it, waiting for another run that does the same one (and saying so).
 * 0: do the work; 1: the stored result holds; -1 and *why. Run by `backport
 * plan`'s makefile, the process ends with make.
 */
int cmd_stage_begin(const struct ctx *ctx, struct stage *s,
		    const struct cmd_stage_begin *b, struct diag *why);

/*
 * Begins a stage that is a command. -1: do the work; else the exit status to
 * end with: the stored result holds and is printed, or it could not begin.
 */
int cmd_stage_enter(const struct ctx *ctx, struct stage *s,
		    const struct cmd_stage_begin *b);

/* Publishes the outcome, reports it, releases *s; returns the exit status. */
int cmd_stage_end(const struct ctx *ctx, struct stage *s, enum outcome outcome,
		  const char *reason);

/*
 * Ends a stage whose inputs could not be found: stores outcome with why's
 * sentence; returns the exit status.
 */
int cmd_stage_without(const struct ctx *ctx, const char *branch,
		      const char *stage, enum outcome outcome,
		      const struct diag *why);

/* The exit status that tells the outcome. */
int cmd_outcome_status(enum outcome outcome);

/*
 * True when `backport plan`'s makefile runs us: the stored result is the
 * answer, the exit status is 0.
 */
bool cmd_is_job(void);

/*
 * Asks, in a matrix, whether the branch's kernels could be booted and judged,
 * so that nothing is compiled in vain: boot_preflight(), which tells of
 * left_out. 0, or not and *why.
 */
int cmd_job_preflight(const struct branch *b, struct strings *left_out,
		      struct diag *why);

/*
 * True when the cache no longer has the images that the stored result of a
 * build stage tells of, or has those of another checkout of the project; with
 * warnings, also when the step's warnings are gone.
 */
bool cmd_build_is_gone(const struct branch *b, const char *stage,
		       const char *step, bool warnings);

/*
 * Opens the work folder as kbuild_open() does, waiting for another build and
 * saying so.
 */
int cmd_kernel_enter(const struct ctx *ctx, const struct kernel *k,
		     struct kbuild *kbuild, const char *log, struct diag *why);

/* Shows the first error of a failed build on stderr, unless -q. */
void cmd_show_build_error(const struct ctx *ctx, const struct kbuild_end *end,
			  const char *log);

/*
 * Runs the stage "objects" of a branch whose kernel_find() is done; returns the
 * exit status.
 */
int cmd_objects_stage(const struct ctx *ctx, const struct kernel *k,
		      bool force);

/*
 * Prints an object of --json on a line of its own and flushes it; takes over
 * the reference. Fractions have six digits.
 */
void cmd_print_json(json_t *o);

/* One definition in each command's file; the table is in backport.c. */
extern const struct cmd cmd_add, cmd_affected, cmd_apply, cmd_boot,
	cmd_build, cmd_check, cmd_check_run, cmd_compare, cmd_deps,
	cmd_evidence, cmd_export, cmd_init, cmd_matrix, cmd_mutants,
	cmd_objects, cmd_plan, cmd_port, cmd_rebase, cmd_report, cmd_status,
	cmd_tree, cmd_verdict, cmd_watch;

#endif
