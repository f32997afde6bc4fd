// SPDX-License-Identifier: GPL-2.0-only
/* backport port: what the user asks for. */
#include "cmd/port/options.h"

#include <string.h>

#include "core/mail/upstream-id.h"
#include "core/text/buf.h"

enum { OPT_FROM = 1, OPT_TO, OPT_BASE, OPT_NAME, OPT_UPSTREAM, OPT_DRY,
       OPT_FORCE, OPT_CONFLICTS, OPT_CONTINUE, OPT_REPOSITORY,
       OPT_PREREQUISITES, OPT_BUILD };

const struct option port_option_list[] = {
	{ "from", required_argument, NULL, OPT_FROM },
	{ "to", required_argument, NULL, OPT_TO },
	{ "base", required_argument, NULL, OPT_BASE },
	{ "name", required_argument, NULL, OPT_NAME },
	{ "upstream", required_argument, NULL, OPT_UPSTREAM },
	{ "dry-run", no_argument, NULL, OPT_DRY },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ "build", no_argument, NULL, OPT_BUILD },
	{ "conflicts", required_argument, NULL, OPT_CONFLICTS },
	{ "repository", required_argument, NULL, OPT_REPOSITORY },
	{ "prerequisites", no_argument, NULL, OPT_PREREQUISITES },
	{ "continue", required_argument, NULL, OPT_CONTINUE },
	{ 0 },
};

static void add_target(struct port_options *o, const char *branch)
{
	o->to = grow_array(o->to, o->nr_to + 1, sizeof(*o->to));
	o->to[o->nr_to++] = branch;
}

static void add_repository(struct port_options *o, const char *path)
{
	o->repository = grow_array(o->repository, o->nr_repository + 1,
				   sizeof(*o->repository));
	o->repository[o->nr_repository++] = path;
}

static bool take(struct port_options *o, int c)
{
	switch (c) {
	case OPT_FROM: o->from = optarg; break;
	case OPT_TO: add_target(o, optarg); break;
	case OPT_BASE: o->base = optarg; break;
	case OPT_NAME: o->name = optarg; break;
	case OPT_UPSTREAM: o->upstream = optarg; break;
	case OPT_DRY: o->dry_run = true; break;
	case OPT_PREREQUISITES: o->prerequisites = true; break;
	case OPT_FORCE: o->force = true; break;
	case OPT_BUILD: o->build = true; break;
	case OPT_CONFLICTS: o->conflicts = optarg; break;
	case OPT_REPOSITORY: add_repository(o, optarg); break;
	case OPT_CONTINUE: o->resume = optarg; break;
	case 'o': o->out = optarg; break;
	default: return false;
	}
	return true;
}

/* --continue's folder says all but where to write. */
static int check_resume(const struct port_options *o)
{
	if (o->patch || o->from || o->nr_to || o->base || o->name ||
	    o->upstream || o->conflicts || o->nr_repository ||
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
	if (!o->base == !o->nr_to)
		return cmd_usage(&cmd_port, "say where to: --to BRANCH, or --base TREEISH");
	if (o->build && o->base)
		return cmd_usage(&cmd_port, "--build goes with --to: a branch says how it is configured and compiled");
	if (o->out && !o->base)
		return cmd_usage(&cmd_port, "-o goes with --base; a branch has its place");
	if (o->upstream && !is_commit_id(o->upstream))
		return cmd_usage(&cmd_port, "--upstream wants 12 to 40 lower-case hex digits, got '%s'", o->upstream);
	return 0;
}

int port_options_read(struct port_options *o, int argc, char **argv)
{
	int c;

	optind = 0;
	while ((c = getopt_long(argc, argv, PORT_SHORT_OPTIONS,
				port_option_list, NULL)) >= 0)
		if (!take(o, c))
			return cmd_wrong_option(&cmd_port);
	if (optind < argc)
		o->patch = argv[optind++];
	while (optind < argc)
		add_target(o, argv[optind++]);
	return check(o);
}
