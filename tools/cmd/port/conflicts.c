// SPDX-License-Identifier: GPL-2.0-only
/* backport port: conflicts left in a folder, for a person to resolve. */
#include "cmd/port/conflicts.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/port/resolve.h"
#include "core/conflict/markers.h"
#include "core/mail/upstream-id.h"
#include "core/text/strings.h"
#include "core/text/text-json.h"
#include "sys/git/object.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

/* What is in the folder beside the files. */
#define STATE	".port"

/* Where the mail's conflicts for t go; the caller frees. */
static char *folder_for(const struct port_run *r, const struct port_mail *m,
			const struct port_target *t)
{
	if (r->nr > 1)
		return xstrfmt("%s/%s/%s", r->o->conflicts,
			       t->branch ? t->name : ".", m->name);
	if (r->o->to.nr > 1)
		return xstrfmt("%s/%s", r->o->conflicts, t->name);
	return xstrdup(r->o->conflicts);
}

/* What --continue must read again is told in JSON, which is UTF-8. */
static int want_utf8(const char *name, struct diag *why)
{
	json_t *text = json_string(name);

	json_decref(text);
	return text ? 0 : diag_set(why, name, 0, "is a name that is not UTF-8, and --conflicts cannot note it");
}

/* Writes DIR/PATH. 0 or -1 and *why. */
static int write_file(const char *folder, const char *path, struct span bytes,
		      struct diag *why)
{
	char *file = xstrfmt("%s/%s", folder, path);
	int ret = fs_publish_deep(file, bytes, why);

	free(file);
	return ret;
}

static int write_part(const struct ported_part *part, const char *folder,
		      const char *target, json_t *files, struct diag *why)
{
	struct span text = port_placed_text(part);
	struct buf marked = { 0 };
	struct conflicts c;
	git_oid id;
	int ret;

	conflicts_find(&c, part->diff, &part->result, text);
	conflicts_write(&c, text, target, NULL, &marked);
	gitobject_hash(&id, GIT_OBJECT_BLOB, text);
	json_object_set_new(files, part->path,
			    json_string(git_oid_tostr_s(&id)));
	ret = write_file(folder, part->path, buf_span(&marked), why);
	conflicts_release(&c);
	buf_release(&marked);
	return ret;
}

/* A TREEISH that means the same from another folder; the caller frees. */
static char *from_anywhere(const char *treeish)
{
	const char *at = strrchr(treeish, '@');
	size_t len = at ? (size_t)(at - treeish) : strlen(treeish);
	char *dir = xstrfmt("%.*s", (int)len, treeish);
	char *real = fs_is_folder(dir) ? realpath(dir, NULL) : NULL;
	char *all = real ? xstrfmt("%s%s", real, at ? at : "") :
			   xstrdup(treeish);

	free(real);
	free(dir);
	return all;
}

static void add_treeish(json_t *o, const char *name, const char *treeish)
{
	char *all = treeish ? from_anywhere(treeish) : NULL;

	if (all)
		json_object_set_new(o, name, text_json(all));
	free(all);
}

static void add_repository(json_t *known, const char *path)
{
	char *all = from_anywhere(path);

	json_array_append_new(known, text_json(all));
	free(all);
}

static int write_state(const struct port_run *r, const struct port_mail *m,
		       const struct port_target *t, const char *folder,
		       json_t *files, struct diag *why)
{
	json_t *o = json_pack("{so ss sO}", "name", text_json(m->name), "upstream",
			      m->upstream, "files", files);
	json_t *known = json_array();
	struct buf text = { 0 };
	int ret;

	if (t->branch)
		json_object_set_new(o, "branch", text_json(t->name));
	else
		add_treeish(o, "base", t->name);
	add_treeish(o, "from", r->o->from ? r->o->from : r->made_for);
	for (size_t i = 0; i < r->o->repositories.nr; i++)
		add_repository(known, r->o->repositories.at[i]);
	json_object_set_new(o, "repositories", known);
	json_write(o, &text);
	ret = write_file(folder, STATE "/patch", buf_span(&m->variant.text),
			 why);
	if (!ret)
		ret = write_file(folder, STATE "/port.json", buf_span(&text),
				 why);
	json_decref(o);
	buf_release(&text);
	return ret;
}

/* Removes what is in the folder but STATE. 0 or -1 and *why. */
static int empty(const char *folder, const struct strings *there,
		 struct diag *why)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < there->nr; i++) {
		char *path = xstrfmt("%s/%s", folder, there->at[i]);

		if (strcmp(there->at[i], STATE))
			ret = fs_remove_all(path, why);
		free(path);
	}
	return ret;
}

