// SPDX-License-Identifier: GPL-2.0-only
/*
 * The matrix as one JSON object, with all that the stages stored: see
 * backport(1), "matrix.json".
 */
#include "core/report/json.h"

#include "core/text/text-json.h"

#define MATRIX_VERSION	1	/* counted up when a reader must change */

json_t *verdict_json(enum verdict verdict)
{
	return verdict == NO_VERDICT ? json_null() :
				       json_string(verdict_name(verdict));
}

static json_t *patches_json(const struct matrix_branch *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->nr_patches; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:s}",
			"name", text_json(b->patch[i].name),
			"path", text_json(b->patch[i].path),
			"sha256", b->patch[i].sha256));
	return list;
}

/* One verdict per fix. */
static json_t *verdicts_json(const struct matrix_branch *b)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->nr_fixes; i++) {
		const struct matrix_fix *f = &b->fix[i];

		json_array_append_new(list, json_pack("{so so so so so si}",
			"fix", text_json(f->name),
			"verdict", verdict_json(f->verdict),
			"reason", text_json(f->reason),
			"subject", text_json(f->subject ? f->subject : ""),
			"upstream", text_json(f->upstream ? f->upstream : ""),
			"step", (int)f->step));
	}
	return list;
}

static json_t *branch_json(const struct matrix_branch *b)
{
	json_t *o = json_object(), *stages = json_object();
	bool any;

	for_each_judged_stage(i, b->nr_steps)
		if (b->stage[i].stored)
			json_object_set(stages, stage_id(i, b->nr_steps).name,
					b->stage[i].stored);
	if (b->objects.stored)
		json_object_set(stages, "objects", b->objects.stored);
	json_object_set_new(o, "branch", text_json(b->name));
	json_object_set_new(o, "base", text_json(b->base));
	json_object_set_new(o, "target", text_json(b->target));
	json_object_set_new(o, "fixes", text_json(b->fixes));
	json_object_set_new(o, "verdict", verdict_json(b->verdict));
	json_object_set_new(o, "reason", text_json(b->reason));
	json_object_set_new(o, "verdicts", verdicts_json(b));
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
	json_object_set_new(o, verdict_name(NO_VERDICT),
			    json_integer(count.verdict[NO_VERDICT]));
	return o;
}

void report_json(const struct matrix *m, struct buf *out)
{
	json_t *branches = json_array(), *o = json_object();

	for (size_t i = 0; i < m->nr; i++)
		json_array_append_new(branches, branch_json(&m->branch[i]));
	json_object_set_new(o, "schema", json_string("backport.matrix"));
	json_object_set_new(o, "version", json_integer(MATRIX_VERSION));
	json_object_set_new(o, "backport", json_string(m->version));
	json_object_set_new(o, "written", json_string(m->when));
	json_object_set_new(o, "sum", sum_json(m));
	json_object_set_new(o, "branches", branches);
	json_write(o, out);
	json_decref(o);
}
