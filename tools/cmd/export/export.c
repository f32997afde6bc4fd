// SPDX-License-Identifier: GPL-2.0-only
/* backport export: a branch's series as others take it, with what proves it. */
#include "cmd/export/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/export/bundle.h"
#include "cmd/export/choose.h"
#include "cmd/export/errors.h"
#include "cmd/export/forms.h"
#include "cmd/export/mbox.h"
#include "core/mail/address.h"
#include "core/mail/mailbox.h"
#include "core/matrix/by-fix.h"
#include "core/patch/patch.h"
#include "core/text/release.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/git/repo.h"
#include "sys/os/charset.h"
#include "sys/os/patch-file.h"
#include "sys/series/missing.h"

static const struct format {
	const char *name;
	int (*write)(const struct export *x, struct diag *why);
} formats[] = {
	{ "mbox", export_mbox },
	{ "quilt", export_quilt },
	{ "git-bundle", export_bundle },
	{ "deb-patch", export_deb },
};

struct asked {
	const struct format *format;
	const char *branch;
	bool force;
};

/* "4.9.y" of v4.9; another branch's name as it is. */
static char *line_of(const char *branch)
{
	struct span s = span_of(branch);
	struct kver v;

	if (kver_read(&v, &s) && !s.len && v.nr == 2)
		return xstrfmt("%d.%d.y", v.part[0], v.part[1]);
	return xstrdup(branch);
}

/* Finds where the diff begins, and the diffstat above it. */
static int find_diff(struct export_patch *p, const char *path, struct diag *why)
{
	struct span text =
		buf_span(p->mail.encoded ? &p->mail.patch : &p->text);
	struct patch raw = { 0 }, mailed = { 0 };
	int ret = patch_parse(&raw, text, p->entry->strip, path, why);

	if (!ret && !raw.nr)
		ret = diag_set(why, path, 0, "no diff in it: nothing to export");
	if (!ret)
		ret = patch_parse(&mailed, buf_span(&p->mail.patch),
				  p->entry->strip, path, why);
	if (!ret) {
		const char *from = raw.diff[0].text.at;

		p->diff = (struct span){ from, text.at + text.len - from };
		p->stat = mailed.header;
		if (span_starts(p->stat, "---\n"))
			p->stat = span_skip(p->stat, 4);
		p->stat = span_trim(p->stat);
	}
	patch_release(&mailed);
	patch_release(&raw);
	return ret;
}

static int read_patch(struct export *x, size_t i, const char *series,
		      const char *folder, struct diag *why)
{
	struct export_patch *p = &x->patch[i];
	char *path;
	int ret;

	p->entry = &x->series.entry[i];
	p->fix = branch_fix_of_patch(x->branch, p->entry->name);
	path = xstrfmt("%s/%s", folder, p->entry->name);
	ret = patchfile_read(&p->text, folder, p->entry, series, why);
	if (!ret && mail_count(buf_span(&p->text)) > 1)
		ret = diag_set(why, path, 0, "is a mailbox of %zu mails: make a patch of each (git mailsplit) and name them in the series",
			       mail_count(buf_span(&p->text)));
	if (!ret)
		ret = mail_parse(&p->mail, buf_span(&p->text), path,
			charset_to_utf8, why);
	if (!ret)
		ret = find_diff(p, path, why);
	free(path);
	return ret;
}

static int read_series(struct export *x, struct diag *why)
{
	char *series = branch_series(x->branch, x->ctx->root);
	char *folder = branch_patches(x->branch, x->ctx->root);
	int ret = patchfile_series(&x->series_text, series, why);

	if (!ret)
		ret = series_parse(&x->series, buf_span(&x->series_text),
				   series, why);
	if (!ret && !x->series.nr)
		ret = diag_set(why, series, 0, "no patch in it: nothing to export");
	if (!ret)
		x->patch = new_array(x->series.nr, sizeof(*x->patch));
	while (!ret && x->nr < x->series.nr)
		ret = read_patch(x, x->nr++, series, folder, why);
	free(folder);
	free(series);
	return ret;
}

