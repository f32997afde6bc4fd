// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport report: what the stored results say, as people and programs want to
 * read it.
 */
#include "cmd/report/destination.h"
#include "cmd/report/formats.h"
#include "cmd/report/history.h"
#include "cmd/report/index.h"
#include "cmd/report/mail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/matrix/by-fix.h"
#include "core/text/ascii.h"
#include "core/text/since.h"
#include "core/text/text-json.h"
#include "sys/conf/known-names.h"
#include "sys/os/fs.h"
#include "sys/os/pager.h"

/* What is asked for. */
struct wanted {
	const struct format *format;
	struct report_to to;
	const char *since;	/* NULL: not asked */
	const char *fix;	/* only that; NULL: all */
	long history;		/* runs; 0 when not asked */
	bool strict, publish, send;
	bool index;	/* over the projects that are named */
	struct addresses mail_to;
};

/* A line of one row: its verdict, its reason and what the stages came to. */
static void print_line(const struct matrix_branch *b)
{
	json_t *object = json_object(), *stages = json_object();

	for_each_judged_stage(i, b->nr_steps)
		if (b->stage[i].there)
			json_object_set_new(stages,
				matrix_stage_id(b, i).name, json_string(
				outcome_name(b->stage[i].outcome)));
	json_object_set_new(object, "branch", json_string(
		matrix_branch_of(b)->name));
	json_object_set_new(object, "base", json_string(b->base));
	if (b->of)
		json_object_set_new(object, "fix", json_string(b->fixes));
	json_object_set_new(object, "verdict", verdict_json(b->verdict));
	json_object_set_new(object, "reason", text_json(b->reason));
	json_object_set_new(object, "stages", stages);
	cmd_print_json(object);
}

static void print_lines(const struct matrix *m)
{
	struct matrix rows;

	matrix_by_fix(&rows, m, ROW_ALL_STEPS);
	for (size_t i = 0; i < rows.nr; i++)
		print_line(&rows.branch[i]);
	matrix_rows_release(&rows);
}

/* Reads the branches named; none: all. */
static int read_matrix(const struct ctx *ctx, struct stored_matrix *f,
		       const struct wanted *a, char *const *names,
		       struct diag *why)
{
	const struct read_what what = {
		.conf = &ctx->conf,
		.judge = { .root = ctx->root, .out = OUT },
		.names = names, .fix = a->fix,
		.with_logs = a->publish || a->format->with_logs,
	};

	if (stored_matrix_read(f, &what, why))
		return -1;
	if (a->fix && !f->matrix.nr)
		return no_such_fix(&ctx->conf, NULL, a->fix, why);
	return 0;
}

/*
 * Writes one format to its file, whole or not at all, or to stdout. 0; 1 when
 * there is nothing to write, which is said; -1 and *why.
 */
static int write_format(const struct ctx *ctx, struct stored_matrix *f,
			const struct format *format, const struct report_to *to,
			struct diag *why)
{
	struct buf out = { 0 };
	int ret = 0;

	format->write(ctx, f, to, &out);
	if (!out.len && format->nothing) {
		notice("backport: %s\n", format->nothing);
		ret = 1;
	} else if (to->file) {
		ret = fs_write_output(to->file, buf_span(&out), why);
	} else {
		say_bytes(buf_span(&out));
	}
	buf_release(&out);
	return ret;
}

/* The format that is asked for; one that is a claim says whose it is. */
static int write_claim(const struct ctx *ctx, struct stored_matrix *f,
		       const struct wanted *a, struct diag *why)
{
	struct addresses from = { 0 };
	struct report_to to = a->to;
	char *author = NULL;
	int ret = 0;

	if (a->format == &formats[FORMAT_OPENVEX])
		ret = report_find_from(ctx, &from, why);
	if (from.nr)
		to.author = author = report_address(from.address);
	if (!ret)
		ret = write_format(ctx, f, a->format, &to, why);
	free(author);
	addresses_release(&from);
	return ret;
}

