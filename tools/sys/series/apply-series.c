// SPDX-License-Identifier: GPL-2.0-only
/*
 * A series over a tree. All patches are parsed before the first is applied: a
 * damaged one is said before any work, and the files that will be touched are
 * known, so that they are read ahead, and freed once used.
 */
#include "sys/series/apply-series.h"

#include <stdlib.h>
#include <strings.h>

#include "core/mail/mailbox.h"
#include "core/mail/read.h"
#include "core/patch/series.h"
#include "core/source/lines.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/os/charset.h"
#include "sys/os/fs.h"
#include "sys/os/patch-file.h"

static struct queued_patch *add_patch(struct queue *c)
{
	struct queued_patch *p;

	c->patch = grow_for_one(c->patch, c->nr, &c->cap, sizeof(*c->patch));
	p = &c->patch[c->nr++];
	memset(p, 0, sizeof(*p));
	return p;
}

static void patch_done(struct queued_patch *p)
{
	patch_release(&p->patch);
	buf_release(&p->text);
	buf_release(&p->decoded);
}

void queued_patch_release(struct queued_patch *p)
{
	patch_done(p);
	free(p->name);
	free(p->path);
}

/*
 * Cheap: most patch files are no encoded mail. A header line begins its line.
 */
static bool may_be_encoded(struct span text)
{
	static const char name[] = "content-t";
	struct span line;

	while (span_line(&text, &line) && !span_starts(line, "--- ") &&
	       !span_starts(line, "diff "))
		if (line.len > sizeof(name) &&
		    !strncasecmp(line.at, name, sizeof(name) - 1))
			return true;
	return false;
}

/* Where the text that is parsed stands in its file. */
struct part_of_file {
	const struct mail *decoded;	/* NULL: the file itself is parsed */
	long skipped;		/* lines of the file in front of it */
};

static long file_line(const void *arg, long lineno)
{
	const struct part_of_file *part = arg;

	if (lineno && part->decoded)
		lineno = mail_patch_line(part->decoded, lineno);
	return lineno ? lineno + part->skipped : 0;
}

/*
 * A mail in quoted-printable or base64 is decoded first; its lines are numbered
 * as in the file.
 */
static int parse(struct queued_patch *p, const struct series_entry *e,
		 bool like_quilt, struct diag *why)
{
	struct part_of_file part = { .skipped = p->skipped };
	struct mail m = { 0 };
	int ret = 0;

	if (!like_quilt && may_be_encoded(buf_span(&p->text)))
		ret = mail_parse(&m, buf_span(&p->text), p->path,
				 charset_to_utf8, why);
	if (!ret && m.encoded) {
		p->decoded = m.patch;
		buf_init(&m.patch);
		part.decoded = &m;
	}
	if (!ret)
		ret = patch_parse(&p->patch,
				  buf_span(p->decoded.len ? &p->decoded :
							    &p->text),
				  e->strip, p->path, why);
	if (ret)
		why->lineno = file_line(&part, why->lineno);
	else if (part.decoded || part.skipped)
		patch_map_lines(&p->patch, file_line, &part);
	mail_release(&m);
	return ret;
}

/* What is read of a row of a series: a file, or one mail of it. */
struct row {
	const struct series_entry *e;
	const struct queue_source *from;
	const char *path;	/* of the file */
	long skipped;		/* lines of the file in front of it */
};

/* Adds text, which is left empty, as one patch. */
static int add_text(struct queue *c, const struct row *r, struct buf *text,
		    struct diag *why)
{
	struct queued_patch *p = add_patch(c);

	p->name = xstrdup(r->e->name);
	p->path = xstrdup(r->path);
	p->reverse = r->e->reverse;
	p->below = r->from->below;
	p->is_fix = r->from->branch &&
		    branch_fix_of_patch(r->from->branch, r->e->name);
	p->skipped = r->skipped;
	p->text = *text;
	buf_init(text);
	if (parse(p, r->e, r->from->like_quilt, why))
		return -1;
	if (p->reverse)
		patch_reverse(&p->patch);
	return 0;
}

