// SPDX-License-Identifier: GPL-2.0-only
/* A branch's patches by content. */
#include "sys/store/patchset.h"

#include <stdlib.h>
#include <string.h>

#include "core/patch/series.h"
#include "sys/conf/branch-files.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

static int add(json_t *patchset, const char *path, const char *name,
	       struct diag *why)
{
	struct buf text = { 0 };
	int ret = fs_read_if_there(&text, path, why);
	char hex[65];

	if (!ret) {
		result_digest(text.at ? text.at : "", text.len, hex);
		json_array_append_new(patchset, json_pack("{s:o, s:s}",
			"name", text_json(name), "sha256", hex));
	}
	buf_release(&text);
	return ret < 0 ? -1 : 0;
}

json_t *patchset_read(const char *root, const struct branch *b,
		      struct diag *why)
{
	char *path = branch_series(b, root);
	json_t *patchset = json_array();
	struct buf text = { 0 };
	struct series s = { 0 };
	struct diag ignored;
	int ret = branch_series_read(&text, b, root, why);

	/* one that cannot be read has no patches; the stage says so */
	bool parsed = !ret &&
		      !series_parse(&s, buf_span(&text), path, &ignored);
	for (size_t i = 0; !ret && parsed && i < s.nr; i++) {
		char *patch = branch_patch(b, root, s.entry[i].name);

		ret = add(patchset, patch, s.entry[i].name, why);
		free(patch);
	}
	if (ret < 0) {
		json_decref(patchset);
		patchset = NULL;
	}
	series_release(&s);
	buf_release(&text);
	free(path);
	return patchset;
}

void patchset_hash(const json_t *patchset, char hex[65])
{
	struct buf lines = { 0 };
	json_t *patch;
	size_t i;

	hex[0] = '\0';
	json_array_foreach(patchset, i, patch)
		buf_addf(&lines, "%s\n", json_text(patch, "sha256"));
	if (lines.len)
		result_digest(lines.at, lines.len, hex);
	buf_release(&lines);
}

static const json_t *named(const json_t *patchset, const char *name)
{
	json_t *patch;
	size_t i;

	json_array_foreach(patchset, i, patch)
		if (!strcmp(json_text(patch, "name"), name))
			return patch;
	return NULL;
}

bool patchset_equal(const json_t *one, const json_t *other)
{
	json_t *patch;
	size_t i;

	if (json_array_size(one) != json_array_size(other))
		return false;
	json_array_foreach(one, i, patch)
		if (strcmp(json_text(patch, "sha256"),
			   json_text(json_array_get(other, i), "sha256")))
			return false;
	return true;
}

char *patchset_changed(const json_t *then, const json_t *now,
		       const struct branch *b)
{
	json_t *patch;
	size_t i;

	if (patchset_equal(then, now))
		return NULL;
	json_array_foreach(now, i, patch) {
		const char *name = json_text(patch, "name");
		const json_t *was = named(then, name);

		if (was && strcmp(json_text(was, "sha256"),
				  json_text(patch, "sha256")))
			return branch_patch(b, ".", name);
	}
	return branch_series(b, ".");
}
