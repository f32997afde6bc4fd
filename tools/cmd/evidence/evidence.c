// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: a branch's proof as one file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/evidence/attest.h"
#include "cmd/evidence/gather.h"
#include "cmd/evidence/manifest.h"
#include "cmd/evidence/names.h"
#include "cmd/evidence/rerun.h"
#include "cmd/evidence/sign.h"
#include "cmd/evidence/verify.h"
#include "core/verdict/verdict.h"
#include "sys/matrix/judge.h"
#include "sys/os/fs.h"

struct asked {
	const char *out, *verify, *rerun;
	const char *key, *signers;	/* to sign with; whom to believe */
	bool force;
	bool in_toto;	/* attestations instead of a bundle */
};

static bool all_skipped(const struct judging *j)
{
	size_t nr = 0;

	for (size_t f = 0; f < j->nr; f++)
		nr += j->fix[f].verdict == SKIPPED;
	return nr == j->nr;
}

/*
 * Judges the branch and publishes the verdict for the bundle; with --force the
 * bundle has all that is stored as it is. 0, or the exit status when there is
 * nothing to bundle.
 */
static int judge(const struct ctx *ctx, const struct branch *b, bool force)
{
	const struct judge_what what = { .root = ctx->root,
					 .out = OUT, .as_stored = force };
	struct judging j;
	struct diag why = { 0 };
	int status = EXIT_OK;

	if (judge_branch(&j, &what, b, &why)) {
		status = cmd_cannot(ctx, &why);
	} else if (all_skipped(&j) ||
		   (j.verdict == NO_VERDICT &&
		    !(force && j.stage[STAGE_TREE].stage))) {
		notice("backport: %s is not bundled, %s: %s%s\n",
		       b->name, all_skipped(&j) ? "it was skipped" :
		       "there is no verdict on it", j.reason,
		       j.doubt ? " (--force bundles what is stale)" : "");
		status = EXIT_NOTHING;
	} else if (!force && judging_publish(&j, OUT, &why)) {
		status = cmd_cannot(ctx, &why);
	}
	judging_release(&j);
	return status;
}

static int write_bundle(const struct ctx *ctx, const struct branch *b,
			const struct asked *a, struct diag *why)
{
	struct members m;
	struct buf bytes = { 0 };
	json_t *manifest = NULL;
	int ret = evidence_gather(ctx, b, &m, why);

	if (!ret) {
		members_sort(&m);
		manifest = evidence_manifest(&m);
		evidence_add_manifest(&m, manifest);
		ret = a->key ? evidence_sign(&m, a->key, why) : 0;
	}
	if (!ret)
		ret = members_pack(&m, true, &bytes, why);
	if (!ret)
		ret = fs_write_output(a->out, buf_span(&bytes), why);
	if (!ret && ctx->verbosity >= 0)
		say("%s: %s, %zu members, %zu KiB\n", a->out,
		    json_string_value(json_object_get(manifest, "verdict")),
		    m.nr, (bytes.len + 1023) / 1024);
	json_decref(manifest);
	buf_release(&bytes);
	members_release(&m);
	return ret;
}

static int bundle(struct ctx *ctx, const struct asked *a, const char *name)
{
	const struct branch *b;
	struct diag why = { 0 };
	int status;

	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why) ||
	    !(b = conf_branch(&ctx->conf, name, &why)))
		return cmd_cannot(ctx, &why);
	status = judge(ctx, b, a->force);
	if (!status && (a->in_toto ?
			evidence_attest(ctx, b, a->key, a->out, &why) :
			write_bundle(ctx, b, a, &why)))
		status = cmd_cannot(ctx, &why);
	return status;
}

static const struct option options[] = {
	{ "output", required_argument, NULL, 'o' },
	VALUE_OPTION("verify", struct asked, verify),
	VALUE_OPTION("rerun", struct asked, rerun),
	VALUE_OPTION("sign", struct asked, key),
	VALUE_OPTION("signers", struct asked, signers),
	FLAG_OPTION("force", struct asked, force),
	{ "format", required_argument, NULL, 'F' },
	{ 0 }
};

/* What goes together. */
static int check_asked(const struct asked *a, int nr)
{
	if ((a->verify && a->rerun) || (nr != !a->rerun && !a->verify))
		return cmd_usage(&cmd_evidence, "wants one branch, or --verify FILE, or --rerun FILE");
	if ((a->key && (a->verify || a->rerun)) || (a->signers && !a->verify))
		return cmd_usage(&cmd_evidence, "--sign goes with a branch, --signers with --verify");
	if (a->in_toto && (a->force || a->verify || a->rerun))
		return cmd_usage(&cmd_evidence, "--format=in-toto attests what holds now: it goes with a branch, and not with --force");
	if (!a->verify && !a->rerun && !a->in_toto && !a->out)
		return cmd_usage(&cmd_evidence, "wants -o FILE, where the bundle goes");
	return 0;
}

