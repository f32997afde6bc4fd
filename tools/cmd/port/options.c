// SPDX-License-Identifier: GPL-2.0-only
/* backport port: what the user asks for. */
#include "cmd/port/options.h"

#include <string.h>

#include "core/mail/upstream-id.h"
#include "core/text/buf.h"

const struct option port_option_list[] = {
	VALUE_OPTION("from", struct port_options, from),
	LIST_OPTION("to", struct port_options, to),
	VALUE_OPTION("base", struct port_options, base),
	VALUE_OPTION("name", struct port_options, name),
	VALUE_OPTION("upstream", struct port_options, upstream),
	FLAG_OPTION("dry-run", struct port_options, dry_run),
	FLAG_OPTION("force", struct port_options, force),
	FLAG_OPTION("build", struct port_options, build),
	VALUE_OPTION("conflicts", struct port_options, conflicts),
	LIST_OPTION("repository", struct port_options, repositories),
	FLAG_OPTION("prerequisites", struct port_options, prerequisites),
	VALUE_OPTION("continue", struct port_options, resume),
	{ 0 },
};

/* --continue's folder says all but where to write. */
static int check_resume(const struct port_options *o)
{
	if (o->patch || o->from || o->to.nr || o->base || o->name ||
	    o->upstream || o->conflicts || o->repositories.nr ||
	    o->prerequisites || o->build)
		return cmd_usage(&cmd_port, "--continue wants the folder alone, and --force, --dry-run or -o: the rest is known from there");
	return 0;
}

static int check(const struct port_options *o)
{
	if (o->resume)
		return check_resume(o);
	if (!o->patch)
		return cmd_usage(&cmd_port, "name the patch to carry");
	if (!o->base == !o->to.nr)
		return cmd_usage(&cmd_port, "say where to: --to BRANCH, or --base TREEISH");
	if (o->build && o->base)
		return cmd_usage(&cmd_port, "--build goes with --to: a branch says how it is configured and compiled");
	if (o->out && o->to.nr > 1)
		return cmd_usage(&cmd_port, "-o goes with --base, or with one branch");
	if (o->upstream && !is_commit_id(o->upstream))
		return cmd_usage(&cmd_port, "--upstream wants 12 to 40 lower-case hex digits, got '%s'", o->upstream);
	return 0;
}

int port_options_read(struct port_options *o, int argc, char **argv)
{
	int opt;

	optind = 0;
	while ((opt = cmd_next_option(&cmd_port, argc, argv, o)) != -1) {
		if (opt != 'o')
			return EXIT_USAGE;
		o->out = optarg;
	}
	if (optind < argc)
		o->patch = argv[optind++];
	while (optind < argc)
		strings_add(&o->to, argv[optind++]);
	return check(o);
}