/* All formats into out/, and the run into the history. */
static int publish(const struct ctx *ctx, struct stored_matrix *f,
		   const char *url, struct diag *why)
{
	for (size_t i = 0; i < NR_FORMATS; i++) {
		char *file;
		int ret;

		if (!formats[i].file)
			continue;
		file = xstrfmt("%s/%s", OUT, formats[i].file);
		ret = write_format(ctx, f, &formats[i],
				   &(struct report_to){ file, url, NULL }, why);
		free(file);
		if (ret)
			return -1;
	}
	return report_remember(f, why);
}

/* Writes what is asked for. An enum matrix_sum, or -1 and *why. */
static int write_asked(const struct ctx *ctx, const struct wanted *a,
		       char *const *names, struct diag *why)
{
	struct matrix_count count;
	struct stored_matrix f;
	int ret = read_matrix(ctx, &f, a, names, why);

	if (!ret && ctx->json)
		print_lines(&f.matrix);
	if (!ret && !ctx->json)
		ret = write_claim(ctx, &f, a, why);
	if (!ret && a->publish)
		ret = publish(ctx, &f, a->to.url, why);
	count = matrix_count(&f.matrix);
	stored_matrix_release(&f);
	if (ret)
		return ret < 0 ? -1 : (int)MATRIX_NOTHING;
	return matrix_sum(&count, a->strict);
}

static int show_since(const struct ctx *ctx, const struct wanted *a,
		      char *const *names, struct diag *why)
{
	struct stored_matrix f;
	int ret = read_matrix(ctx, &f, a, names, why);

	if (ret)
		ret = cmd_cannot(ctx, why);
	else if (a->format->write)
		ret = report_show_since(ctx, &f, a->since, names);
	else
		ret = report_mail_since(ctx, &f, &(struct report_mail){
			a->since, names, a->to, a->mail_to, a->send });
	stored_matrix_release(&f);
	return ret;
}

static int report(struct ctx *ctx, const struct wanted *a,
		  char *const *names)
{
	static const int status[] = {
		[MATRIX_PROVED] = EXIT_OK, [MATRIX_WRONG] = EXIT_VERDICT,
		[MATRIX_NOTHING] = EXIT_NOTHING,
	};
	struct diag why = { 0 };
	int ret = conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why);

	if (ret)
		return cmd_cannot(ctx, &why);
	if (a->history)
		return report_show_history(ctx, names, a->history);
	if (a->since)
		return show_since(ctx, a, names, &why);
	ret = write_asked(ctx, a, names, &why);
	return ret < 0 ? cmd_cannot(ctx, &why) : status[ret];
}

/*
 * Cuts the slashes at the end off where it stands, in the words of the
 * command line.
 */
static bool take_url(struct report_to *to, char *url)
{
	size_t scheme = !strncmp(url, "http://", 7) ? 7 :
			!strncmp(url, "https://", 8) ? 8 : 0;
	size_t len = strlen(url);

	while (len && url[len - 1] == '/')
		len--;
	if (!scheme || len <= scheme)
		return false;
	for (size_t i = 0; i < len; i++)
		if (url[i] <= ' ' || url[i] > '~' || strchr("\"<>\\^`{|}", url[i]))
			return false;
	url[len] = '\0';
	to->url = url;
	return true;
}

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "output", required_argument, NULL, 'o' },
	FLAG_OPTION("publish", struct wanted, publish),
	{ "history", optional_argument, NULL, 'h' },
	{ "since", required_argument, NULL, 'S' },
	FLAG_OPTION("strict", struct wanted, strict),
	{ "url", required_argument, NULL, 'u' },
	VALUE_OPTION("fix", struct wanted, fix),
	{ "to", required_argument, NULL, 't' },
	FLAG_OPTION("send", struct wanted, send),
	FLAG_OPTION("index", struct wanted, index),
	{ 0 }
};

