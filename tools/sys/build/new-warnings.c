// SPDX-License-Identifier: GPL-2.0-only
/* A build's new warnings: found, judged, told. */
#include "sys/build/new-warnings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/store/result.h"

static bool is_touched(const struct touched *t, const struct warning *w)
{
	for (size_t i = 0; i < t->nr; i++)
		if (!strcmp(t->path[i], w->file) ||
		    !strcmp(t->path[i], w->unit))
			return true;
	return false;
}

int warned_find(struct warned *w, const struct kbuild *k,
		const struct touched *t, const char *side, struct diag *why)
{
	static const char *const none[] = { NULL };
	int ret = warned_update(k, &w->now, why);

	if (ret || strcmp(side, "after"))
		return ret;
	ret = warned_load(k->branch, "before", &w->before, why);
	if (ret)
		return ret < 0 ? -1 : 0;
	w->compared = true;
	w->new = warnings_new(&w->before, &w->now, t->nr ?
			      (const char *const *)t->path : none, &w->nr);
	w->touched = grow_array(NULL, w->nr + 1, sizeof(*w->touched));
	for (size_t i = 0; i < w->nr; i++)
		w->touched[i] = is_touched(t, w->new[i]);
	return 0;
}

json_t *warned_json(const struct warned *w)
{
	json_t *list;

	if (!w->compared)
		return json_null();
	list = json_array();
	for (size_t i = 0; i < w->nr; i++) {
		const struct warning *one = w->new[i];

		json_array_append_new(list,
			json_pack("{s:o, s:o, s:o, s:o, s:o, s:b}",
				  "unit", result_text(one->unit),
				  "file", result_text(one->file),
				  "function", result_text(one->func),
				  "option", result_text(one->option),
				  "text", result_text(one->text),
				  "touched", w->touched[i]));
	}
	return list;
}

/* The one to be shown first: of a touched file, if there is one. */
static size_t first(const struct warned *w, size_t *nr_touched)
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

enum outcome warned_judge(const struct warned *w, bool strict, char *reason,
			  size_t size)
{
	size_t len = strlen(reason), nr_touched, at = first(w, &nr_touched);
	const struct warning *one;

	if (strict && !w->compared) {
		snprintf(reason, size, "there are no warnings of before to compare with; build --side before first");
		return ERROR;
	}
	if (!w->nr)
		return PASS;
	one = w->new[at];
	snprintf(reason + len, size - len, "%s%zu new warning%s, %zu in what the fixes touch: %s: %s%s%s%s%s%s",
		 len ? "; " : "", w->nr, w->nr == 1 ? "" : "s", nr_touched,
		 one->file, one->func[0] ? "in " : "", one->func,
		 one->func[0] ? ": " : "", one->text,
		 one->option[0] ? " " : "", one->option);
	return strict && nr_touched ? FAIL : PASS;
}

void warned_release(struct warned *w)
{
	warnings_release(&w->now);
	warnings_release(&w->before);
	free(w->new);
	free(w->touched);
	memset(w, 0, sizeof(*w));
}