static int find_maker(struct export *x, struct diag *why)
{
	int ret = ident_of_project(&x->maker, x->ctx->root, why);

	if (!ret && !is_email(span_of(x->maker.email)))
		ret = diag_set(why, NULL, 0, "your mail address '%s' has no @, so no mail can be from you; set it with git config user.email",
			       x->maker.email);
	return ret;
}

/* Why a row is not proved, as a fresh string; NULL when it is. */
static char *doubt_row(const struct matrix_branch *b, int *status)
{
	const char *it = b->of ? b->fixes : "it";

	*status = EXIT_NOTHING;
	if (b->verdict == NO_VERDICT)
		return xstrfmt("there is no verdict on %s: %s", it, b->reason);
	if (b->verdict == SKIPPED)
		return xstrfmt("%s was skipped: %s", it, b->reason);
	*status = EXIT_VERDICT;
	if (b->verdict != PROVED)
		return xstrfmt("%s is %s: %s", it, verdict_name(b->verdict),
			       b->reason);
	return NULL;
}

/*
 * Why what is to be exported is not proved: the worst of it. *status is what to
 * exit with.
 */
static char *doubt(const struct export *x, int *status)
{
	const struct matrix_branch *worst = NULL;
	char *why;

	for (size_t i = 0; i < x->rows.nr; i++) {
		const struct matrix_branch *row = &x->rows.branch[i];

		if (!export_has(x, row))
			continue;
		if (!worst || verdict_is_worse(row->verdict, worst->verdict))
			worst = row;
	}
	why = worst ? doubt_row(worst, status) : NULL;
	if (why)
		return why;
	*status = EXIT_VERDICT;
	if (x->nothing)
		return xstrfmt("%s has the fix already, there is nothing to send",
			       x->told->base);
	return x->unfit ? xstrdup(x->unfit) : NULL;
}

/* Asks whether what the base lacks makes of it what was booted. */
static int check_fit(struct export *x, struct diag *why)
{
	int ret = x->steps.state != STEPS_FOUND ? 0 :
		missing_make_last_step(x->repo, x->ctx->root, x->branch,
				       &x->steps, why);

	if (ret > 0)
		x->unfit = xstrdup(why->text);
	return ret < 0 ? -1 : 0;
}

static int gather(struct export *x, struct diag *why)
{
	char *const names[] = { x->branch->name, NULL };
	/*
	 * A changed message is exported as it is now: the trees are what was
	 * proved.
	 */
	const struct read_what what = {
		.conf = &x->ctx->conf,
		.judge = { .root = x->ctx->root,
			   .out = OUT, .any_message = true },
		.names = names,
	};

	x->line = line_of(x->branch->line);
	if (repo_open(&x->repo, why) || read_series(x, why) ||
	    find_maker(x, why) ||
	    branch_steps_find(x->repo, x->ctx->root, x->branch, &x->steps,
			      why) ||
	    check_fit(x, why) ||
	    stored_matrix_read(&x->stored, &what, why))
		return -1;
	x->told = &x->stored.matrix.branch[0];
	matrix_rows_of(&x->rows, x->told, ROW_OWN_STEPS);
	return export_choose(x, why);
}

static void release(struct export *x)
{
	for (size_t i = 0; i < x->nr; i++) {
		mail_release(&x->patch[i].mail);
		buf_release(&x->patch[i].text);
	}
	free(x->patch);
	series_release(&x->series);
	buf_release(&x->series_text);
	matrix_rows_release(&x->rows);
	stored_matrix_release(&x->stored);
	branch_steps_release(&x->steps);
	ident_release(&x->maker);
	git_repository_free(x->repo);
	free(x->line);
	addresses_release(&x->to);
	addresses_release(&x->cc);
	free(x->doubt);
	free(x->unfit);
	free(x->reply_to);
}

