// SPDX-License-Identifier: GPL-2.0-only
/* What the compiler warned of, beside the objects that it made. */
#include "sys/build/build-warnings.h"

#include <jansson.h>
#include <stdlib.h>

#include "sys/build/confine.h"
#include "sys/build/image.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

static json_t *warnings_json(const struct warnings *w)
{
	json_t *units = json_array(), *list = json_array();

	for (size_t i = 0; i < w->nr_units; i++)
		json_array_append_new(units, text_json(w->unit[i]));
	for (size_t i = 0; i < w->nr; i++) {
		const struct warning *one = &w->warning[i];

		json_array_append_new(list,
			json_pack("[o, o, o, o, o, I]", text_json(one->unit),
				  text_json(one->file),
				  text_json(one->func),
				  text_json(one->option),
				  text_json(one->text),
				  (json_int_t)one->times));
	}
	return json_pack("{s:o, s:o}", "units", units, "warnings", list);
}

static int write(const char *path, const struct warnings *w, struct diag *why)
{
	json_t *o = warnings_json(w);
	char *text = json_dumps(o, JSON_COMPACT);
	int ret = fs_publish(path, span_of(text ? text : "{}"), why);

	free(text);
	json_decref(o);
	return ret;
}

/*
 * 0, or 1 when there is no such file, or none that can be read: then nothing is
 * known.
 */
static int read_record(const char *folder, const char *name,
		       struct warnings *w)
{
	struct buf text = { 0 };
	struct diag ignored;
	struct warning one = { 0 };
	json_int_t times;
	json_t *o = NULL, *list, *units, *row;
	size_t i;

	memset(w, 0, sizeof(*w));
	if (!confined_read(&text, folder, name, &ignored))
		o = json_loadb(text.at ? text.at : "", text.len, 0, NULL);
	buf_release(&text);
	units = json_object_get(o, "units");
	list = json_object_get(o, "warnings");
	json_array_foreach(units, i, row)
		if (json_is_string(row))
			warnings_add_unit(w, span_of(json_string_value(row)));
	json_array_foreach(list, i, row)
		if (!json_unpack(row, "[s, s, s, s, s, I]", &one.unit,
				 &one.file, &one.func, &one.option, &one.text,
				 &times)) {
			one.times = times;
			warnings_add(w, &one);
		}
	json_decref(o);
	return o ? 0 : 1;
}

int build_warnings_update(const struct kbuild *k, struct warnings *w,
			  struct diag *why)
{
	char *path = fs_path("%s/.warnings", k->obj);
	struct warnings older;
	struct buf log = { 0 };
	int ret;

	memset(w, 0, sizeof(*w));
	read_record(k->obj, ".warnings", &older);
	ret = fs_read(&log, k->log, why);
	if (!ret) {
		warnings_read(w, span_skip(buf_span(&log),
					   k->log_from < log.len ?
					   k->log_from : log.len), k->src);
		warnings_carry(w, &older);
		ret = write(path, w, why);
	}
	buf_release(&log);
	warnings_release(&older);
	free(path);
	return ret;
}

int build_warnings_keep(const struct branch *b, const char *side,
		const struct warnings *w, struct diag *why)
{
	char *path = image_path(b, side, "warnings.json", why);
	int ret = path ? write(path, w, why) : -1;

	free(path);
	return ret;
}

bool build_warnings_kept(const struct branch *b, const char *side)
{
	struct diag ignored;
	char *path = image_path(b, side, "warnings.json", &ignored);
	bool kept = path && fs_exists(path);

	free(path);
	return kept;
}

int build_warnings_load(const struct branch *b, const char *side,
			struct warnings *w, struct diag *why)
{
	char *folder = image_path(b, side, "", why);
	int ret;

	memset(w, 0, sizeof(*w));
	ret = folder ? read_record(folder, "warnings.json", w) : -1;
	free(folder);
	return ret;
}