/*
 * Makes the folder with STATE in it. What a stopped run left there, which has
 * no port.json in that yet, goes; anything else is refused. 0 or -1 and *why.
 */
static int begin(const char *folder, struct diag *why)
{
	char *state = xstrfmt("%s/" STATE, folder);
	char *whole = xstrfmt("%s/port.json", state);
	struct strings there = { 0 };
	int ret = 0;

	if (fs_exists(folder))
		ret = list_folder(&there, folder, LIST_ALL, why);
	if (!ret && fs_exists(whole))
		ret = diag_set(why, folder, 0, "has a conflict that was left there: backport port --continue %s once it is resolved, or remove the folder", folder);
	else if (!ret && there.nr && !fs_is_folder(state))
		ret = diag_set(why, folder, 0, "holds something already: --conflicts wants a new or an empty folder");
	if (!ret)
		ret = empty(folder, &there, why);
	if (!ret)
		ret = fs_fresh_folder(state, why);
	strings_release(&there);
	free(state);
	free(whole);
	return ret;
}

/* Empties the folder again, as far as that goes. */
static void take_back(const char *folder)
{
	char *state = xstrfmt("%s/" STATE, folder);
	struct strings there = { 0 };
	struct diag ignored;

	if (!list_folder(&there, folder, LIST_ALL, &ignored) &&
	    !empty(folder, &there, &ignored))
		fs_remove_all(state, &ignored);
	strings_release(&there);
	free(state);
}

int port_conflicts_write(const struct port_run *r, const struct port_mail *m,
			 const struct port_target *t, const struct ported *p,
			 struct diag *why)
{
	char *folder = folder_for(r, m, t);
	json_t *files = json_object();
	bool begun = false;
	int ret = want_utf8(m->name, why);

	for (size_t i = 0; !ret && i < p->nr; i++)
		if (port_part_conflicts(&p->part[i]))
			ret = want_utf8(p->part[i].path, why);
	if (!ret)
		ret = begin(folder, why);
	begun = !ret;
	for (size_t i = 0; !ret && i < p->nr; i++)
		if (port_part_conflicts(&p->part[i]))
			ret = write_part(&p->part[i], folder, t->name, files,
					 why);
	if (!ret)
		ret = write_state(r, m, t, folder, files, why);
	if (ret && begun)
		take_back(folder);
	if (!ret && !r->ctx->json && r->ctx->verbosity >= 0)
		say("  resolve what is in %s, then: backport port --continue %s\n",
		    folder, folder);
	json_decref(files);
	free(folder);
	return ret;
}

static const char *text_of(const json_t *o, const char *name)
{
	return json_string_value(json_object_get(o, name));
}

int port_conflicts_read(struct port_run *r, struct diag *why)
{
	char *path = xstrfmt("%s/" STATE "/port.json", r->o->resume);
	struct buf text = { 0 };
	const char *branch;
	json_t *known;
	size_t i;
	int ret = -1;

	if (!fs_exists(path)) {
		diag_set(why, r->o->resume, 0, "is no folder that port --conflicts made");
		goto out;
	}
	if (fs_read(&text, path, why))
		goto out;
	r->resumed = json_loadb(text.at, text.len, 0, NULL);
	branch = text_of(r->resumed, "branch");
	r->o->base = text_of(r->resumed, "base");
	r->o->name = text_of(r->resumed, "name");
	r->o->from = text_of(r->resumed, "from");
	r->o->upstream = text_of(r->resumed, "upstream");
	if (!r->o->name || !branch == !r->o->base ||
	    (r->o->upstream && *r->o->upstream &&
	     !is_commit_id(r->o->upstream))) {
		diag_set(why, path, 0, "cannot be read: port --conflicts again");
		goto out;
	}
	if (branch)
		strings_add(&r->o->to, branch);
	json_array_foreach(json_object_get(r->resumed, "repositories"), i,
			   known)
		if (json_string_value(known))
			strings_add(&r->o->repositories,
				    json_string_value(known));
	r->o->patch = xstrfmt("%s/" STATE "/patch", r->o->resume);
	ret = 0;
out:
	buf_release(&text);
	free(path);
	return ret;
}

void port_conflicts_forget(struct port_run *r)
{
	if (!r->o->resume)
		return;
	free((char *)r->o->patch);
	json_decref(r->resumed);
}