static int export(struct export *x, const struct asked *a, struct diag *why)
{
	char *error;
	int status;

	if (gather(x, why))
		return EXIT_CANNOT;
	x->doubt = doubt(x, &status);
	if (x->doubt && !a->force) {
		notice("backport: %s is not exported, %s (--force exports it and says so)\n",
		       a->branch, x->doubt);
		return status;
	}
	if (a->format->write == export_mbox && !a->force &&
	    (error = export_errors(x))) {
		notice("backport: %s is not exported, backport check has errors: %s (--force exports it)\n",
		       a->branch, error);
		free(error);
		return EXIT_VERDICT;
	}
	return a->format->write(x, why) ? EXIT_CANNOT : EXIT_OK;
}

static bool is_date(const char *s)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(shape); i++)
		if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' :
		    s[i] != shape[i])
			return false;
	return true;
}

static const struct format *find_format(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	return NULL;
}

static const struct option options[] = {
	{ "format", required_argument, NULL, 'f' },
	VALUE_OPTION("fix", struct export, only),
	{ "force", no_argument, NULL, 'F' },
	VALUE_OPTION("onto", struct export, onto),
	{ "date", required_argument, NULL, 'd' },
	{ "output", required_argument, NULL, 'o' },
	{ "to", required_argument, NULL, 't' },
	{ "cc", required_argument, NULL, 'c' },
	{ "in-reply-to", required_argument, NULL, 'r' },
	{ "reroll-count", required_argument, NULL, 'v' },
	{ 0 }
};

/* Takes the id of a mail, with or without <>; false when it can be none. */
static bool take_reply_to(struct export *x, const char *id)
{
	struct span s = span_of(id);

	if (s.len > 2 && s.at[0] == '<' && s.at[s.len - 1] == '>')
		s = (struct span){ s.at + 1, s.len - 2 };
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] <= ' ' || s.at[i] > '~' || strchr("<>", s.at[i]))
			return false;
	free(x->reply_to);
	x->reply_to = span_copy(s);
	return is_email(s) && s.len < 500;
}

static int parse_mail(struct export *x, int opt)
{
	char *end;

	switch (opt) {
	case 't':
	case 'c':
		if (!addresses_add(opt == 't' ? &x->to : &x->cc,
				   span_of(optarg)))
			return cmd_usage(&cmd_export, "--%s '%s': wanted a mail address",
					 opt == 't' ? "to" : "cc", optarg);
		break;
	case 'r':
		if (!take_reply_to(x, optarg))
			return cmd_usage(&cmd_export, "--in-reply-to '%s': wanted the Message-ID of a mail",
					 optarg);
		break;
	case 'v':
		x->version = strtol(optarg, &end, 10);
		if (*end || x->version < 1 || x->version > 999)
			return cmd_usage(&cmd_export, "-v '%s': wanted a number from 1 to 999",
					 optarg);
		break;
	default:
		return EXIT_USAGE;
	}
	return 0;
}

static int parse(struct export *x, struct asked *a, int argc, char **argv)
{
	int opt, ret;

	a->format = &formats[0];
	while ((opt = cmd_next_option(&cmd_export, argc, argv, x)) != -1) {
		switch (opt) {
		case 'f':
			a->format = find_format(optarg);
			if (!a->format)
				return cmd_no_such(&cmd_export, "format",
						   optarg);
			break;
		case 'F':
			a->force = true;
			break;
		case 'd':
			if (!is_date(optarg))
				return cmd_usage(&cmd_export, "--date '%s': wanted YYYY-MM-DD",
						 optarg);
			x->date = optarg;
			break;
		case 'o':
			x->out = optarg;
			break;
		default:
			ret = parse_mail(x, opt);
			if (ret)
				return ret;
		}
	}
	if ((x->to.nr || x->cc.nr || x->reply_to || x->version) &&
	    a->format->write != export_mbox)
		return cmd_usage(&cmd_export, "-v, --to, --cc and --in-reply-to are for mails, --format=mbox");
	if (x->only && a->format->write == export_bundle)
		return cmd_usage(&cmd_export, "--fix does not go with git-bundle: its commits are the whole series");
	if (optind + 1 != argc)
		return cmd_usage(&cmd_export, "wants one branch, got %d",
				 argc - optind);
	a->branch = argv[optind];
	return 0;
}

