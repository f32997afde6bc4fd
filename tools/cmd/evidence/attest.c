// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: attestations of in-toto, in envelopes of DSSE 1.0. */
#include "cmd/evidence/attest.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "cmd/evidence/sign.h"
#include "core/report/dsse.h"
#include "core/report/in-toto.h"
#include "sys/matrix/read.h"
#include "sys/os/fs.h"

static json_t *base64(struct span bytes)
{
	char *text = grow_array(NULL, bytes.len / 3 * 4 + 5, 1);
	json_t *o;

	EVP_EncodeBlock((unsigned char *)text, (const unsigned char *)bytes.at,
			bytes.len);
	o = json_string(text);
	free(text);
	return o;
}

/* Adds the statement in an envelope, signed. */
static int envelope(struct span payload, const char *key, struct buf *out,
		    struct diag *why)
{
	struct buf signed_text = { 0 }, signature = { 0 };
	json_t *o;
	char *line;
	int ret;

	dsse_add_signed(DSSE_IN_TOTO, payload, &signed_text);
	ret = evidence_sign_text(buf_span(&signed_text), key, &signature, why);
	if (!ret) {
		o = json_pack("{s:o, s:s, s:[{s:o}]}", "payload",
			      base64(payload), "payloadType", DSSE_IN_TOTO,
			      "signatures", "sig",
			      base64(buf_span(&signature)));
		line = json_dumps(o, JSON_COMPACT);
		buf_addf(out, "%s\n", line);
		free(line);
		json_decref(o);
	}
	buf_release(&signature);
	buf_release(&signed_text);
	return ret;
}

static int attest_step(const struct matrix_branch *b, size_t step,
		       const char *key, struct buf *out, struct diag *why)
{
	json_t *o = in_toto_test_result(b, step);
	char *text;
	int ret = 0;

	if (!o)
		return 0;
	text = json_dumps(o, JSON_COMPACT);
	if (!text)
		abort();
	if (key)
		ret = envelope(span_of(text), key, out, why);
	else
		buf_addf(out, "%s\n", text);
	free(text);
	json_decref(o);
	return ret;
}

int evidence_attest(const struct ctx *ctx, const struct branch *branch,
		    const char *key, const char *out, struct diag *why)
{
	char *const names[] = { branch->name, NULL };
	const struct read_what what = {
		.conf = &ctx->conf,
		.judge = { .root = ctx->root, .out = OUT },
		.names = names,
	};
	struct stored_matrix stored;
	struct buf text = { 0 };
	int ret = stored_matrix_read(&stored, &what, why);
	const struct matrix_branch *b = stored.matrix.branch;

	for (size_t i = 0; !ret && i < b->nr_steps; i++)
		ret = attest_step(b, i, key, &text, why);
	if (!ret && !text.len)
		ret = diag_set(why, NULL, 0, "no kernel of %s was booted: nothing to attest",
			       branch->name);
	if (!ret && out)
		ret = fs_write_output(out, buf_span(&text), why);
	else if (!ret)
		say_bytes(buf_span(&text));
	buf_release(&text);
	stored_matrix_release(&stored);
	return ret;
}
