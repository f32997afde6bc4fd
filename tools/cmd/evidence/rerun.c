// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence --rerun: all stages again, from the bundle alone. */
#include "cmd/evidence/rerun.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/evidence/bundle.h"
#include "cmd/evidence/gather.h"
#include "cmd/evidence/manifest.h"
#include "sys/build/objects-stage.h"
#include "sys/os/fs.h"
#include "sys/os/piped.h"
#include "sys/os/share.h"
#include "sys/store/result.h"

struct rerun {
	const struct ctx *ctx;
	struct members m, again;
	char *folder;
	struct conf conf;
	const struct branch *branch;
	json_t *then, *now;	/* manifests */
};

static int open_bundle(struct rerun *r, const char *path, struct diag *why)
{
	if (evidence_read(&r->m, path, why))
		return -1;
	r->then = evidence_manifest(&r->m);
	if (!r->then)
		return diag_set(why, path, 0, "no branch's series in it");
	r->folder = evidence_unpack(&r->m, why);
	if (!r->folder)
		return -1;
	return evidence_conf(&r->m, r->folder, json_string_value(
			     json_object_get(r->then, "branch")), &r->conf,
			     &r->branch, why) ? -1 : 0;
}

/*
 * Forgets the results. The unpacked bundle is a project of its own, so that
 * its objects and images are not those of any other: none is there yet.
 */
static int forget(const struct rerun *r, struct diag *why)
{
	char *out = xstrfmt("%s/%s", r->folder, OUT);
	int ret = fs_fresh_folder(out, why);

	free(out);
	return ret;
}

/* Runs a program in the unpacked bundle, adding what it says to said. */
static int run(const struct rerun *r, const char *const *argv,
	       struct buf *said, struct diag *why)
{
	const struct piped_options how = { .drain = true, .dir = r->folder };
	struct piped c;
	int ret = piped_start(&c, argv, &how, why);

	if (!ret)
		ret = piped_end(&c, said, 0, why);
	piped_stop(&c);
	return ret;
}

/* The stages, as build-matrix.sh runs them. */
static int run_stages(const struct rerun *r, struct diag *why)
{
	char *self = program_path(r->ctx->program), jobs[32];
	char *plan = xstrfmt("%s/%s/.plan.mk", r->folder, OUT);
	const char *planning[] = { self, "plan", r->branch->name, NULL };
	const char *making[] = { "make", "-k", jobs, "--no-print-directory",
				 "-f", OUT "/.plan.mk", NULL };
	struct buf said = { 0 };
	int ret;

	snprintf(jobs, sizeof(jobs), "-j%ld", sysconf(_SC_NPROCESSORS_ONLN));
	unsetenv("MAKEFLAGS");
	unsetenv("MFLAGS");
	unsetenv("MAKELEVEL");
	/* What ccache would hand out is what is to be made again. */
	setenv("CCACHE_RECACHE", "1", true);
	ret = run(r, planning, &said, why);
	if (!ret)
		ret = fs_publish(plan, buf_span(&said), why);
	buf_clear(&said);
	if (!ret)
		ret = run(r, making, &said, why);
	if (r->ctx->verbosity >= 0)
		notice("%s", said.at ? said.at : "");
	buf_release(&said);
	free(plan);
	free(self);
	return ret;
}

/* Bundles what came out, from the folder. */
static int gather(struct rerun *r, struct diag *why)
{
	struct ctx there = *r->ctx;
	char *back = getcwd(NULL, 0);
	int ret = -1;

	there.conf_path = "backport.conf";
	if (!back || chdir(r->folder))
		diag_set(why, r->folder, 0, "cannot enter the folder");
	else
		ret = evidence_gather(&there, r->branch, &r->again, why);
	if (back && chdir(back))
		ret = diag_set(why, back, 0, "cannot go back to the folder");
	if (!ret)
		r->now = evidence_manifest(&r->again);
	free(back);
	return ret;
}

static void tell(void *arg, const char *place, const char *then,
		 const char *now)
{
	const struct rerun *r = arg;
	json_t *o;

	if (!r->ctx->json) {
		say("differs: %s was %s, is %s\n", place, then, now);
		return;
	}
	o = json_pack("{ss ss ss}", "differs", place, "was", then, "is", now);
	cmd_print_json(o);
}

/* The new bundle, if one is wanted. */
static int keep(struct rerun *r, const char *out, struct diag *why)
{
	struct buf bytes = { 0 };
	int ret = 0;

	if (!out)
		return 0;
	evidence_add_manifest(&r->again, r->now);
	ret = members_pack(&r->again, true, &bytes, why);
	if (!ret)
		ret = fs_write_output(out, buf_span(&bytes), why);
	buf_release(&bytes);
	return ret;
}

/* False for no verdict, and where a stage could not be carried out. */
static bool is_judged(const json_t *manifest)
{
	const char *verdict = json_string_value(
		json_object_get(manifest, "verdict"));

	return verdict && strcmp(verdict, "error");
}

/* That stage has no part in the verdict. */
static bool objects_failed(const struct rerun *r)
{
	char *out = xstrfmt("%s/" OUT, r->folder);
	struct result objects;
	struct diag ignored;
	bool failed = false;

	if (!result_load(&objects, out, r->branch->name, OBJECTS_STAGE,
			 &ignored)) {
		failed = objects.outcome == ERROR;
		result_release(&objects);
	}
	free(out);
	return failed;
}

int evidence_rerun(const struct ctx *ctx, const char *path, const char *out)
{
	struct rerun r = { .ctx = ctx };
	struct diag why = { 0 };
	size_t nr;
	int status = EXIT_CANNOT;

	if (open_bundle(&r, path, &why) || forget(&r, &why) ||
	    run_stages(&r, &why) || gather(&r, &why) || keep(&r, out, &why))
		goto out;
	if ((is_judged(r.then) && !is_judged(r.now)) || objects_failed(&r)) {
		diag_set(&why, NULL, 0, "%s: a stage could not be carried out when it was run again; what they say tells which, and why",
			 r.branch->name);
		goto out;
	}
	nr = evidence_differences(r.then, r.now, "times", tell, &r);
	if (!nr && !ctx->json && ctx->verbosity >= 0)
		say("%s: all the same again, but for times\n",
		    r.branch->name);
	status = nr ? EXIT_VERDICT : EXIT_OK;
out:
	if (status == EXIT_CANNOT)
		cmd_cannot(ctx, &why);
	if (r.folder)
		evidence_remove(r.folder);
	json_decref(r.then);
	json_decref(r.now);
	conf_release(&r.conf);
	members_release(&r.again);
	members_release(&r.m);
	free(r.folder);
	return status;
}
