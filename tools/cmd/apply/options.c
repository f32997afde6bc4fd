// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `backport apply` is asked for: its options, and which of them go
 * together.
 */
#include "cmd/apply/options.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

const struct option apply_option_table[] = {
	VALUE_OPTION("base", struct apply_options, base),
	VALUE_OPTION("bases", struct apply_options, bases),
	VALUE_OPTION("series", struct apply_options, series),
	VALUE_OPTION("patches", struct apply_options, patches),
	LIST_OPTION("base-series", struct apply_options, below),
	FLAG_OPTION("stage", struct apply_options, stage),
	FLAG_OPTION("check", struct apply_options, check),
	VALUE_OPTION("commit", struct apply_options, ref),
	VALUE_OPTION("checkout", struct apply_options, checkout),
	{ "fuzz", required_argument, NULL, 'f' },
	{ "like", required_argument, NULL, 'l' },
	FLAG_OPTION("keep-going", struct apply_options, keep_going),
	{ "reverse", no_argument, NULL, 'R' },
	{ 0 }
};

static bool read_fuzz(const char *s, int *fuzz)
{
	char *end;
	long n = strtol(s, &end, 10);

	*fuzz = (int)n;
	return *s && !*end && n >= 0 && n <= 100;
}

/*
 * The operands: a BRANCH, then patches; with a base patches alone, unless there
 * is one word, and that is no file.
 */
static void take_patches(struct apply_options *o, int argc, char **argv)
{
	int first = optind;
	bool based = o->base || o->bases;

	if (first == argc)
		return;
	if (!based || (argc - first == 1 && strcmp(argv[first], "-") &&
		       !patchfile_is_named(argv[first]) &&
		       !fs_is_file(argv[first])))
		first++;
	o->patch = argv + first;
	o->nr_patches = argc - first;
}

static int check_usage(const struct apply_options *o, const struct cmd *cmd,
		       int nr_args)
{
	if (o->stage && (nr_args != 1 || o->base || o->series || o->ref ||
			 o->checkout || o->check))
		return cmd_usage(cmd, "--stage goes with a BRANCH alone");
	if (!nr_args && !o->base && !o->bases)
		return cmd_usage(cmd, "wants a BRANCH, or --base TREEISH and --series FILE or patches");
	if (!nr_args && !o->series)
		return cmd_usage(cmd, "--base wants --series FILE or patches");
	if (o->nr_patches && o->series)
		return cmd_usage(cmd, "one branch at a time, and a series or patches");
	if (o->patches && !o->series)
		return cmd_usage(cmd, "--patches goes with --series");
	if (o->base && o->bases)
		return cmd_usage(cmd, "--base or --bases, not both");
	if ((o->check || o->bases) && (o->ref || o->checkout))
		return cmd_usage(cmd, "--check and --bases write nothing: no --commit, no --checkout");
	return 0;
}

int apply_options_read(struct apply_options *o, const struct cmd *cmd, int argc,
		       char **argv)
{
	int opt, fuzz = -1, status = 0;

	while (!status && (opt = cmd_next_option(cmd, argc, argv, o)) != -1) {
		if (opt == '?')
			status = EXIT_USAGE;
		else if (opt == 'R')
			o->reverse = true;
		else if (opt == 'f' && !read_fuzz(optarg, &fuzz))
			status = cmd_usage(cmd, "--fuzz wants a number from 0 to 100");
		else if (opt == 'l' && strcmp(optarg, "quilt"))
			status = cmd_usage(cmd, "--like wants 'quilt'");
		o->place.like_quilt |= opt == 'l';
	}
	if (!status && !o->base && !o->bases && optind < argc &&
	    patchfile_is_named(argv[optind]))
		status = cmd_usage(cmd, "'%s' is a patch, not a BRANCH: give the tree too, --base TREEISH",
				   argv[optind]);
	if (!status)
		take_patches(o, argc, argv);
	if (!status)
		status = check_usage(o, cmd, argc - optind);
	o->place.fuzz = fuzz >= 0 ? fuzz : o->place.like_quilt ? 2 : 0;
	return status;
}

void apply_options_release(struct apply_options *o)
{
	strings_release(&o->below);
	memset(o, 0, sizeof(*o));
}
