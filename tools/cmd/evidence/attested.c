// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence --verify: attestations of in-toto. */
#include "cmd/evidence/attested.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/evidence/sign.h"
#include "core/report/dsse.h"
#include "core/report/in-toto.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

/* Ten times what all attestations of the largest matrix known have. */
#define ATTESTATIONS_MAX	(8u << 20)

struct kernel {
	const char *path;
	char sha256[65];
	bool is_subject;
};

struct attested {
	struct verifying *v;
	const char *signers;
	struct kernel *kernel;
	size_t nr_kernels;
	size_t nr;	/* of the statement, from 1 */
};

bool evidence_is_attestation(struct span bytes)
{
	struct span text = span_trim(bytes);

	return text.len && (*text.at == '{' || *text.at == '[');
}

static int read_kernels(struct attested *a, char *const *paths,
			struct diag *why)
{
	struct buf bytes = { 0 };
	int ret = 0;

	for (; !ret && *paths; paths++) {
		struct kernel *k;

		ret = fs_read(&bytes, *paths, why);
		a->kernel = grow_array(a->kernel, a->nr_kernels + 1,
				       sizeof(*a->kernel));
		k = &a->kernel[a->nr_kernels++];
		*k = (struct kernel){ .path = *paths };
		result_digest(buf_span(&bytes).at, bytes.len, k->sha256);
	}
	buf_release(&bytes);
	return ret;
}

/*
 * Says who signed the envelope. As DSSE has it, one good signature is enough,
 * and those of others are passed over. 0; 1 when there is none; -1 and *why.
 */
static int check_signatures(const struct attested *a, const struct dsse *d,
			    struct diag *why)
{
	struct buf text = { 0 }, said[DSSE_SIGNATURES_MOST] = { 0 };
	int of[DSSE_SIGNATURES_MOST], ret = 0;
	enum finding bad = WRONG;

	dsse_add_signed(d->type, buf_span(&d->payload), &text);
	for (size_t i = 0; ret >= 0 && i < d->nr; i++) {
		ret = evidence_who_signed(buf_span(&text),
					  buf_span(&d->signature[i]),
					  a->signers, &said[i], why);
		of[i] = ret;
		if (!ret)
			bad = NOT_VERIFIED;
	}
	for (size_t i = 0; ret >= 0 && i < d->nr; i++) {
		const char *who = buf_span(&said[i]).at;

		if (of[i])
			evidence_say(a->v, bad, "statement %zu: signature %zu of %zu is not %s: %s",
				     a->nr, i + 1, d->nr, a->signers ?
				     "of a signer in the file" :
				     "of this payload", who);
		else if (a->signers)
			evidence_say(a->v, VERIFIED, "statement %zu: signed: %s",
				     a->nr, who);
		else
			evidence_say(a->v, NOT_VERIFIED, "statement %zu: who signed it: %s; --signers FILE names the keys to believe",
				     a->nr, who);
	}
	for (size_t i = 0; i < d->nr; i++)
		buf_release(&said[i]);
	buf_release(&text);
	return ret < 0 ? -1 : bad == WRONG;
}

/* Says of each kernel that was tested whether its file was given. */
static void say_subjects(const struct attested *a, const struct test_result *r)
{
	for (size_t i = 0; i < json_array_size(r->subjects); i++) {
		const char *name, *sha256 = in_toto_subject(r, i, &name);
		const char *file = NULL;
		char tests[128];

		snprintf(tests, sizeof(tests), "%s, %zu tests passed, %zu failed",
			 r->result, r->nr_passed + r->nr_warned, r->nr_failed);
		for (size_t k = 0; k < a->nr_kernels; k++)
			if (!strcmp(a->kernel[k].sha256, sha256)) {
				file = a->kernel[k].path;
				a->kernel[k].is_subject = true;
				evidence_say(a->v, VERIFIED, "statement %zu: %s is %s: %s",
					     a->nr, file, name, tests);
			}
		if (!file)
			evidence_say(a->v, NOT_VERIFIED, "statement %zu: %s: %s: no file with its sha256 was given",
				     a->nr, name, tests);
	}
}