/* Reverses the order of the patches from lo on. */
static void turn_round(struct queue *c, size_t lo)
{
	for (size_t hi = c->nr; lo + 1 < hi; lo++, hi--) {
		struct queued_patch keep = c->patch[lo];

		c->patch[lo] = c->patch[hi - 1];
		c->patch[hi - 1] = keep;
	}
}

/* The last patch is of a mail without a diff: leaves it out, if it may. */
static int leave_out(struct queue *c, struct diag *why)
{
	struct queued_patch *p = &c->patch[c->nr - 1];
	struct mail m;
	int ret = mail_parse(&m, buf_span(&p->text), p->path, charset_to_utf8,
			     why);

	if (!ret)
		ret = mail_leave_out(&m, p->path, p->skipped + 1, why);
	mail_release(&m);
	queued_patch_release(p);
	c->nr--;
	return ret;
}

/* A mail without a diff, as a cover letter is, is left out beside others. */
static int add_mails(struct queue *c, struct row *r, struct span text,
		     struct diag *why)
{
	struct span rest = text, mail;
	size_t first = c->nr;
	struct buf b = { 0 };
	int ret = 0;

	while (!ret && mail_next(&rest, &mail)) {
		r->skipped = text_count_lf(text.at, mail.at - text.at);
		buf_add(&b, mail.at, mail.len);
		ret = add_text(c, r, &b, why);
		if (!ret && !c->patch[c->nr - 1].patch.nr &&
		    (rest.len || c->nr - 1 > first))
			ret = leave_out(c, why);
	}
	if (r->e->reverse)
		turn_round(c, first);
	return ret;
}

/* Adds a file's text, which is left empty: a patch, or one per mail. */
static int add_file(struct queue *c, struct row *r, struct buf *text,
		    struct diag *why)
{
	if (!r->from->like_quilt && !r->from->whole_files &&
	    mail_count(buf_span(text)) > 1)
		return add_mails(c, r, buf_span(text), why);
	return add_text(c, r, text, why);
}

static int add_entry(struct queue *c, const struct series_entry *e,
		     const struct queue_source *from, struct diag *why)
{
	char *path = xstrfmt("%s/%s", from->folder, e->name);
	struct row r = { .e = e, .from = from, .path = path };
	struct buf text = { 0 };
	int ret = patchfile_read(&text, from->folder, e, from->series, why);

	if (!ret)
		ret = add_file(c, &r, &text, why);
	buf_release(&text);
	free(path);
	return ret;
}

int queue_add(struct queue *c, const struct queue_source *from,
	      struct diag *why)
{
	struct series s = { 0 };
	struct buf text = { 0 };
	int ret;

	if (!fs_exists(from->series))
		return diag_set(why, from->series, 0,
				"no such series; wanted a quilt series, one patch name a line");
	ret = patchfile_series(&text, from->series, why);
	if (!ret)
		ret = series_parse(&s, buf_span(&text), from->series, why);
	for (size_t i = 0; !ret && i < s.nr; i++)
		ret = add_entry(c, &s.entry[i], from, why);
	if (from->below)
		c->below = c->nr;
	series_release(&s);
	buf_release(&text);
	return ret;
}

int queue_add_branch(struct queue *c, const char *root, const struct branch *b,
		     const struct queue_source *how, struct diag *why)
{
	char *series = branch_series(b, root);
	char *folder = branch_patches(b, root);
	struct queue_source from = *how;
	int ret;

	from.series = series;
	from.folder = folder;
	ret = queue_add(c, &from, why);
	free(folder);
	free(series);
	return ret;
}

/* A file that changes nothing is no patch: another was meant. */
static int check_changes(const struct queue *c, size_t first, const char *path,
			 struct diag *why)
{
	for (size_t i = first; i < c->nr; i++)
		if (c->patch[i].patch.nr)
			return 0;
	return diag_set(why, path, 0, "holds no diff: nothing to apply");
}

