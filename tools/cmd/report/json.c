// SPDX-License-Identifier: GPL-2.0-only
/* backport report: the matrix as one JSON object, with all that the stages stored. */
#include "cmd/report/report.h"

#include <stdlib.h>

#include "sys/store/result.h"

static json_t *patches_json(const struct matrix_branch *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->nr_patches; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:s}",
			"name", result_text(b->patch[i].name),
			"path", result_text(b->patch[i].path),
			"sha256", b->patch[i].sha256));
	return list;
}

static json_t *branch_json(const struct stored_matrix *f, size_t at)
{
	const struct matrix_branch *b = &f->matrix.branch[at];
	json_t *o = json_object(), *stages = json_object();
	bool any;

	for (int i = 0; i < NR_STAGES; i++)
		if (f->stage[at][i])
			json_object_set(stages, stage_name(i), f->stage[at][i]);
	if (f->objects[at])
		json_object_set(stages, "objects", f->objects[at]);
	json_object_set_new(o, "branch", result_text(b->name));
	json_object_set_new(o, "base", result_text(b->base));
	json_object_set_new(o, "target", result_text(b->target));
	json_object_set_new(o, "fixes", result_text(b->fixes));
	json_object_set_new(o, "verdict", b->judged ?
			    json_string(verdict_name(b->verdict)) :
			    json_null());
	json_object_set_new(o, "reason", result_text(b->reason));
	json_object_set_new(o, "seconds", json_real(matrix_seconds(b, &any)));
	json_object_set_new(o, "patchset_hash",
			    json_string(b->patchset_hash));
	json_object_set_new(o, "patches", patches_json(b));
	json_object_set_new(o, "stages", stages);
	return o;
}

static json_t *sum_json(const struct matrix *r)
{
	struct matrix_count count = matrix_count(r);
	json_t *o = json_object();

	for (int v = PROVED; v <= SKIPPED; v++)
		json_object_set_new(o, verdict_name(v),
				    json_integer(count.verdict[v]));
	json_object_set_new(o, "no verdict", json_integer(count.unjudged));
	return o;
}

void report_json(const struct ctx *ctx, struct stored_matrix *f,
		 const struct report_to *to, struct buf *out)
{
	json_t *branches = json_array(), *o = json_object();
	char *dump;

	(void)ctx;
	(void)to;
	for (size_t i = 0; i < f->matrix.nr; i++)
		json_array_append_new(branches, branch_json(f, i));
	json_object_set_new(o, "schema", json_string("backport.matrix"));
	json_object_set_new(o, "version", json_integer(MATRIX_VERSION));
	json_object_set_new(o, "backport", json_string(f->matrix.version));
	json_object_set_new(o, "written", json_string(f->matrix.when));
	json_object_set_new(o, "sum", sum_json(&f->matrix));
	json_object_set_new(o, "branches", branches);
	dump = json_dumps(o, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	buf_addf(out, "%s\n", dump ? dump : "{}");
	free(dump);
	json_decref(o);
}
