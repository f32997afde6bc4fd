// SPDX-License-Identifier: GPL-2.0-only
/* Attestations of in-toto: what was tested, and what it showed. */
#include "core/report/in-toto.h"

#include <stdlib.h>
#include <string.h>

#include "core/report/booted.h"
#include "core/text/text-json.h"

#define STATEMENT	"https://in-toto.io/Statement/v1"
#define TEST_RESULT	"https://in-toto.io/attestation/test-result/v0.1"
#define SHA256		"sha256:"

/* Adds a test to a list; step may be "" for the boot itself. */
static void add_test(json_t *list, const struct matrix_branch *b,
		     const struct matrix_boot *boot, const char *step)
{
	const char *fix = boot->fix && *boot->fix ? boot->fix : b->fixes;
	struct buf name = { 0 };

	buf_addf(&name, "%s/%s", fix, boot->mode);
	if (boot->nr > 1)
		buf_addf(&name, "/%ld", boot->nr);
	if (*step)
		buf_addf(&name, "/%s", step);
	json_array_append_new(list, text_json(name.at));
	buf_release(&name);
}

/* A kernel that complains fails the check whose steps all pass. */
static void add_tests(const struct matrix_branch *b,
		      const struct matrix_boot *boot, json_t *passed,
		      json_t *failed)
{
	size_t nr_failed = json_array_size(failed);

	for (size_t i = 0; i < boot->nr_steps; i++) {
		const struct matrix_step *s = &boot->step[i];

		if (s->outcome == PASS)
			add_test(passed, b, boot, s->name);
		if (s->outcome == FAIL)
			add_test(failed, b, boot, s->name);
	}
	if (boot->outcome == FAIL && json_array_size(failed) == nr_failed)
		add_test(failed, b, boot, "");
}

/* A thing by a digest; annotations are taken over, and may be NULL. */
static json_t *resource(const char *name, const char *algorithm,
			const char *digest, json_t *annotations)
{
	json_t *o = json_pack("{s:o, s:{s:o}}", "name", text_json(name),
			      "digest", algorithm, text_json(digest));

	if (annotations)
		json_object_set_new(o, "annotations", annotations);
	return o;
}

/* Of the inputs, those that are digests are things, the others annotations. */
static void add_inputs(json_t *list, json_t *annotations,
		       const struct matrix_stage *s)
{
	static const char *const elsewhere[] = { "tree", "image" };

	for (size_t i = 0; i < s->nr_inputs; i++) {
		const struct matrix_input *in = &s->input[i];
		bool told = false;

		for (size_t k = 0; k < 2; k++)
			told |= !strcmp(in->name, elsewhere[k]);
		if (told || !*in->value)
			continue;
		if (!strncmp(in->value, SHA256, strlen(SHA256)))
			json_array_append_new(list, resource(in->name, "sha256",
				in->value + strlen(SHA256), NULL));
		else
			json_object_set_new(annotations, in->name,
					    text_json(in->value));
	}
}

static json_t *configuration(const struct matrix_branch *b, size_t step)
{
	const struct matrix_stage *build = matrix_build(b, step);
	const char *tree = matrix_input(build, "tree");
	json_t *list = json_array(), *annotations = json_object();

	json_object_set_new(annotations, "branch", text_json(b->name));
	json_object_set_new(annotations, "base", text_json(b->base));
	json_object_set_new(annotations, "fixes", text_json(b->fixes));
	json_object_set_new(annotations, "step", text_json(
		step_name(step, b->nr_steps).at));
	json_array_append_new(list, resource("tree", "gitTree",
					     tree ? tree : "", annotations));
	add_inputs(list, annotations, build);
	add_inputs(list, annotations, matrix_boot(b, step));
	return list;
}

/* A kernel that was booted; mode "": the step's own. */
static json_t *subject(const struct matrix_branch *b, size_t step,
		       const char *mode, const char *sha256)
{
	const char *image = matrix_input(matrix_build(b, step), "image");
	char *name = xstrfmt("%s/%s%s%s/%s", b->name,
			     step_name(step, b->nr_steps).at,
			     *mode ? "." : "", mode,
			     image ? image : "image");
	json_t *o = resource(name, "sha256", sha256, NULL);

	free(name);
	return o;
}