int queue_add_patch(struct queue *c, const char *path, bool like_quilt,
		    struct diag *why)
{
	size_t len = base_name(path) - path;
	char *folder = len > 1 ? xstrfmt("%.*s", (int)len - 1, path) :
			xstrdup(len ? "/" : ".");
	char *name = xstrdup(base_name(path));
	const struct series_entry e = { .name = name, .strip = 1 };
	const struct queue_source from = { .like_quilt = like_quilt };
	struct row r = { .e = &e, .from = &from, .path = path };
	struct buf text = { 0 };
	size_t first = c->nr;
	int ret;

	if (!strcmp(path, "-"))
		ret = fs_read_input(&text, PATCHFILE_SIZE_MAX >> 20, why);
	else if (!fs_exists(path))
		ret = diag_set(why, path, 0, "no such patch");
	else if (fs_is_folder(path))
		ret = diag_set(why, path, 0, "is a folder, wanted a patch; --series takes a folder of patches");
	else
		ret = patchfile_read(&text, folder, &e, path, why);
	if (!ret)
		ret = add_file(c, &r, &text, why);
	if (!ret)
		ret = check_changes(c, first, path, why);
	buf_release(&text);
	free(name);
	free(folder);
	return ret;
}

void queued_patch_reverse(struct queued_patch *p)
{
	p->reverse = !p->reverse;
	patch_reverse(&p->patch);
}

void queue_reverse(struct queue *c)
{
	for (size_t i = c->below; i < c->nr; i++)
		queued_patch_reverse(&c->patch[i]);
	turn_round(c, c->below);
}

typedef void name_fn(struct tree *t, const char *name, struct pack *pack);

static void expect(struct tree *t, const char *name, struct pack *pack)
{
	(void)pack;
	tree_will_use(t, name);
}

/*
 * Calls fn for each name that the patch may touch, as often before it is
 * applied as after.
 */
static void each_name(const struct patch *p, name_fn *fn, struct tree *t,
		      struct pack *pack)
{
	for (size_t i = 0; i < p->name_nr; i++)
		fn(t, p->name[i], pack);
}

/* Without any change, before and after are one, and nothing can be proved. */
static int apply_one(struct queued_patch *p, struct tree *t,
		     const struct queue_options *how,
		     struct patch_result *result, struct diag *why)
{
	if (!p->is_fix || !patch_is_empty(&p->patch))
		return patch_apply(t, &p->patch, &how->place, result, why);
	*result = (struct patch_result){
		.outcome = PATCH_REFUSED,
		.reason = "is a fix's own patch, and it has no diff that changes anything",
	};
	return 0;
}

static int run_one(struct queued_patch *p, struct tree *t,
		   const struct queue_options *how, struct queue_count *count,
		   struct diag *why)
{
	struct patch_result change = { 0 };
	int ret;

	tree_mark(t);
	ret = apply_one(p, t, how, &change, why);
	if (!ret) {
		count->applied += change.outcome == PATCH_APPLIED;
		count->merged += change.outcome == PATCH_MERGED;
		count->refused += change.outcome == PATCH_REFUSED;
		if (how->done)
			ret = how->done(how->arg, p, &change, why);
	}
	patch_result_release(&change);
	tree_keep(t);
	return ret;
}

int queue_apply(struct queue *c, struct tree *t,
		const struct queue_options *how, struct queue_count *count,
		struct diag *why)
{
	*count = (struct queue_count){ 0 };
	for (size_t i = 0; how->once && i < c->nr; i++)
		each_name(&c->patch[i].patch, expect, t, NULL);
	/* With a pack, the threads that deflate want the processors. */
	if (how->once && !how->pack)
		tree_read_ahead(t);
	for (size_t i = 0; i < c->nr; i++) {
		struct queued_patch *p = &c->patch[i];

		if (run_one(p, t, how, count, why))
			return -1;
		if (count->refused && !how->keep_going) {
			count->left = c->nr - i - 1;
			break;
		}
		if (!how->once)
			continue;
		each_name(&p->patch, tree_used, t, how->pack);
		patch_done(p);
	}
	return 0;
}

void queue_release(struct queue *c)
{
	for (size_t i = 0; i < c->nr; i++)
		queued_patch_release(&c->patch[i]);
	free(c->patch);
	*c = (struct queue){ 0 };
}
