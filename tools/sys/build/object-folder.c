// SPDX-License-Identifier: GPL-2.0-only
/* The objects of a branch's steps, kept apart. */
#include "sys/build/object-folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/run.h"

/*
 * .objects.<side>: what it was begun with, and the key of the last whole
 * kernel, "-" for none.
 */
struct record {
	char begun[200], made[65];
};

static char *record_path(const struct kbuild *k, const char *side)
{
	return xstrfmt("%s/.objects.%s", k->work, side);
}

static char *parked(const struct kbuild *k, const char *side)
{
	return xstrfmt("%s/obj.%s", k->work, side);
}

/*
 * Objects from before the clock was set back have a time that is still to come.
 * make takes them to be newer than any source, so they are begun anew.
 */
static bool is_of_later(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_mtime > time(NULL);
}

static void read_record(const struct kbuild *k, const char *side,
			struct record *r)
{
	char *path = record_path(k, side);
	struct buf text = { 0 };
	struct diag ignored;

	*r = (struct record){ "", "-" };
	if (is_of_later(path) || fs_read(&text, path, &ignored) || !text.len ||
	    sscanf(text.at, "%199s %64s", r->begun, r->made) != 2)
		*r = (struct record){ "", "-" };
	buf_release(&text);
	free(path);
}

static int write_record(const struct kbuild *k, const char *side,
			const struct record *r, struct diag *why)
{
	char *path = record_path(k, side);
	char *text = xstrfmt("%s %s\n", r->begun, r->made);
	int ret = fs_publish(path, span_of(text), why);

	free(text);
	free(path);
	return ret;
}

static int rename_folder(const char *from, const char *to, struct diag *why)
{
	if (!rename(from, to))
		return 0;
	return diag_set(why, from, 0, "cannot rename to %s: %s", to,
			strerror(errno));
}

/* Parks the objects that are in obj, of whichever side. */
static int park(const struct kbuild *k, const char *using, struct diag *why)
{
	struct buf side = { 0 };
	struct diag ignored;
	char *to = NULL;
	int ret = 0;

	if (!fs_exists(k->obj))
		return 0;
	/* without a name, they are from before sides had their own */
	if (fs_read(&side, using, &ignored) || !side.len)
		ret = fs_remove_all(k->obj, why);
	else
		to = parked(k, side.at);
	if (to)
		ret = fs_remove_all(to, why);
	if (to && !ret)
		ret = rename_folder(k->obj, to, why);
	buf_release(&side);
	free(to);
	return ret;
}

static int copy_folder(const char *from, const char *to, struct diag *why)
{
	const char *const argv[] = { "cp", "-a", "--reflink=auto", from, to,
				     NULL };
	struct buf said = { 0 };
	struct proc p = { .argv = argv, .capture = &said };
	struct proc_end end;
	int ret = proc_run(&p, &end, why);

	if (!ret && end.status)
		ret = diag_set(why, from, 0, "cannot copy the objects to %s; is the disk full?",
			       to);
	buf_release(&said);
	return ret;
}

/* Begins a side's objects anew, in its parking place. */
static int begin(const struct kbuild *k, const struct object_folder *f,
		 const char *folder, struct diag *why)
{
	char *record = record_path(k, f->side);
	char *fresh = xstrfmt("%s.new", folder);
	char *from = f->origin ? parked(k, f->origin) : NULL;
	int ret = fs_remove_all(record, why);

	if (!ret)
		ret = fs_remove_all(folder, why);
	if (!ret)
		ret = fs_remove_all(fresh, why);
	if (!ret)
		ret = from && fs_exists(from) ?
			copy_folder(from, fresh, why) : fs_mkdirs(fresh, why);
	if (!ret)
		ret = rename_folder(fresh, folder, why);
	free(from);
	free(fresh);
	free(record);
	return ret;
}

/* What the objects of a step with that tree must be begun with; no blanks. */
static void wanted(const struct kbuild *k, const struct object_folder *f,
		   const char *tree, struct record *r)
{
	struct record origin = { "", "-" };

	if (f->origin)
		read_record(k, f->origin, &origin);
	*r = (struct record){ "", "-" };
	snprintf(r->begun, sizeof(r->begun), "%s:%s:%s", tree ? tree : "any",
		 f->origin ? f->origin : "-", origin.made);
}