static int cmd_evidence_run(struct ctx *ctx, int argc, char **argv)
{
	struct asked a = { 0 };
	int opt, status;

	while ((opt = cmd_next_option(&cmd_evidence, argc, argv, &a)) != -1) {
		switch (opt) {
		case 'o':
			a.out = optarg;
			break;
		case 'F':
			a.in_toto = !strcmp(optarg, "in-toto");
			if (!a.in_toto && strcmp(optarg, "bundle"))
				return cmd_no_such(&cmd_evidence, "format",
						   optarg);
			break;
		default:
			return EXIT_USAGE;
		}
	}
	status = check_asked(&a, argc - optind);
	if (status)
		return status;
	for (int i = optind; a.verify && i < argc; i++)
		argv[i] = cmd_input_path(ctx, argv[i]);
	if (a.verify)
		return evidence_verify(ctx, a.verify, a.signers, argv + optind);
	if (a.rerun)
		return evidence_rerun(ctx, a.rerun, a.out);
	return bundle(ctx, &a, argv[optind]);
}

const struct cmd cmd_evidence = {
	.name = "evidence",
	.args = "BRANCH -o FILE.tar.zst [--sign KEY] [--force]\n"
		"       backport evidence BRANCH --format=in-toto [--sign KEY] [-o FILE]\n"
		"       backport evidence --verify FILE [--signers FILE] [KERNEL...]\n"
		"       backport evidence --rerun FILE [-o FILE]",
	.summary = "Bundle what proves a branch, or verify such a bundle",
	.help =
"  -o FILE        the bundle, a tar archive compressed with zstd\n"
"  --format=in-toto\n"
"                 instead of a bundle an attestation per kernel that was booted,\n"
"                 one per line: its sha256, what it was made of, and the tests\n"
"                 that passed and failed in it\n"
"                 (https://in-toto.io/attestation/test-result v0.1); with --sign\n"
"                 an envelope of DSSE that holds it\n"
"  --sign KEY     sign it with an SSH key, a file as for ssh-keygen -Y\n"
"  --force        also when results are stale: of other inputs than there are now\n"
"  --verify FILE  work out again what can be without building: every member's\n"
"                 sha256 and the manifest, the series on the base's tree (if the\n"
"                 cache has it), patchset_hash, the keys, the fragments in the\n"
"                 .config, the outcomes from the consoles, the verdict. FILE may\n"
"                 also have attestations: see below\n"
"  --signers FILE who may have signed it, as ALLOWED SIGNERS in ssh-keygen(1)\n"
"  --rerun FILE   run all stages once more, from the bundle alone and with\n"
"                 nothing compiled before, ccache's results included, and say\n"
"                 what came out otherwise; -o keeps the new bundle. It runs the\n"
"                 bundle's Makefiles and kernels, in the sandbox, as a project of\n"
"                 its own whose work folder is removed afterwards\n"
"\n"
"A bundle is a small project that can be unpacked and looked into: backport.conf,\n"
"series, patches, Kconfig fragments and guest of one branch, out/ with all\n"
"results, consoles and the verdict, config/ with both .config, and manifest.json:\n"
"tree ids, sha256 of both vmlinux, versions, a sha256 each. What differs from run\n"
"to run is in the manifest below \"times\" alone; of a member with times in it\n"
"\"content\" is a sha256 of what lasts. Branches of any verdict can be bundled.\n"
"\n"
"A bundle that agrees with itself was not made up badly: consoles can be written\n"
"by hand. Only --rerun, or a signature of somebody you believe, says more. It is\n"
"of manifest.json, in manifest.json.sig, and so of every member; without\n"
"--signers the key is shown and believed by nobody.\n"
"\n"
"Of attestations, --verify checks each envelope's signature, which is of the\n"
"payload and its type, by ssh-keygen -Y verify; that the payload is a test result\n"
"that names a sha256 of each kernel, and no failed test when it says PASSED; and\n"
"that each KERNEL given is one that a statement is about. One signature of a\n"
"signer is enough; others are named and passed over. It does not verify what the\n"
"kernel was made of, nor that it was booted, nor when: that is the signer's word,\n"
"which the branch's bundle bears out. Keys are not looked up or revoked anywhere:\n"
"FILE of --signers decides, with valid-after, valid-before and its own lines.\n"
"\n"
"Exit status: 0 written, or nothing is wrong; 1 something is wrong or differs;\n"
"125 there is no verdict, or none of what there is now; 128 could not be carried\n"
"out; 129 usage.\n",
	.options = options,
	.values = "format bundle in-toto",
	.reads = "verify rerun sign signers",
	.writes = "o output",
	.shorts = "o:",
	.run = cmd_evidence_run,
};