static int cmd_export_run(struct ctx *ctx, int argc, char **argv)
{
	struct export x = { .ctx = ctx };
	struct asked a = { 0 };
	struct diag why = { 0 };
	int status = parse(&x, &a, argc, argv);

	if (status) {
		release(&x);
		return status;
	}
	x.branch = conf_branch(&ctx->conf, a.branch, &why);
	status = x.branch ? export(&x, &a, &why) : EXIT_CANNOT;
	release(&x);
	return status == EXIT_CANNOT ? cmd_cannot(ctx, &why) : status;
}

const struct cmd cmd_export = {
	.name = "export",
	.args = "BRANCH [--format=mbox|quilt|git-bundle|deb-patch]\n"
		"                       [--fix NAME] [-vN] [--to ADDRESS]... [--cc ADDRESS]...\n"
		"                       [--in-reply-to ID] [-o FILE] [--force]",
	.summary = "Mail for stable@, or another form of the series, with its evidence",
	.help =
"  --format=mbox        mails for stable@vger.kernel.org, the default\n"
"  --format=quilt       the series and its patches, a folder or a tar archive\n"
"  --format=git-bundle  a commit per patch on the base's commit, for git fetch\n"
"  --format=deb-patch   the patches with a DEP-3 header, for debian/patches\n"
"  -o FILE              write there instead of to standard output; a name that is\n"
"                       a folder's, or ends in a slash: a file per mail or patch;\n"
"                       FILE.tar.zst compresses what quilt writes\n"
"  --fix NAME           only that fix, and the patches right before it that are\n"
"                       no fix's\n"
"  --onto TREEISH       git-bundle: build on this commit, which must have the\n"
"                       base's tree; default: the commit the cache has of the\n"
"                       base\n"
"  -vN                  the mails are [PATCH 4.9.y vN], the N-th that are sent;\n"
"                       --reroll-count N is the same\n"
"  --to ADDRESS         mails to that address instead of stable@vger.kernel.org\n"
"  --cc ADDRESS         a copy to that address too\n"
"  --in-reply-to ID     the mail, or the cover letter, answers that Message-ID\n"
"  --date YYYY-MM-DD    deb-patch: Last-Update, default each patch's own date\n"
"  --force              export also what is not proved, which the mails say, and\n"
"                       mails that break a rule of backport check\n"
"\n"
"A mail is from git's configured identity, its author stands in the body when\n"
"that is somebody else, Cc: is whom the trailers name. Below \"---\" stand the\n"
"comparison with upstream's patch and the verdict with what it was seen on.\n"
"Several patches get a cover letter and are its replies; with -o FOLDER/ each is\n"
"a file for git send-email, on standard output they are for git am --empty=drop,\n"
"which passes over the cover letter. The same patches and evidence give the same\n"
"bytes. A patch that the base has is not sent; the fix of each of the others has\n"
"to be proved.\n"
"\n"
"Exit status: 0 written; 1 the branch is not proved, its base has the fix, or its\n"
"mails break a rule for stable; 125\n"
"there is no verdict, or none of what there is now; 128 could not be carried out;\n"
"129 usage.\n",
	.options = options,
	.values = "format mbox quilt git-bundle deb-patch",
	.writes = "o output",
	.no_json = true,
	.shorts = "o:v:",
	.needs_conf = true,
	.run = cmd_export_run,
};