static bool is_since(const char *word)
{
	time_t when;

	return is_digit(word[0]) || since_words(word, time(NULL), &when);
}

/* What goes together. */
static int check_wanted(const struct wanted *a)
{
	bool mail = a->format == &formats[FORMAT_MAIL];

	if (mail && !a->since)
		return cmd_usage(&cmd_report, "--format=mail wants --since, what changed");
	if ((a->send || a->mail_to.nr) && !mail)
		return cmd_usage(&cmd_report, "--to and --send go with --format=mail");
	if (a->index && (a->since || a->history || a->publish || a->to.url ||
			 a->fix || a->format != &formats[FORMAT_TABLE]))
		return cmd_usage(&cmd_report, "--index takes -o and nothing else");
	if (a->send && a->to.file)
		return cmd_usage(&cmd_report, "--send or -o, not both");
	if (a->to.url && !a->publish && !mail &&
	    a->format != &formats[FORMAT_KCIDB] &&
	    a->format != &formats[FORMAT_OPENVEX])
		return cmd_usage(&cmd_report, "--url goes with --format=kcidb, openvex or mail, or --publish");
	if (a->fix && (a->publish || a->history || a->since))
		return cmd_usage(&cmd_report, "--fix does not go with --publish, --history or --since");
	if (a->fix && a->format == &formats[FORMAT_OPENVEX])
		return cmd_usage(&cmd_report, "--fix does not go with --format=openvex: a vulnerability may have several fixes");
	if (a->history && a->since)
		return cmd_usage(&cmd_report, "--history or --since, not both");
	return 0;
}

