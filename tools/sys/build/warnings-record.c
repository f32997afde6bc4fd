// SPDX-License-Identifier: GPL-2.0-only
/* Warnings in a file: beside the objects, and beside the images. */
#include "sys/build/warnings-record.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/build/confine.h"
#include "sys/os/fs.h"

#define RECORD	".warnings"

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

int warnings_record_write(const char *path, const struct warnings *w,
			  struct diag *why)
{
	json_t *o = warnings_json(w);
	char *text = json_dumps(o, JSON_COMPACT);
	int ret = fs_publish(path, span_of(text ? text : "{}"), why);

	free(text);
	json_decref(o);
	return ret;
}

int warnings_record_read(struct warnings *w, const char *folder,
			 const char *name, struct diag *why)
{
	struct buf text = { 0 };
	struct warning one = { 0 };
	json_int_t times;
	json_t *o = NULL, *list, *units, *row;
	size_t i;
	int ret;

	memset(w, 0, sizeof(*w));
	ret = confined_read(&text, folder, name, why);
	if (!ret)
		o = json_loadb(text.at ? text.at : "", text.len, 0, NULL);
	else
		ret = diag_is_of_machine(why) ? -1 : 1;
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
	return ret || o ? ret : 1;
}

int warnings_record_update(struct warnings *w, const char *obj,
			   struct diag *why)
{
	char *path = xstrfmt("%s/" RECORD, obj);
	struct warnings older;
	int ret;

	ret = warnings_record_read(&older, obj, RECORD, why) < 0 ? -1 : 0;
	warnings_carry(w, &older);
	if (!ret)
		ret = warnings_record_write(path, w, why);
	warnings_release(&older);
	free(path);
	return ret;
}