/*
 * True when the objects of the step before hold its whole kernel, as that step
 * is now, and were begun with the origin's as they are now.
 */
static bool may_go_on(const struct kbuild *k, const struct object_folder *f)
{
	struct record last, now;
	char *folder;
	bool there;

	if (!f->last || !f->origin || !strcmp(f->last, f->origin) ||
	    !strcmp(f->last, f->side))
		return false;
	wanted(k, f, f->last_tree, &now);
	read_record(k, f->last, &last);
	folder = parked(k, f->last);
	there = fs_exists(folder);
	free(folder);
	return there && !strcmp(last.begun, now.begun) &&
	       strcmp(last.made, "-");
}

/* Makes the objects of the step before this side's. */
static int go_on(const struct kbuild *k, const struct object_folder *f,
		 const char *folder, struct diag *why)
{
	char *record = record_path(k, f->side), *old = record_path(k, f->last);
	char *from = parked(k, f->last);
	int ret = fs_remove_all(record, why);

	if (!ret)
		ret = fs_remove_all(old, why);
	if (!ret)
		ret = fs_remove_all(folder, why);
	if (!ret)
		ret = rename_folder(from, folder, why);
	free(from);
	free(old);
	free(record);
	return ret;
}

/* Asks whether a folder has another step's objects in the same mode. */
static bool is_other(const char *name, const struct object_folder *f)
{
	const char *mode = strchr(name, '.'), *of = strchr(f->side, '.');

	return strcmp(name, f->side) && strcmp(name, f->origin) &&
	       !strcmp(mode ? mode : "", of ? of : "");
}

/* Removes the objects of every step but this one and the origin. */
static void remove_others(const struct kbuild *k, const struct object_folder *f)
{
	struct strings names = { 0 };
	struct diag ignored;

	list_folder(&names, k->work, LIST_BUT_HIDDEN, &ignored);
	for (size_t i = 0; i < names.nr; i++) {
		const char *name = names.at[i];
		char *path = xstrfmt("%s/%s", k->work, name);

		if (!strncmp(name, "obj.", 4) && is_other(name + 4, f))
			fs_remove_all(path, &ignored);
		free(path);
	}
	strings_release(&names);
}

int object_folder_enter(const struct kbuild *k, const struct object_folder *f,
			struct diag *why)
{
	char *using = xstrfmt("%s/.obj", k->work);
	char *folder = parked(k, f->side);
	struct record now, then;
	int ret = park(k, using, why);

	wanted(k, f, f->tree, &now);
	read_record(k, f->side, &then);
	if (!ret && (strcmp(now.begun, then.begun) || !fs_exists(folder))) {
		ret = may_go_on(k, f) ? go_on(k, f, folder, why) :
					begin(k, f, folder, why);
		if (!ret)
			ret = write_record(k, f->side, &now, why);
	}
	if (!ret && f->last && f->origin)
		remove_others(k, f);
	/* obj is there only while its name is */
	if (!ret)
		ret = fs_publish(using, span_of(f->side), why);
	if (!ret)
		ret = rename_folder(folder, k->obj, why);
	free(folder);
	free(using);
	return ret;
}

int object_folder_made(const struct kbuild *k, const char *side,
		       const char *key, struct diag *why)
{
	struct record r;

	read_record(k, side, &r);
	snprintf(r.made, sizeof(r.made), "%s", key);
	return write_record(k, side, &r, why);
}

bool object_folder_is_made(const struct kbuild *k, const char *side,
			   const char *key)
{
	char *folder = parked(k, side), *using = xstrfmt("%s/.obj", k->work);
	struct buf current = { 0 };
	struct diag ignored;
	struct record r;
	bool there = fs_exists(folder);

	/* it may be the one in use */
	if (!there && fs_exists(k->obj) && !fs_read(&current, using, &ignored))
		there = span_equals(buf_span(&current), span_of(side));
	read_record(k, side, &r);
	buf_release(&current);
	free(using);
	free(folder);
	return there && !strcmp(r.made, key);
}
