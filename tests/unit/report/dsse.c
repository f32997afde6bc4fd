// SPDX-License-Identifier: GPL-2.0-only
/* Envelopes of DSSE: what is signed, and what is no envelope. */
#include "unit.h"

#include "core/report/dsse.h"

#define TYPE "http://example.com/HelloWorld"

/* The example of DSSE's protocol.md. */
static void what_is_signed_has_the_type_and_both_lengths(void **state)
{
	struct buf out = { 0 };

	(void)state;
	dsse_add_signed(TYPE, span_of("hello world"), &out);
	assert_string_equal(out.at, "DSSEv1 29 " TYPE " 11 hello world");
	buf_release(&out);
}

/* *d is released by the caller. */
static int read_text(struct dsse *d, const char *text, struct diag *why)
{
	json_t *o = json_loads(text, 0, NULL);
	int ret = dsse_read(d, o, why);

	json_decref(o);
	return ret;
}

static void both_alphabets_of_base64_are_taken(void **state)
{
	struct diag why;
	struct dsse d;

	(void)state;
	assert_int_equal(read_text(&d, "{\"payload\":\"-_8\",\"payloadType\":\"t\"}", &why), 0);
	assert_string_equal(d.type, "t");
	assert_true(span_equals(buf_span(&d.payload), span_of("\xfb\xff")));
	assert_int_equal(d.nr, 0);
	dsse_release(&d);
	assert_int_equal(read_text(&d, "{\"payload\":\"+/8=\",\"payloadType\":\"t\",\"signatures\":[{\"keyid\":\"k\",\"sig\":\"YQ==\"},{\"sig\":\"YgA=\"}]}", &why), 0);
	assert_true(span_equals(buf_span(&d.payload), span_of("\xfb\xff")));
	assert_int_equal(d.nr, 2);
	assert_true(span_equals(buf_span(&d.signature[0]), span_of("a")));
	assert_true(span_equals(buf_span(&d.signature[1]),
				(struct span){ "b\0", 2 }));
	dsse_release(&d);
}

static void what_is_no_envelope_is_said(void **state)
{
	static const struct { const char *text, *why; } cases[] = {
		{ "[]", "its \"payloadType\" is not there" },
		{ "{\"payloadType\":\"t\"}", "its \"payload\" is not there" },
		{ "{\"payloadType\":\"t\",\"payload\":1}", "its \"payload\" is not there" },
		{ "{\"payloadType\":\"t\",\"payload\":\"a b\"}", "its \"payload\" is not base64" },
		{ "{\"payloadType\":\"t\",\"payload\":\"YQ==YQ==\"}", "its \"payload\" is not base64" },
		{ "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[{\"sig\":\"YQ\"},{}]}", "its \"sig\" is not there" },
		{ "{\"payloadType\":\"t\",\"payload\":\"YQ==\",\"signatures\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}",
		  "it has 17 signatures, 16 are the most that are verified" },
	};
	struct diag why;
	struct dsse d;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(read_text(&d, cases[i].text, &why), -1);
		assert_string_equal(why.text, cases[i].why);
		dsse_release(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_signed_has_the_type_and_both_lengths),
		cmocka_unit_test(both_alphabets_of_base64_are_taken),
		cmocka_unit_test(what_is_no_envelope_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
