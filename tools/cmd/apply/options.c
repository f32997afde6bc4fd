// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `backport apply` is asked for: its options, and which of them go
 * together.
 */
#include "cmd/apply/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

const struct option apply_option_table[] = {
	{ "base", required_argument, NULL, 'b' },
	{ "bases", required_argument, NULL, 'B' },
	{ "series", required_argument, NULL, 's' },
	{ "patches", required_argument, NULL, 'p' },
	{ "base-series", required_argument, NULL, 'S' },
	{ "stage", no_argument, NULL, 't' },
	{ "check", no_argument, NULL, 'c' },
	{ "commit", required_argument, NULL, 'r' },
	{ "checkout", required_argument, NULL, 'd' },
	{ "fuzz", required_argument, NULL, 'f' },
	{ "like", required_argument, NULL, 'l' },
	{ "keep-going", no_argument, NULL, 'k' },
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

/* Reads one option; false when its argument is wrong. */
static bool read_option(struct apply_options *o, int opt, int *fuzz)
{
	switch (opt) {
	case 'b':
		o->base = optarg;
		return true;
	case 'B':
		o->bases = optarg;
		return true;
	case 's':
		o->series = optarg;
		return true;
	case 'p':
		o->patches = optarg;
		return true;
	case 'S':
		o->below = grow_array(o->below, o->nr_below + 1,
				      sizeof(*o->below));
		o->below[o->nr_below++] = optarg;
		return true;
	case 't':
		return o->stage = true;
	case 'c':
		return o->check = true;
	case 'r':
		o->ref = optarg;
		return true;
	case 'd':
		o->checkout = optarg;
		return true;
	case 'f':
		return read_fuzz(optarg, fuzz);
	case 'l':
		o->place.like_quilt = true;
		return !strcmp(optarg, "quilt");
	case 'k':
		return o->keep_going = true;
	case 'R':
		return o->reverse = true;
	default:
		return false;
	}
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

	while (!status &&
	       (opt = getopt_long(argc, argv, APPLY_SHORTS, apply_option_table,
				  NULL)) != -1)
		if (!read_option(o, opt, &fuzz))
			status = cmd_usage(cmd, "%s",
				opt == 'l' ? "--like wants 'quilt'" :
				opt == 'f' ? "--fuzz wants a number from 0 to 100" :
				"no such option");
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
	free(o->below);
	memset(o, 0, sizeof(*o));
}