static int parse(struct wanted *a, int argc, char **argv)
{
	char *end = "";
	int opt;

	while ((opt = cmd_next_option(&cmd_report, argc, argv, a)) != -1) {
		switch (opt) {
		case 'f':
			a->format = format_named(optarg);
			if (!a->format)
				return cmd_no_such(&cmd_report, "format", optarg);
			break;
		case 'o':
			a->to.file = optarg;
			break;
		case 'h':
			/* "--history 5" as well as "--history=5" */
			if (!optarg && optind < argc &&
			    argv[optind][strspn(argv[optind], "0123456789")] == '\0')
				optarg = argv[optind++];
			a->history = optarg ? strtol(optarg, &end, 10) : 10;
			if (*end || a->history < 1 || a->history > 1000)
				return cmd_usage(&cmd_report, "--history '%s': wanted a number from 1 to 1000",
						 optarg);
			break;
		case 'S':
			a->since = optarg;
			if (!is_since(optarg))
				return cmd_usage(&cmd_report, "--since '%s': wanted a run's number, a date (2026-11-22), or words such as yesterday, '3 days ago', monday",
						 optarg);
			break;
		case 't':
			if (!addresses_add(&a->mail_to, span_of(optarg)))
				return cmd_usage(&cmd_report, "--to '%s': wanted a mail address",
						 optarg);
			break;
		case 'u':
			if (!take_url(&a->to, optarg))
				return cmd_usage(&cmd_report, "--url '%s': wanted http:// or https://, and where out/ is to be found there",
						 optarg);
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if (a->index && optind == argc)
		return cmd_usage(&cmd_report, "--index wants the folders of projects, or of published results");
	return check_wanted(a);
}

static int cmd_report_run(struct ctx *ctx, int argc, char **argv)
{
	struct wanted a = { .format = &formats[0] };
	int status = parse(&a, argc, argv);

	if (!status && ctx->json &&
	    (a.format != &formats[0] || a.to.file || a.history || a.since))
		status = cmd_usage(&cmd_report, "--json prints a line per branch; it does not go with --format, -o, --history or --since");
	if (!status && !a.publish && !a.to.file && !a.send && !ctx->no_pager)
		pager_start();
	if (!status && a.index)
		status = report_index_of(ctx, argv + optind, a.to.file);
	else if (!status)
		status = report(ctx, &a, argv + optind);
	addresses_release(&a.mail_to);
	return status;
}

const struct cmd cmd_report = {
	.name = "report",
	.args = "[--format=FORMAT] [-o FILE] [--publish] [--url PREFIX]\n"
		"                       [--fix NAME] [--strict] [BRANCH...]\n"
		"       backport report --history [N] | --since RUN|DATE [BRANCH...]\n"
		"       backport report --since RUN|DATE --format=mail [--to ADDRESS]... [--send]\n"
		"                       [BRANCH...]\n"
		"       backport report --index [-o FILE] FOLDER...",
	.summary = "Show what the stored results of the matrix say",
	.help =
"  --format=table   a row per branch and fix (the default), as wide as the\n"
"                   terminal\n"
"  --format=json    one object with all that the stages stored: matrix.json\n"
"  --format=ktap    KTAP 1: branch, stage, boot, step\n"
"  --format=junit   JUnit XML: a failure is the kernel's or the patch's, an error\n"
"                   ours\n"
"  --format=kcidb   what KCIDB takes, version 5.0\n"
"  --format=html    one page that needs nothing beside it\n"
"  --format=openvex OpenVEX 0.2.0: 'fixed' for each cve all of whose fixes are\n"
"                   proved, in the kernel that was built of the branch, by its\n"
"                   sha256\n"
"  --format=mail    with --since, a mail of what changed; none when nothing did\n"
"  --to ADDRESS     to that address instead of those in [mail] of backport.conf\n"
"  --send           send it by git send-email where git's configuration says how\n"
"                   (sendemail.smtpServer, sendmailCmd), else sendmail, else git\n"
"                   send-email; only to whom it names: sendemail.to and the like\n"
"                   are for patches\n"
"  --index          a page with a line per branch of several projects, the worst\n"
"                   first, which links their pages: of each FOLDER that is a\n"
"                   project or what was published of one (out/), or that holds\n"
"                   such folders\n"
"  -o FILE          to FILE, whole or not at all, instead of stdout\n"
"  --publish        also all formats of these branches into out/ (matrix.json,\n"
"                   matrix.ktap, junit.xml, kcidb.json, report.html), and the run\n"
"                   into the history\n"
"  --history [N]    the last N (10) runs: verdicts, what changed last, durations\n"
"  --since RUN|DATE what changed since that run, or the last one until that date\n"
"                   (2026-11-22, or with a time: 2026-11-22T12:00:00Z; or git's\n"
"                   words: yesterday, '2 weeks ago', last month, monday)\n"
"  --url PREFIX     where out/ is published (https://ci.example.org/out): KCIDB's\n"
"                   logs and results have URLs there, PREFIX/BRANCH/STAGE.log\n"
"  --fix NAME       only that fix\n"
"  --strict         a skipped branch makes the exit status 125\n"
"  --json           an object per line, branch and fix: verdict, reason, stages\n"
"\n"
"Reads out/BRANCH/*.json of the branches named (none: all), boots and builds\n"
"nothing, and judges them as 'backport verdict' does: a branch of which anything\n"
"changed since has no verdict. A row has the stages tree and apply, and build and\n"
"boot before and after; before, a boot that FAILs is what is wanted. time is what\n"
"the stages took when they ran, objects among them. A branch with several fixes\n"
"has a row for each: before is the step right before the fix, after is the step\n"
"with it, time is that step's. A branch with several targets has its rows for\n"
"each. The history is in history.db of the cache, one history per project folder.\n"
"\n"
"Exit status: 0 at least one branch is proved and nothing is wrong (--history and\n"
"--since: there was something to show); 1 a branch is unproved, broken or in\n"
"error, or came to no verdict; 125 nothing was judged, no such run; 128 could not\n"
"be carried out; 129 usage.\n",
	.options = options,
	.values = "format table json ktap junit kcidb html openvex mail",
	.writes = "o output",
	.shorts = "o:",
	.run = cmd_report_run,
};
