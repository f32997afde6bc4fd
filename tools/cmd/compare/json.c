// SPDX-License-Identifier: GPL-2.0-only
/* backport compare's output as JSON: an object a pair, one a variant. */
#include "cmd/compare/compare.h"

#include <jansson.h>
#include <stdio.h>

#include "core/compare/difference.h"
#include "core/compare/explain.h"
#include "core/text/text-json.h"

static json_t *new_object(const struct comparison *c, const struct column *col)
{
	json_t *o = json_object();

	if (c->fix)
		json_object_set_new(o, "fix", text_json(c->fix));
	json_object_set_new(o, "variant", text_json(col->name));
	json_object_set_new(o, "patch", text_json(col->path));
	return o;
}

static void show_pair_json(const struct comparison *c, const struct column *col,
			   size_t nr)
{
	const struct pair *pair = &col->pairing.pair[nr];
	const struct change *g = column_change(col, pair);
	struct buf why = { 0 }, difference = { 0 };
	json_t *o = new_object(c, col);

	if (pair->up.nr)
		json_object_set_new(o, "hunk", json_integer(g->hunk_nr + 1));
	json_object_set_new(o, "file", text_json(file_diff_name(g->diff)));
	json_object_set_new(o, "function", span_json(change_where(g)));
	json_object_set_new(o, "likeness",
			    json_string(pair_kind_name(pair->kind)));
	pair_explain(&col->pairing, pair, &why);
	json_object_set_new(o, "reason", span_json(buf_span(&why)));
	if (pair_kind_needs_reason(pair->kind))
		json_object_set_new(o, "explained", json_boolean(
				    !column_lacks_reason_for(c, col, nr)));
	if (pair->kind >= PAIR_SPACE) {
		column_add_difference(&difference, col, pair);
		json_object_set_new(o, "difference",
				    span_json(buf_span(&difference)));
	}
	if (pair->order != ORDER_NONE)
		json_object_set_new(o, "order", json_string(
				    pair->order == ORDER_FUNCTION ?
				    "function" : "context"));
	cmd_print_json(o);
	buf_release(&why);
	buf_release(&difference);
}

static void show_column_json(const struct comparison *c,
			     const struct column *col)
{
	enum pair_kind worst = column_worst(c, col);
	bool lacks = column_lacks_reason(c, col);
	json_t *o = new_object(c, col), *notes = json_array(),
	       *faults = json_array();

	for (size_t i = 0; i < col->notes->nr; i++)
		if (col->notes->note[i].counts &&
		    !col->notes->note[i].silence)
			json_array_append_new(notes, json_pack("{s:o, s:o}",
				"who", text_json(col->notes->note[i].who),
				"reason",
				text_json(col->notes->note[i].reason)));
	for (size_t i = 0; i < col->nr_faults; i++)
		json_array_append_new(faults, text_json(col->fault[i]));
	json_object_set_new(o, "upstream", text_json(c->from));
	json_object_set_new(o, "worst", json_string(pair_kind_name(worst)));
	json_object_set_new(o, "notes", notes);
	json_object_set_new(o, "faults", faults);
	json_object_set_new(o, "outcome", json_string(
			    lacks || col->nr_faults ? "FAIL" : "PASS"));
	if (column_unseen(c, col))
		json_object_set_new(o, "unseen",
				    text_json(column_unseen(c, col)));
	cmd_print_json(o);
}

void compare_show_json(const struct comparison *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		const struct column *col = &c->column[i];

		for (size_t j = 0; j < col->pairing.nr; j++)
			if (!comparison_leaves_out(c, &col->pairing.pair[j]))
				show_pair_json(c, col, j);
		show_column_json(c, col);
	}
}