static void check_statement(const struct attested *a, const json_t *o)
{
	struct test_result r;
	struct diag why;

	if (in_toto_read(&r, o, &why))
		evidence_say(a->v, WRONG, "statement %zu: %s", a->nr, why.text);
	else
		say_subjects(a, &r);
}

/* The payload is read once a signature is known to be of these bytes. */
static void check_payload(const struct attested *a, const struct dsse *d)
{
	json_t *o;

	if (strcmp(d->type, DSSE_IN_TOTO)) {
		evidence_say(a->v, WRONG, "statement %zu: its \"payloadType\" is %.100s, not " DSSE_IN_TOTO,
			     a->nr, d->type);
		return;
	}
	o = json_loadb(d->payload.at, d->payload.len, JSON_REJECT_DUPLICATES,
		       NULL);
	if (o)
		check_statement(a, o);
	else
		evidence_say(a->v, WRONG, "statement %zu: its payload is no JSON",
			     a->nr);
	json_decref(o);
}

static void say_unsigned(const struct attested *a)
{
	evidence_say(a->v, a->signers ? WRONG : NOT_VERIFIED, "statement %zu: not signed: whoever wrote it could make up all of it",
		     a->nr);
}

/* 0 or -1 and *why. */
static int check_one(const struct attested *a, const json_t *o,
		     struct diag *why)
{
	struct diag wrong;
	struct dsse d;
	int ret = 0;

	if (!json_object_get(o, "payload") &&
	    json_object_get(o, "predicateType")) {
		say_unsigned(a);
		check_statement(a, o);
		return 0;
	}
	if (dsse_read(&d, o, &wrong)) {
		evidence_say(a->v, WRONG, "statement %zu: no envelope of DSSE: %s",
			     a->nr, wrong.text);
	} else if (!d.nr) {
		say_unsigned(a);
		check_payload(a, &d);
	} else {
		ret = check_signatures(a, &d, why);
		if (!ret)
			check_payload(a, &d);
	}
	dsse_release(&d);
	return ret < 0 ? -1 : 0;
}

static int check_all(struct attested *a, struct span text, struct diag *why)
{
	json_error_t error;
	int ret = 0;

	for (text = span_trim(text); !ret && text.len; text = span_trim(text)) {
		json_t *o = json_loadb(text.at, text.len,
				       JSON_DISABLE_EOF_CHECK |
				       JSON_REJECT_DUPLICATES, &error);

		a->nr++;
		if (!o) {
			evidence_say(a->v, WRONG, "statement %zu: no JSON: %s",
				     a->nr, error.text);
			return 0;
		}
		ret = check_one(a, o, why);
		json_decref(o);
		text = span_skip(text, error.position);
	}
	return ret;
}

int evidence_verify_attestations(struct verifying *v, struct span text,
				 const char *signers, char *const *kernels,
				 struct diag *why)
{
	struct attested a = { .v = v, .signers = signers };
	int ret;

	if (text.len > ATTESTATIONS_MAX) {
		diag_set(why, NULL, 0, "%zu MiB are no attestations: %u MiB are the most that is verified",
			 text.len >> 20, ATTESTATIONS_MAX >> 20);
		return 1;
	}
	ret = read_kernels(&a, kernels, why);
	if (!ret)
		ret = check_all(&a, text, why);
	for (size_t i = 0; !ret && i < a.nr_kernels; i++)
		if (!a.kernel[i].is_subject)
			evidence_say(v, WRONG, "%s: no statement that holds is of its sha256, %s",
				     a.kernel[i].path, a.kernel[i].sha256);
	if (!ret)
		evidence_say(v, NOT_VERIFIED, "what the kernels were made of, and that they were booted: the branch's bundle says it, and --rerun of that shows it");
	free(a.kernel);
	return ret;
}
