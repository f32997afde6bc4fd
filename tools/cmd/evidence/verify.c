// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence --verify: works out again what needs no build. */
#include "cmd/evidence/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/evidence/attested.h"
#include "cmd/evidence/bundle.h"
#include "cmd/evidence/claims.h"
#include "cmd/evidence/finding.h"
#include "cmd/evidence/manifest.h"
#include "cmd/evidence/names.h"
#include "cmd/evidence/sign.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

static bool same(const json_t *a, const json_t *b)
{
	return a == b || json_equal(a, b);
}

/* Names each member that the manifest and the bundle do not agree on. */
static void compare_members(struct verifying *v, const json_t *claimed)
{
	const json_t *there = json_object_get(v->manifest, "members"),
		     *listed = json_object_get(claimed, "members");
	const json_t *now = json_object_get(json_object_get(v->manifest, "times"),
					    "members");
	const json_t *then = json_object_get(json_object_get(claimed, "times"),
					     "members");
	const char *name;
	json_t *entry;

	json_object_foreach((json_t *)listed, name, entry)
		if (!json_object_get(there, name))
			evidence_say(v, WRONG, "%s: in the manifest, but not in the bundle",
			    name);
	json_object_foreach((json_t *)there, name, entry) {
		if (!json_object_get(listed, name))
			evidence_say(v, WRONG, "%s: in the bundle, but not in the manifest",
			    name);
		else if (!same(entry, json_object_get(listed, name)) ||
			 !same(json_object_get(now, name),
			       json_object_get(then, name)))
			evidence_say(v, WRONG, "%s: not what the manifest's sha256 is of",
			    name);
	}
}

static void tell_difference(void *arg, const char *place, const char *claimed,
			    const char *found)
{
	if (strncmp(place, "members", 7) && strncmp(place, "times.members", 13))
		evidence_say(arg, WRONG, MANIFEST ": %s is %s, the members say %s",
		    place, claimed, found);
}

/* Makes the manifest again of the other members. */
static int check_manifest(struct verifying *v)
{
	const struct member *stored = members_find(&v->m, MANIFEST);
	json_t *claimed = evidence_json(&v->m, MANIFEST);
	struct members again = { 0 };
	size_t wrong = v->nr_wrong;

	v->manifest = evidence_manifest(&v->m);
	if (!claimed)
		evidence_say(v, WRONG, MANIFEST ": %s", stored ? "no JSON" :
		    "not in the bundle");
	if (!v->manifest)
		evidence_say(v, WRONG, "series/: not one branch's series in it");
	if (claimed && v->manifest) {
		compare_members(v, claimed);
		evidence_differences(claimed, v->manifest, NULL,
				     tell_difference, v);
		evidence_add_manifest(&again, v->manifest);
		if (v->nr_wrong == wrong &&
		    !span_equals(buf_span(&stored->bytes),
				 buf_span(&again.member[0].bytes)))
			evidence_say(v, WRONG, MANIFEST ": not as backport writes it");
		members_release(&again);
	}
	json_decref(claimed);
	if (v->nr_wrong == wrong)
		evidence_say(v, VERIFIED, "%zu members by sha256, and the manifest made of them",
		    v->m.nr - 1);
	return v->manifest ? 0 : -1;
}

static int open_bundle(struct verifying *v, struct diag *why)
{
	v->folder = evidence_unpack(&v->m, why);
	if (!v->folder)
		return -1;
	return evidence_conf(&v->m, v->folder, json_string_value(
			     json_object_get(v->manifest, "branch")), &v->conf,
			     &v->branch, why);
}

/* 0; 1 and *why when the bundle is not as one must be; -1 and *why. */
static int verify_members(struct verifying *v, const char *signers,
			  struct diag *why)
{
	struct judge_what what = { .out = OUT, .as_stored = true };
	int ret;

	if (check_manifest(v))
		return 0;
	ret = open_bundle(v, why);
	if (v->folder && evidence_check_signature(v, signers, why))
		return -1;
	if (ret)
		return ret;
	what.root = v->folder;
	ret = judge_branch(&v->judging, &what, v->branch, why);
	return ret ? ret : evidence_check_claims(v, why);
}

int evidence_verify(const struct ctx *ctx, const char *path,
		    const char *signers, char *const *kernels)
{
	struct verifying v = { .ctx = ctx };
	struct diag why = { 0 }, ignored;
	struct buf bytes = { 0 };
	char line[2048];
	int ret = fs_read(&bytes, path, &why);
	bool attested = !ret && evidence_is_attestation(buf_span(&bytes));

	if (!ret && !attested && *kernels) {
		buf_release(&bytes);
		return cmd_usage(&cmd_evidence, "a bundle names its kernels itself: files go with attestations");
	}
	if (attested) {
		ret = evidence_verify_attestations(&v, buf_span(&bytes),
						   signers, kernels, &why);
	} else if (!ret) {
		ret = members_unpack(&v.m, buf_span(&bytes), path, &why);
		buf_release(&bytes);
		if (!ret)
			ret = verify_members(&v, signers, &why);
	}
	if (ret > 0)
		evidence_say(&v, WRONG, "%s",
			     diag_line(&why, line, sizeof(line)));
	if (v.folder)
		fs_remove_all(v.folder, &ignored);
	judging_release(&v.judging);
	conf_release(&v.conf);
	json_decref(v.manifest);
	members_release(&v.m);
	free(v.folder);
	buf_release(&bytes);
	if (ret < 0)
		return cmd_cannot(ctx, &why);
	return v.nr_wrong ? EXIT_VERDICT : EXIT_OK;
}
