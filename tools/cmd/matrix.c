// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport matrix: checks what is asked for, and leaves the work to
 * share/matrix.sh, which runs the other commands.
 */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text/buf.h"
#include "sys/os/run.h"
#include "sys/os/sandbox.h"
#include "sys/os/share.h"

/* What is asked for besides what `backport plan` takes. */
struct asked {
	const char *jobs, *url;	/* NULL: not said */
	bool strict, slurm, distcc;
	struct strings plan;	/* options for it */
	struct strings only;	/* branches */
};

static const struct option options[] = {
	{ "branch", required_argument, NULL, 'b' },
	{ "distcc", no_argument, NULL, 'd' },
	{ "fix", required_argument, NULL, 'p' },
	{ "force", required_argument, NULL, 'p' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "node-cache", required_argument, NULL, 'p' },
	{ "only", required_argument, NULL, 'b' },
	{ "quick", no_argument, NULL, 'q' },
	{ "repeat", required_argument, NULL, 'p' },
	{ "side", required_argument, NULL, 'p' },
	{ "slurm", no_argument, NULL, 's' },
	{ "slurm-args", required_argument, NULL, 'p' },
	{ "step", required_argument, NULL, 'p' },
	{ "strict", no_argument, NULL, 'S' },
	{ "target", required_argument, NULL, 'p' },
	{ "url", required_argument, NULL, 'u' },
	{ 0 }
};

static bool is_number(const char *s)
{
	return *s >= '1' && *s <= '9' && !s[strspn(s, "0123456789")] &&
	       strlen(s) < 6;
}

static int parse(struct asked *a, int argc, char **argv)
{
	int opt, at;

	while ((opt = getopt_long(argc, argv, "j:", options, &at)) != -1)
		switch (opt) {
		case 'b':
			strings_add(&a->only, optarg);
			break;
		case 'd':
			a->distcc = true;
			strings_add(&a->plan, "--distcc");
			break;
		case 'j':
			a->jobs = optarg;
			if (!is_number(optarg))
				return cmd_usage(&cmd_matrix, "-j wants a number above 0, got '%s'",
						 optarg);
			break;
		case 'p':
			strings_addf(&a->plan, "--%s=%s", options[at].name,
				     optarg);
			break;
		case 'q':
			strings_add(&a->plan, "--quick");
			break;
		case 's':
			a->slurm = true;
			strings_add(&a->plan, "--slurm");
			break;
		case 'S':
			a->strict = true;
			break;
		case 'u':
			a->url = *optarg ? optarg : "-";
			break;
		default:
			return cmd_refuse_option(&cmd_matrix, argv);
		}
	while (optind < argc)
		strings_add(&a->only, argv[optind++]);
	return 0;
}

/* How many processors are here, or with --distcc on all its machines. */
static int count_jobs(const struct asked *a, struct buf *jobs,
		      struct diag *why)
{
	const char *const distcc[] = { "distcc", "-j", NULL };
	const char *const nproc[] = { "nproc", NULL };
	struct proc p = { .argv = a->distcc ? distcc : nproc, .capture = jobs };
	struct proc_end end = { 0 };
	int ret;

	if (a->jobs) {
		buf_adds(jobs, a->jobs);
		return 0;
	}
	ret = proc_run(&p, &end, why);
	if (a->distcc && (ret || end.status || !jobs->len)) {
		buf_clear(jobs);
		p.argv = nproc;
		ret = proc_run(&p, &end, why);
	}
	while (jobs->len && jobs->at[jobs->len - 1] == '\n')
		jobs->at[--jobs->len] = '\0';
	return ret;
}

