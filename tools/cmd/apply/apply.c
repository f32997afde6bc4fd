// SPDX-License-Identifier: GPL-2.0-only
/* backport apply: its help, and which way a command line goes. */

#include "cmd/apply/base.h"
#include "cmd/apply/bases.h"
#include "cmd/apply/branch.h"
#include "cmd/apply/options.h"
#include "cmd/apply/request.h"

static const char help[] =
"Applies a quilt series to a base tree, in memory. Without --check, the new blobs\n"
"and folders are stored in the repository that holds the base, and the id of the\n"
"tree is printed. A series that does not apply changes nothing anywhere.\n"
"\n"
"  BRANCH             of backport.conf: its base, series/BRANCH, patches/BRANCH/,\n"
"                     or the series and patches that its section names; its base\n"
"                     has what base-files and base-series lay over it\n"
"  PATCH...           these, in this order, instead of a series; - is standard\n"
"                     input\n"
"  --base TREEISH     a base, a revision of the cache, GITDIR@REV or a folder\n"
"  --bases PATTERN    all bases of that pattern: which take the series, have it,\n"
"                     refuse it; also GITDIR@PATTERN, for its tags\n"
"  --series FILE      quilt series, a folder of patches (in the order of its\n"
"                     series file or their names), or one patch\n"
"  --patches DIR      where its patches are (default: found from FILE)\n"
"  --base-series FILE a series under it, applied first; repeatable\n"
"  --stage            of a BRANCH alone, as a stage of the matrix: find its trees\n"
"                     without and with the fixes, store out/BRANCH/apply.json\n"
"  --check            write nothing at all, fetch nothing\n"
"  --commit REF       write one commit per patch, as git am does, and move REF to\n"
"                     the last, one per mail of a mailbox\n"
"  --checkout DIR     make DIR hold the result, rewriting only what changes\n"
"  --fuzz N           context lines that may be ignored (default 0)\n"
"  --like=quilt       place hunks as GNU patch does, with its fuzz of 2\n"
"  --keep-going       skip a patch that is refused\n"
"  -R, --reverse      take the series out again: last patch first, each reversed\n"
"  --json             one line per patch: patch, outcome (applied, merged,\n"
"                     refused), hunks; then one line with tree\n"
"\n"
"A patch is merged when all of it is in the tree already; that is no failure.\n"
"Exit status: 0 applied; 1 a patch is refused; 128 could not be carried out\n"
"(a patch is missing or damaged, a disk is full); 129 usage.\n";

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct apply_options o = { 0 };
	int status = apply_options_read(&o, &cmd_apply, argc, argv);

	if (!status)
		status = optind + (int)o.nr_patches < argc ?
			 apply_branch(ctx, &o, argv[optind]) :
			 o.bases ? apply_to_bases(ctx, &o) :
			 apply_to_base(ctx, &o);
	apply_options_release(&o);
	return status;
}

const struct cmd cmd_apply = {
	.name = "apply",
	.args = "BRANCH [OPTION]...\n"
		"       backport apply (BRANCH | --base TREEISH | --bases PATTERN)\n"
		"                      (--series FILE [--patches DIR] | PATCH...) [OPTION]...",
	.summary = "Apply a series: exact where it can be, refused where it must be",
	.help = help,
	.options = apply_option_table,
	.shorts = APPLY_SHORTS,
	.values = "like quilt",
	.reads = "series patches base-series",
	.writes = "checkout",
	.trees = "base bases",
	.file_args = true,
	.run = run,
};
