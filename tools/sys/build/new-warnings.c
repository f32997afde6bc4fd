// SPDX-License-Identifier: GPL-2.0-only
/* A build's new warnings: found, judged, told. */
#include "sys/build/new-warnings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/store/result.h"

static bool is_touched(const struct strings *t, const struct warning *w)
{
	for (size_t i = 0; i < t->nr; i++)
		if (!strcmp(t->at[i], w->file) ||
		    !strcmp(t->at[i], w->unit))
			return true;
	return false;
}

int new_warnings_find(struct new_warnings *w, const struct kernel *k,
		      const struct kbuild *kbuild, size_t step,
		      struct diag *why)
{
	int ret = build_warnings_update(kbuild, &w->now, why);

	return ret ? ret : new_warnings_compare(w, k, step, why);
}

int new_warnings_compare(struct new_warnings *w, const struct kernel *k,
			 size_t step, struct diag *why)
{
	struct strings t = { 0 };
	int ret;

	if (!step)
		return 0;
	w->last = kernel_step(k, step - 1);
	ret = build_warnings_load(k->branch, w->last.at, &w->before, why);
	if (!ret)
		ret = touched_find(&t, k->repo, &k->steps.tree[step - 1],
				   &k->steps.tree[step], why);
	if (!ret) {
		w->compared = true;
		w->new = warnings_new(&w->before, &w->now,
				      (const char *const *)t.at, &w->nr);
		w->touched = grow_array(NULL, w->nr + 1, sizeof(*w->touched));
		for (size_t i = 0; i < w->nr; i++)
			w->touched[i] = is_touched(&t, w->new[i]);
	}
	strings_release(&t);
	return ret < 0 ? -1 : 0;
}

json_t *new_warnings_json(const struct new_warnings *w)
{
	json_t *list;

	if (!w->compared)
		return json_null();
	list = json_array();
	for (size_t i = 0; i < w->nr; i++) {
		const struct warning *one = w->new[i];

		json_array_append_new(list,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}",
				  "unit", text_json(one->unit),
				  "file", text_json(one->file),
				  "function", text_json(one->func),
				  "option", text_json(one->option),
				  "text", text_json(one->text),
				  "touched", w->touched[i]));
	}
	return list;
}

/* The one to be shown first: of a touched file, if there is one. */
static size_t first(const struct new_warnings *w, size_t *nr_touched)
{
	size_t at = 0;

	*nr_touched = 0;
	for (size_t i = w->nr; i-- > 0;)
		if (w->touched[i]) {
			++*nr_touched;
			at = i;
		}
	return at;
}

enum outcome new_warnings_judge(const struct new_warnings *w, bool strict,
				char *reason, size_t size)
{
	size_t len = strlen(reason), nr_touched, at = first(w, &nr_touched);
	const struct warning *one;

	if (strict && !w->compared) {
		snprintf(reason, size, "there are no warnings of %s to compare with; build --side %s first",
			 w->last.at, w->last.at);
		return ERROR;
	}
	if (!w->nr)
		return PASS;
	one = w->new[at];
	snprintf(reason + len, size - len, "%s%zu new warning%s, %zu in what the fixes touch: %s: %s%s%s%s%s%s",
		 len ? "; " : "", w->nr, plural(w->nr), nr_touched,
		 one->file, one->func[0] ? "in " : "", one->func,
		 one->func[0] ? ": " : "", one->text,
		 one->option[0] ? " " : "", one->option);
	return strict && nr_touched ? FAIL : PASS;
}

void new_warnings_release(struct new_warnings *w)
{
	warnings_release(&w->now);
	warnings_release(&w->before);
	free(w->new);
	free(w->touched);
	memset(w, 0, sizeof(*w));
}