/* This process becomes the script, which gets the signals and has the lock. */
static int become(const struct ctx *ctx, const struct asked *a,
		  const char *script, const char *jobs, struct diag *why)
{
	char *self = program_path(ctx->program);
	struct strings words = { 0 };

	strings_add(&words, "sh");
	strings_add(&words, script);
	strings_add(&words, self);
	strings_add(&words, ctx->conf_path);
	strings_add(&words, jobs);
	strings_add(&words, a->strict ? "1" : "");
	strings_add(&words, a->url ? a->url : "");
	strings_add(&words, a->slurm ? "1" : "");
	for (size_t i = 0; i < a->plan.nr; i++)
		strings_add(&words, a->plan.at[i]);
	for (size_t i = 0; i < a->only.nr; i++)
		strings_add(&words, a->only.at[i]);
	execvp("sh", words.at);
	diag_set(why, NULL, 0, "cannot run sh: %s", strerror(errno));
	strings_release(&words);
	free(self);
	return -1;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	struct buf jobs = { 0 };
	struct diag why = { 0 };
	char *script = NULL;
	int status = parse(&a, argc, argv);

	if (!status) {
		script = share_path(NULL, "matrix.sh", &why);
		if (!script || count_jobs(&a, &jobs, &why) ||
		    become(ctx, &a, script, jobs.at, &why))
			status = cmd_cannot(ctx, &why);
	}
	free(script);
	buf_release(&jobs);
	strings_release(&a.plan);
	strings_release(&a.only);
	return status;
}

const struct cmd cmd_matrix = {
	.name = "matrix",
	.args = "[BRANCH...] [--target T] [--fix NAME]\n"
		"                       [--step K | --quick] [-jN] [--force STAGE]...\n"
		"                       [--repeat N] [--url PREFIX] [--strict]\n"
		"                       [--distcc | --slurm [--slurm-args ARGS]\n"
		"                       [--node-cache DIR]]",
	.summary = "Build and boot every branch without and with its fixes, and report",
	.help =
"  BRANCH          only these branches; --only and --branch are the same\n"
"  --target T      only branches of this target of backport.conf\n"
"  --step K        only this step: before, after or a number; the others are as\n"
"                  they are stored; --side K is the same\n"
"  --fix NAME      only branches that have this fix, and only its row\n"
"  --quick         only the first step and the last: fixes are not told apart,\n"
"                  and the verdicts say so\n"
"  -jN             job slots, shared by all branches (default: one per processor)\n"
"  --force STAGE   run it again though nothing changed: objects, build, boot,\n"
"                  boot.after, all\n"
"  --repeat N      boot each step N times; not the same N times is unproved\n"
"  --url PREFIX    where out/ will be published: KCIDB's logs and results have\n"
"                  URLs there\n"
"  --strict        a skipped branch makes the exit status 125\n"
"  --distcc        compile on the machines of $DISTCC_HOSTS, with their job slots\n"
"  --slurm         run as Slurm jobs; this folder must be seen by all nodes\n"
"  --slurm-args A  options for each sbatch: '-p kernels -c 16 --time=60'\n"
"  --node-cache D  the cache, on each node's own disk (default: $BACKPORT_CACHE)\n"
"\n"
"Runs what 'backport plan' prints, by make or as Slurm jobs, and at the end\n"
"'backport report --publish'. What has a result that holds is not run again, so\n"
"an interrupted matrix goes on where it was. One runs at a time in a project: a\n"
"second one waits. On a terminal it is shown live.\n"
"\n"
"For --distcc, on each machine that is to compile, with the same version of the\n"
"cross compiler: distccd --daemon --allow 192.0.2.0/24, and here\n"
"DISTCC_HOSTS='localhost/2 build1/16,lzo'; ccache asks distcc for what it lacks.\n"
"\n"
"Exit status: 0 at least one branch proved and nothing wrong; 1 a branch is\n"
"unproved, broken or in error, or has no verdict while others are proved; 125\n"
"nothing was judged; 128 could not be carried out; 129 usage; 130 interrupted.\n",
	.options = options,
	.shorts = "j:",
	.values = "step before after; side before after; force objects build build.before build.after boot boot.before boot.after all",
	.writes = "node-cache",
	.no_json = true,
	.needs_conf = true,
	.run = run,
};
