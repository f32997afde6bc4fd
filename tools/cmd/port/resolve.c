// SPDX-License-Identifier: GPL-2.0-only
/* backport port: conflicts that a person has resolved, now or before. */
#include "cmd/port/resolve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/conflict/markers.h"
#include "sys/git/object.h"
#include "sys/os/fs.h"
#include "sys/port/resolutions.h"

struct span port_placed_text(const struct ported_part *part)
{
	return buf_span(part->after.len || !part->before.at ? &part->after :
							      &part->before);
}

bool port_part_conflicts(const struct ported_part *part)
{
	return part->result.worst == PORT_CONFLICT && part->path &&
	       part->result.nr;
}

/* The part is what bytes say; a->at of each conflicting hunk says how. */
static void take(struct ported_part *part, struct buf *bytes,
		 const struct conflicts *c, const struct remembered *r)
{
	struct port_result *result = &part->result;

	result->worst = PORT_EXACT;
	for (size_t i = 0; i < c->nr; i++) {
		struct port_hunk *h = &result->hunk[c->conflict[i].hunk];

		h->rung = PORT_RESOLVED;
		h->line = (long)c->conflict[i].from + 1;
		h->why[0] = '\0';
		if (r)
			snprintf(h->why, sizeof(h->why), "resolved as for %.*s",
				 (int)r[i].resolution.target.len,
				 r[i].resolution.target.at);
	}
	for (size_t i = 0; i < result->nr; i++)
		if (result->hunk[i].rung > result->worst)
			result->worst = result->hunk[i].rung;
	buf_release(&part->after);
	part->after = *bytes;
	buf_init(bytes);
}

static int take_remembered(struct ported_part *part,
			   const struct conflicts *c, struct diag *why)
{
	struct remembered *r = grow_array(NULL, c->nr + 1, sizeof(*r));
	struct span *text = grow_array(NULL, c->nr + 1, sizeof(*text));
	struct buf bytes = { 0 };
	size_t nr = 0;
	int ret = 0;

	while (!ret && nr < c->nr) {
		ret = resolutions_find(&c->conflict[nr], &r[nr], why);
		text[nr] = r[nr].resolution.text;
		nr++;
	}
	if (!ret) {
		conflicts_write(c, port_placed_text(part), "", text, &bytes);
		take(part, &bytes, c, r);
	}
	while (nr)
		remembered_release(&r[--nr]);
	free(r);
	free(text);
	return ret < 0 ? -1 : 0;
}

static int say_changed(const struct port_run *r, const char *path,
		       struct diag *why)
{
	return diag_set(why, path, 0, "is not what it was when %s was made: the branch, the patch or --from has changed; port --conflicts again", r->o->resume);
}

/* The branch, patch and tree are those that the folder was made from. */
static bool is_as_it_was(const struct port_run *r, const char *path,
			 struct span text)
{
	const char *id = json_string_value(json_object_get(
		json_object_get(r->resumed, "files"), path));
	git_oid now;

	gitobject_hash(&now, GIT_OBJECT_BLOB, text);
	return id && !strcmp(id, git_oid_tostr_s(&now));
}

static int remember(const struct conflicts *c, struct span file,
		    struct span saved, const char *target, struct diag *why)
{
	struct span *text = grow_array(NULL, c->nr + 1, sizeof(*text));
	int ret = 0;

	if (conflicts_resolved(c, file, saved, text))
		for (size_t i = 0; !ret && i < c->nr; i++)
			ret = resolutions_keep(&c->conflict[i], target,
					       text[i], why);
	free(text);
	return ret;
}

static int take_saved(struct ported_part *part, const struct conflicts *c,
		      const struct port_target *t, const struct port_run *r,
		      struct diag *why)
{
	char *path = xstrfmt("%s/%s", r->o->resume, part->path);
	struct span file = port_placed_text(part);
	struct buf saved = { 0 };
	long left;
	int ret = -1;

	if (!is_as_it_was(r, part->path, file)) {
		say_changed(r, part->path, why);
		goto out;
	}
	if (fs_read(&saved, path, why))
		goto out;
	left = conflicts_left_at(buf_span(&saved), file);
	if (left)
		diag_set(why, path, left, "a conflict's marker is left: resolve it, save the file and continue again");
	else
		ret = remember(c, file, buf_span(&saved), t->name, why);
	if (!ret)
		take(part, &saved, c, NULL);
out:
	buf_release(&saved);
	free(path);
	return ret;
}

/*
 * What was saved for a file that has no conflict any more would be lost. 0 or
 * -1 and *why.
 */
static int check_all_taken(const struct ported *p, const struct port_run *r,
			   struct diag *why)
{
	json_t *files = json_object_get(r->resumed, "files"), *id;
	const char *path;

	json_object_foreach(files, path, id) {
		bool conflicts = false;

		for (size_t i = 0; i < p->nr; i++)
			conflicts |= port_part_conflicts(&p->part[i]) &&
				     !strcmp(p->part[i].path, path);
		if (!conflicts)
			return say_changed(r, path, why);
	}
	return 0;
}

int port_resolve(struct ported *p, const struct port_target *t,
		 const struct port_run *r, struct diag *why)
{
	int ret = r->resumed ? check_all_taken(p, r, why) : 0;

	p->worst = PORT_EXACT;
	for (size_t i = 0; i < p->nr; i++) {
		struct ported_part *part = &p->part[i];
		struct conflicts c;

		if (!ret && port_part_conflicts(part)) {
			conflicts_find(&c, part->diff, &part->result,
				       port_placed_text(part));
			ret = r->resumed ? take_saved(part, &c, t, r, why) :
					   take_remembered(part, &c, why);
			conflicts_release(&c);
		}
		if (part->result.worst > p->worst)
			p->worst = part->result.worst;
	}
	return ret;
}