/* The kernels that were booted. */
static json_t *subjects(const struct matrix_branch *b, size_t step)
{
	json_t *kernels = booted_kernels(matrix_boot(b, step), NULL);
	json_t *list = json_array(), *sha256;
	const char *mode;

	json_object_foreach(kernels, mode, sha256)
		json_array_append_new(list, subject(b, step, mode,
						    json_string_value(sha256)));
	json_decref(kernels);
	return list;
}

json_t *in_toto_test_result(const struct matrix_branch *b, size_t step)
{
	const struct matrix_stage *boot = matrix_boot(b, step);
	json_t *passed, *failed;

	if (!boot->there || (boot->outcome != PASS && boot->outcome != FAIL) ||
	    !boot->image_sha256 || !*boot->image_sha256)
		return NULL;
	passed = json_array();
	failed = json_array();
	for (size_t i = 0; i < boot->nr_boots; i++)
		add_tests(b, &boot->boot[i], passed, failed);
	return json_pack("{s:s, s:o, s:s, s:{s:s, s:o, s:o, s:[], s:o}}",
		      "_type", STATEMENT, "subject", subjects(b, step),
		      "predicateType", TEST_RESULT, "predicate", "result",
		      boot->outcome == PASS ? "PASSED" : "FAILED",
		      "configuration", configuration(b, step),
		      "passedTests", passed, "warnedTests",
		      "failedTests", failed);
}

/* Both are wanted by the specification, letter for letter. */
static int check_string(const json_t *o, const char *key, const char *wanted,
			struct diag *why)
{
	const char *found = json_string_value(json_object_get(o, key));

	if (found && !strcmp(found, wanted))
		return 0;
	return diag_set(why, NULL, 0, "its \"%s\" is %.100s, not %s", key,
			found ? found : "not there", wanted);
}

const char *in_toto_subject(const struct test_result *r, size_t at,
			    const char **name)
{
	const json_t *o = json_array_get(r->subjects, at);

	*name = json_text(o, "name");
	return json_string_value(json_object_get(json_object_get(o, "digest"),
						 "sha256"));
}

static int check_subjects(const struct test_result *r, struct diag *why)
{
	const char *name, *sha256;

	if (!json_array_size(r->subjects))
		return diag_set(why, NULL, 0, "it has no subject");
	for (size_t i = 0; i < json_array_size(r->subjects); i++) {
		sha256 = in_toto_subject(r, i, &name);
		if (!sha256 || strlen(sha256) != 64 ||
		    span_hex(span_of(sha256)) != 64)
			return diag_set(why, NULL, 0, "its subject %zu, '%.100s', has no sha256",
					i + 1, name);
	}
	return 0;
}

int in_toto_read(struct test_result *r, const json_t *statement,
		 struct diag *why)
{
	const json_t *p = json_object_get(statement, "predicate");

	*r = (struct test_result){
		.result = json_string_value(json_object_get(p, "result")),
		.nr_passed = json_array_size(json_object_get(p, "passedTests")),
		.nr_warned = json_array_size(json_object_get(p, "warnedTests")),
		.nr_failed = json_array_size(json_object_get(p, "failedTests")),
		.subjects = json_object_get(statement, "subject"),
	};
	if (check_string(statement, "_type", STATEMENT, why) ||
	    check_string(statement, "predicateType", TEST_RESULT, why) ||
	    check_subjects(r, why))
		return -1;
	if (!r->result || (strcmp(r->result, "PASSED") &&
			   strcmp(r->result, "WARNED") &&
			   strcmp(r->result, "FAILED")))
		return diag_set(why, NULL, 0, "its \"result\" is %.100s, not PASSED, WARNED or FAILED",
				r->result ? r->result : "not there");
	if (strcmp(r->result, "FAILED") && r->nr_failed)
		return diag_set(why, NULL, 0, "its \"result\" is %s, but it names %zu tests that failed",
				r->result, r->nr_failed);
	return 0;
}
