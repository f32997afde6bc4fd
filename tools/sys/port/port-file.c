// SPDX-License-Identifier: GPL-2.0-only
/* One file of a tree: read, and a file diff carried to it. */
#include "sys/port/port-file.h"

#include <stdlib.h>
#include <string.h>

#include "core/port/braces.h"
#include "sys/git/object.h"
#include "sys/git/tree.h"
#include "sys/port/port-names.h"
#include "sys/series/patched-files.h"

/* Fewer digits would be found by chance. */
#define DIGITS_LEAST 7

/* The same of a tree with changes. */
static int read_edited(const struct port_tree *t, const char *path,
		       struct buf *out, unsigned int *mode, struct diag *why)
{
	struct tree_file file;
	int ret = tree_read(t->edited, path, &file, why);

	if (ret < 0)
		return -1;
	if (ret || !file.there)
		return 1;
	*mode = file.mode;
	buf_grow(out, file.bytes.len);
	buf_add(out, file.bytes.at, file.bytes.len);
	return 0;
}

int port_file_read(const struct port_tree *t, const char *path,
		   struct buf *out, unsigned int *mode, struct diag *why)
{
	git_blob *blob = NULL;

	buf_clear(out);
	if (!t->tree || !path)
		return 1;
	if (t->edited)
		return read_edited(t, path, out, mode, why);
	if (tree_blob(&blob, mode, t->repo, t->tree, path, why))
		return -1;
	if (!blob)
		return 1;
	buf_grow(out, git_blob_rawsize(blob));
	buf_add(out, git_blob_rawcontent(blob), git_blob_rawsize(blob));
	git_blob_free(blob);
	return 0;
}

bool port_file_is_source(struct span file, const struct file_diff *d)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	if (d->old_id.len < DIGITS_LEAST || d->old_id.len > GIT_OID_HEXSZ)
		return false;
	gitobject_hash(&id, GIT_OBJECT_BLOB, file);
	git_oid_tostr(hex, sizeof(hex), &id);
	return !memcmp(hex, d->old_id.at, d->old_id.len);
}

/* What was merged into other lines closes a brace that none of them opens. */
static void doubt_braces(struct ported_part *part, const char *path)
{
	struct port_result *r = &part->result;

	if (!part->before.at ||
	    !port_braces_break(path, buf_span(&part->before),
			       buf_span(&part->after)))
		return;
	for (size_t i = 0; i < r->nr; i++) {
		struct port_hunk *h = &r->hunk[i];

		if (h->rung <= PORT_MERGED || h->rung >= PORT_DROPPED)
			continue;
		h->sure = r->sure = false;
		port_hunk_say(h, "its braces do not match those that stand here");
	}
}

int port_file_carry(const struct port_tree *target, const struct file_diff *s,
		    const char *path, const struct buf *source,
		    struct ported_part *part, struct diag *why)
{
	struct tree_names *names = tree_names_new(target->repo, target->tree,
						  path);
	struct port_names ask = tree_names_ask(names);
	struct port_input in = { .diff = s, .patch = part->patch,
				 .beyond = &ask };
	int ret;

	if (part->before.at)
		in.target = buf_span(&part->before);
	if (source->at)
		in.source = buf_span(source);
	else if (part->before.at && port_file_is_source(in.target, s))
		in.source = in.target;
	port_file_diff(&in, &part->result, &part->after);
	doubt_braces(part, path);
	ret = tree_names_whole(names, why);
	tree_names_free(names);
	return ret;
}

bool ported_part_changes(const struct ported_part *part)
{
	if (!part->path)
		return false;
	if (part->from || !part->before.at != !part->mode)
		return true;
	return part->mode && (part->mode != part->old_mode ||
			      !span_equals(buf_span(&part->before),
					   buf_span(&part->after)));
}

size_t ported_part_number(const struct ported_part *part, size_t i)
{
	return (part->nth ? part->nth[i] : i) + 1;
}

void ported_part_release(struct ported_part *part)
{
	free(part->path);
	if (part->some)
		free(part->some->hunk);
	free(part->some);
	free(part->nth);
	buf_release(&part->before);
	buf_release(&part->after);
	port_result_release(&part->result);
	*part = (struct ported_part){ 0 };
}
