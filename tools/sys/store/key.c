// SPDX-License-Identifier: GPL-2.0-only
/* A result's key: what the stage depended on, by name and content. */
#include "sys/store/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/os/fs.h"
#include "sys/store/result.h"

#define SHOWN_MAX 120	/* longer inputs are named by their sha256 */

struct result_key {
	json_t *inputs;
};

struct result_key *result_key_new(void)
{
	struct result_key *k = grow_array(NULL, 1, sizeof(*k));

	k->inputs = json_object();
	return k;
}

/*
 * Text that a reader would want to see as it is: short, printable, no digest
 * of ours.
 */
static bool shown(const char *bytes, size_t len)
{
	if (len > SHOWN_MAX || span_starts((struct span){ bytes, len }, "sha256:"))
		return false;
	for (size_t i = 0; i < len; i++)
		if (bytes[i] < ' ' || bytes[i] > '~')
			return false;
	return true;
}

/*
 * Sets an input, so that none is lost: a second one of a name gets a number,
 * and a name may have any bytes.
 */
static void set(struct result_key *k, const char *name, json_t *value)
{
	json_t *text = text_json(name);
	char *unique = xstrdup(json_string_value(text));

	for (int nr = 2; json_object_get(k->inputs, unique); nr++) {
		free(unique);
		unique = xstrfmt("%s (%d)", json_string_value(text), nr);
	}
	json_object_set_new(k->inputs, unique, value);
	free(unique);
	json_decref(text);
}

void result_key_add(struct result_key *k, const char *name, const void *bytes,
		    size_t len)
{
	char text[7 + 65] = "sha256:";

	if (shown(bytes, len)) {
		set(k, name, json_stringn(bytes, len));
	} else {
		result_digest(bytes, len, text + 7);
		set(k, name, json_string(text));
	}
}

void result_key_adds(struct result_key *k, const char *name, const char *s)
{
	result_key_add(k, name, s ? s : "", s ? strlen(s) : 0);
}

static bool is_link(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISLNK(st.st_mode);
}

/*
 * Adds "path\0digest\n" of each file below folder, in a fixed order; hidden
 * ones too, which a Makefile or an #include may name. A link to a file has its
 * content; one to a folder could lead anywhere, and back; one to nothing, as
 * editors lay beside what they edit, has nothing to read.
 */
static int list(struct buf *all, const char *folder, const char *below,
		enum list_names which, struct diag *why)
{
	struct strings names = { 0 };
	struct buf content = { 0 };
	int ret = list_folder(&names, folder, which, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);
		char *rel = xstrfmt("%s%s", below, names.at[i]);
		char hex[65];
		struct stat st;

		bool there = !stat(path, &st);

		if (there && S_ISDIR(st.st_mode) && is_link(path)) {
			ret = diag_set(why, path, 0, "is a link to a folder; put the files there, or a link to each of them");
		} else if (there && S_ISDIR(st.st_mode)) {
			char *deeper = xstrfmt("%s/", rel);

			ret = list(all, path, deeper, which, why);
			free(deeper);
		} else if (there || !is_link(path)) {
			ret = fs_read(&content, path, why);
			result_digest(content.at ? content.at : "",
				      content.len, hex);
			buf_add(all, rel, strlen(rel) + 1);
			buf_addf(all, "%s\n", hex);
		}
		free(path);
		free(rel);
	}
	strings_release(&names);
	buf_release(&content);
	return ret;
}

int result_key_add_folder(struct result_key *k, const char *name,
			  const char *folder, enum list_names which,
			  struct diag *why)
{
	struct buf all = { 0 };
	int ret = list(&all, folder, "", which, why);

	if (!ret)
		result_key_add(k, name, all.at ? all.at : "", all.len);
	buf_release(&all);
	return ret;
}

void result_key_add_all(struct result_key *k, const struct result_key *of)
{
	const char *name;
	json_t *value;

	json_object_foreach(of->inputs, name, value)
		set(k, name, json_incref(value));
}

json_t *result_key_inputs(const struct result_key *k)
{
	return json_deep_copy(k->inputs);
}

void result_key_of(const json_t *inputs, char hex[65])
{
	const size_t flags = JSON_SORT_KEYS | JSON_COMPACT;
	char *dump = inputs ? json_dumps(inputs, flags) : xstrdup("");

	if (!dump)
		abort();
	result_digest(dump, strlen(dump), hex);
	free(dump);
}

char *result_key_end(struct result_key *k)
{
	char hex[65];

	if (!k)
		return NULL;
	result_key_of(k->inputs, hex);
	json_decref(k->inputs);
	free(k);
	return xstrdup(hex);
}
