// SPDX-License-Identifier: GPL-2.0-only
/* backport report: what the stored results say, as people and programs want to read it. */
#include "cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/report-table.h"
#include "sys/fs.h"
#include "sys/result.h"

/* A row and what its strings borrow from. */
struct branch_results {
	struct result stage[NR_STAGES];
	json_t *verdict;	/* verdict.json; NULL when there is none */
};

static bool verdict_from(const char *name, enum verdict *verdict)
{
	for (*verdict = PROVED; *verdict <= SKIPPED; ++*verdict)
		if (name && !strcmp(verdict_name(*verdict), name))
			return true;
	return false;
}

static void read_verdict(struct branch_results *from, struct report_row *row)
{
	char *path = fs_path("%s/%s/verdict.json", OUT, row->branch);

	from->verdict = json_load_file(path, 0, NULL);
	free(path);
	if (!from->verdict)
		return;
	row->judged = verdict_from(json_string_value(
		json_object_get(from->verdict, "verdict")), &row->verdict);
	row->reason = json_string_value(
		json_object_get(from->verdict, "reason"));
}

static int read_branch(const struct branch *b, struct branch_results *from,
		       struct report_row *row, struct diag *why)
{
	row->branch = b->name;
	row->base = b->base;
	for (int i = 0; i < NR_STAGES; i++) {
		struct result *r = &from->stage[i];
		int ret = result_load(r, OUT, b->name, stage_name(i), why);

		if (ret < 0)
			return -1;
		if (ret)
			continue;
		row->stage[i] = (struct stage_word){ true, r->outcome,
						     r->reason };
		row->seconds[i] = r->seconds;
	}
	read_verdict(from, row);
	return 0;
}

static bool wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) &&
		!(term && !strcmp(term, "dumb"));
}

/* A branch a line: its verdict, its reason and what the stages came to. */
static void print_json(const struct report_row *row)
{
	json_t *object = json_object(), *stages = json_object();
	char *line;

	for (int i = 0; i < NR_STAGES; i++)
		if (row->stage[i].there)
			json_object_set_new(stages, stage_name(i), json_string(
				outcome_name(row->stage[i].outcome)));
	json_object_set_new(object, "branch", json_string(row->branch));
	json_object_set_new(object, "base", json_string(row->base));
	json_object_set_new(object, "verdict", row->judged ?
			    json_string(verdict_name(row->verdict)) :
			    json_null());
	json_object_set_new(object, "reason", json_string(
		row->reason ? row->reason : ""));
	json_object_set_new(object, "stages", stages);
	line = json_dumps(object, JSON_COMPACT);
	puts(line ? line : "{}");
	free(line);
	json_decref(object);
}

static void print(const struct ctx *ctx, const struct report_row *rows,
		  size_t nr)
{
	struct buf out = { 0 };

	for (size_t i = 0; ctx->json && i < nr; i++)
		print_json(&rows[i]);
	if (ctx->json)
		return;
	report_table(rows, nr, wants_colour(), &out);
	fwrite(out.at, 1, out.len, stdout);
	buf_release(&out);
}

static int report(const struct ctx *ctx, char **names, bool strict)
{
	static const int status[] = {
		[REPORT_PROVED] = EXIT_OK, [REPORT_WRONG] = EXIT_VERDICT,
		[REPORT_NOTHING] = EXIT_NOTHING,
	};
	const struct conf *conf = &ctx->conf;
	struct report_row *rows = calloc(conf->nr_branches + 1, sizeof(*rows));
	struct branch_results *from = calloc(conf->nr_branches + 1,
					     sizeof(*from));
	struct report_count count;
	struct diag why = { 0 };
	size_t nr = 0;
	int ret = 0;

	if (!rows || !from)
		abort();
	for (char **name = names; !ret && *name; name++)
		ret = conf_branch(conf, *name, &why) ? 0 : -1;
	for (size_t i = 0; !ret && i < conf->nr_branches; i++) {
		const struct branch *b = &conf->branch[i];
		bool asked = !*names;

		for (char **name = names; *name; name++)
			asked = asked || !strcmp(*name, b->name);
		if (asked) {
			ret = read_branch(b, &from[nr], &rows[nr], &why);
			nr++;
		}
	}
	if (!ret) {
		print(ctx, rows, nr);
		count = report_count(rows, nr);
	}
	for (size_t i = 0; i < nr; i++) {
		for (int j = 0; j < NR_STAGES; j++)
			result_release(&from[i].stage[j]);
		json_decref(from[i].verdict);
	}
	free(from);
	free(rows);
	return ret ? cmd_cannot(ctx, &why) : status[report_sum(&count, strict)];
}

static int cmd_report_run(struct ctx *ctx, int argc, char **argv)
{
	static const struct option options[] = {
		{ "format", required_argument, NULL, 'f' },
		{ "strict", no_argument, NULL, 's' },
		{ 0 }
	};
	bool strict = false;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (opt) {
		case 'f':
			if (!strcmp(optarg, "json"))
				ctx->json = true;
			else if (strcmp(optarg, "table"))
				return cmd_usage(&cmd_report, "no format '%s'; there are table and json",
						 optarg);
			break;
		case 's':
			strict = true;
			break;
		default:
			return cmd_usage(&cmd_report, "see the options below");
		}
	}
	return report(ctx, argv + optind, strict);
}

const struct cmd cmd_report = {
	.name = "report",
	.args = "[--format=table|json] [--strict] [BRANCH...]",
	.summary = "Show what the stored results of the matrix say",
	.help =
"  --format=table  a row a branch (the default)\n"
"  --format=json   an object a line, as --json does\n"
"  --strict        a skipped branch makes the exit status 125\n"
"\n"
"Reads out/BRANCH/*.json of the branches named (none: all) and runs nothing. The\n"
"stages of a branch: tree, apply, build and boot before and after; before, a\n"
"boot that FAILs is what is wanted. time is what the stages took when they ran.\n"
"\n"
"Exit status: 0 at least one branch is proved and nothing is wrong; 1 a branch is\n"
"unproved, broken or in error, or came to no verdict; 125 nothing was judged;\n"
"128 could not be carried out; 129 usage.\n",
	.needs_conf = true,
	.run = cmd_report_run,
};
