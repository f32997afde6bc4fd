// SPDX-License-Identifier: GPL-2.0-only
/* A series moved to another base. */
#include "sys/port/rebase.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/mailbox.h"
#include "sys/git/diff-text.h"
#include "sys/git/tree.h"
#include "sys/os/patch-file.h"
#include "sys/series/apply-patch.h"
#include "sys/series/variant.h"

#define ABBREV_DEFAULT 12

static const char *const names[] = {
	[REBASE_FITS] = "fits", [REBASE_REFRESHED] = "refreshed",
	[REBASE_UPSTREAM] = "upstream", [REBASE_PORTED] = "ported",
	[REBASE_CONFLICT] = "conflict", [REBASE_NOT_TRIED] = "not tried",
};

const char *rebase_state_name(enum rebase_state state)
{
	return names[state];
}

/* A file as it is, copied. */
struct kept_file {
	struct buf bytes;
	unsigned int mode;
	bool there;
};

static int keep_file(struct tree *t, const char *path, struct kept_file *k,
		     struct diag *why)
{
	struct tree_file file = { 0 };

	*k = (struct kept_file){ 0 };
	if (!path)
		return 0;
	if (tree_read(t, path, &file, why) < 0)
		return -1;
	k->there = file.there;
	k->mode = file.mode;
	if (file.there) {
		buf_grow(&k->bytes, file.bytes.len);
		buf_add(&k->bytes, file.bytes.at, file.bytes.len);
	}
	return 0;
}

static struct span bytes_of(const struct kept_file *k)
{
	static const struct span none = { NULL, 0 };

	return k->there ? buf_span(&k->bytes) : none;
}

static const char *path_of(const struct file_diff *d)
{
	return d->new_name ? d->new_name : d->old_name;
}

/*
 * Renames, copies, changes of a mode alone and binary changes are written as
 * they were: only text diffs are made anew.
 */
static bool is_plain_text(const struct file_diff *d)
{
	return d->kind == FILE_DIFF_TEXT && !d->rename && !d->copy && d->nr;
}

static bool is_name_of(const char *name, const struct file_diff *d)
{
	return name && ((d->old_name && !strcmp(name, d->old_name)) ||
			(d->new_name && !strcmp(name, d->new_name)));
}

/* Two of its parts are of one file, as where a link becomes a file. */
static bool names_twice(const struct patch *p)
{
	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < i; k++)
			if (is_name_of(p->diff[i].old_name, &p->diff[k]) ||
			    is_name_of(p->diff[i].new_name, &p->diff[k]))
				return true;
	return false;
}

static bool has_plain_text(const struct patch *p)
{
	for (size_t i = 0; i < p->nr; i++)
		if (is_plain_text(&p->diff[i]))
			return true;
	return false;
}

/* As many digits as the patch has in its first index line. */
static int abbrev_of(const struct patch *p)
{
	return p->nr && p->diff[0].new_id.len ? (int)p->diff[0].new_id.len :
	       ABBREV_DEFAULT;
}

/*
 * What stands behind the last diff: the mailer's signature. In front of its end
 * a line of the same bytes may remove another.
 */
static struct span signature_of(const struct queued_patch *p)
{
	struct span text = buf_span(&p->text), rest, line;
	const struct file_diff *d = &p->patch.diff[p->patch.nr - 1];
	const struct hunk *h = d->nr ? &d->hunk[d->nr - 1] : NULL;
	struct span last = h && h->nr ? h->line[h->nr - 1].text : d->text;
	const char *end = last.at + last.len;

	if (end < text.at || end > text.at + text.len)
		return span_skip(text, text.len);
	rest = span_skip(text, (size_t)(end - text.at));
	while (span_line(&rest, &line))
		if (span_is(line, "-- "))
			return span_skip(text, (size_t)(line.at - text.at));
	return span_skip(text, text.len);
}

/*
 * What stands above the first diff, a diffstat too; at is NULL for a mail that
 * was decoded, where the diff does not stand in the file as it is.
 */
static struct span head_of(const struct queued_patch *p)
{
	struct span text = buf_span(&p->text);
	const char *at = p->patch.diff[0].text.at;

	if (at < text.at || at >= text.at + text.len)
		return (struct span){ NULL, 0 };
	return (struct span){ text.at, (size_t)(at - text.at) };
}

/* A part that stays as it is has the a/ that those made anew have. */
static bool is_level_one(const struct file_diff *d)
{
	const char *old = d->old_name ? d->old_name : d->new_name;
	char *begin = xstrfmt("diff --git a/%s ", old);
	bool is = !strncmp(d->text.at, begin, strlen(begin));

	free(begin);
	return is;
}

/* Why the file cannot be written as one patch; NULL when it can. */
static const char *why_kept(const struct queued_patch *p)
{
	if (patchfile_is_packed(p->name))
		return "is packed";
	return mail_count(buf_span(&p->text)) > 1 ? "holds several mails" :
						    NULL;
}

/*
 * True for a patch that can be made anew: it is not packed, decoded or taken in
 * reverse.
 */
static bool can_be_written(const struct queued_patch *p)
{
	for (size_t i = 0; i < p->patch.nr; i++)
		if (!is_plain_text(&p->patch.diff[i]) &&
		    !is_level_one(&p->patch.diff[i]))
			return false;
	return !p->reverse && !why_kept(p) && has_plain_text(&p->patch) &&
	       !names_twice(&p->patch) && head_of(p).at;
}

/* A file diff as the patch has it. */
static struct span part_of(const struct queued_patch *p, size_t i)
{
	const char *from = p->patch.diff[i].text.at;
	const char *end = i + 1 < p->patch.nr ? p->patch.diff[i + 1].text.at :
						signature_of(p).at;

	return (struct span){ from, (size_t)(end - from) };
}

/* A patch that is being written, with the tree that has it. */
struct writing {
	const struct queued_patch *p;
	struct tree *t;
	int abbrev;
	struct buf *out;
};

/* Adds part i made anew, before being its file as it was. */
static int add_part(const struct writing *w, size_t i,
		    const struct kept_file *before, struct diag *why)
{
	const struct queued_patch *p = w->p;
	const struct file_diff *d = &p->patch.diff[i];
	struct changed_file f = { .path = path_of(d) };
	struct kept_file after;
	struct span part = part_of(p, i);
	int ret;

	if (!is_plain_text(d)) {
		buf_add(w->out, part.at, part.len);
		return 0;
	}
	ret = keep_file(w->t, f.path, &after, why);
	f.before = bytes_of(before);
	f.after = bytes_of(&after);
	f.old_mode = before->there ? before->mode : 0;
	f.new_mode = after.there ? after.mode : 0;
	if (!ret)
		ret = diff_text(&f, w->abbrev, w->out, why);
	buf_release(&after.bytes);
	return ret;
}

/* Applies the patch and, in *text, writes it for what it applied to. */
static int apply_here(struct queued_patch *p, struct tree *t, bool full_ids,
		      struct patch_result *result, struct buf *text,
		      struct diag *why)
{
	static const struct place_options strict = { 0 };
	const struct writing w = { p, t, full_ids ? GIT_OID_HEXSZ :
				   abbrev_of(&p->patch), text };
	size_t nr = p->patch.nr;
	struct kept_file *before = new_array(nr + 1, sizeof(*before));
	struct span head, end;
	int ret = 0;

	for (size_t i = 0; !ret && i < nr; i++)
		ret = keep_file(t, p->patch.diff[i].old_name, &before[i], why);
	tree_mark(t);
	if (!ret)
		ret = patch_apply(t, &p->patch, &strict, result, why);
	tree_keep(t);
	if (ret || result->outcome != PATCH_APPLIED || !can_be_written(p))
		goto out;
	head = head_of(p);
	end = signature_of(p);
	buf_add(text, head.at, head.len);
	for (size_t i = 0; !ret && i < nr; i++)
		ret = add_part(&w, i, &before[i], why);
	buf_add(text, end.at, end.len);
out:
	for (size_t i = 0; i < nr; i++)
		buf_release(&before[i].bytes);
	free(before);
	return ret;
}

/* Writes what the patch became, with its own header, decoded if need be. */
static int write_ported(struct rebased_patch *r, const struct queued_patch *p,
			const struct rebase_move *m, struct diag *why)
{
	struct port_header header = { .text = head_of(p) };
	struct buf copy = { 0 }, plain = { 0 };
	struct variant v = { 0 };
	struct span end = signature_of(p);
	int ret = 0;

	if (!header.text.at) {
		buf_add(&copy, p->text.at, p->text.len);
		ret = variant_of_diff(&v, p->path, &copy, why);
		if (!ret)
			header.text = variant_header(&v, &plain);
	}
	if (!ret)
		ret = ported_write(&r->port, &header, m->who, &r->text, why);
	buf_add(&r->text, end.at, end.len);
	variant_release(&v);
	buf_release(&plain);
	return ret;
}

/*
 * A patch that does not apply: carried, with the tree that it was made for at
 * hand.
 */
static int carry(struct rebased_patch *r, const struct queued_patch *p,
		 const struct rebase_move *m, struct diag *why)
{
	const char *kept = why_kept(p);
	int ret = port_patch(&p->patch, m->onto, m->was, &r->port, why);

	if (ret)
		return ret;
	if (r->port.worst == PORT_CONFLICT || p->reverse) {
		r->state = REBASE_CONFLICT;
		return 0;
	}
	if (ported_is_merged(&r->port)) {
		r->state = REBASE_UPSTREAM;
		return 0;
	}
	if (kept)
		return diag_set(why, p->path, 0, "has to be ported, and %s: make plain files of one patch of it first", kept);
	r->state = REBASE_PORTED;
	ret = write_ported(r, p, m, why);
	return ret ? ret : ported_take(&r->port, m->onto->edited, why);
}

static int move_patch(struct rebased_patch *r, struct queued_patch *p,
		      const struct rebase_move *m, struct diag *why)
{
	struct patch_result here = { 0 };
	int ret = apply_here(p, m->onto->edited, m->full_ids, &here,
			     &r->text, why);

	if (!ret && here.outcome == PATCH_REFUSED) {
		ret = carry(r, p, m, why);
	} else if (!ret && here.outcome == PATCH_MERGED) {
		r->state = REBASE_UPSTREAM;
	} else if (!ret) {
		r->state = !r->text.len || span_equals(buf_span(&r->text),
						       buf_span(&p->text)) ?
			   REBASE_FITS : REBASE_REFRESHED;
	}
	if (r->state == REBASE_FITS)
		buf_release(&r->text);
	patch_result_release(&here);
	return ret;
}

/* The tree that the next patch was made for. */
static int step_on(struct queued_patch *p, struct tree *was, struct diag *why)
{
	static const struct place_options strict = { 0 };
	struct patch_result result = { 0 };
	int ret;

	tree_mark(was);
	ret = patch_apply(was, &p->patch, &strict, &result, why);
	tree_keep(was);
	if (!ret && result.outcome == PATCH_REFUSED)
		ret = diag_set(why, p->path, 0, "does not apply to the base that it is for: fix the series first (backport apply)");
	patch_result_release(&result);
	return ret;
}

int rebase_make(struct rebase *r, struct queue *q,
		const struct rebase_move *m, struct diag *why)
{
	bool stopped = false;
	int ret = 0;

	*r = (struct rebase){ .nr = q->nr };
	r->patch = new_array(q->nr + 1, sizeof(*r->patch));
	for (size_t i = 0; !ret && i < q->nr; i++) {
		r->patch[i].patch = &q->patch[i];
		r->patch[i].state = REBASE_NOT_TRIED;
		if (stopped)
			continue;
		ret = move_patch(&r->patch[i], &q->patch[i], m, why);
		stopped = r->patch[i].state == REBASE_CONFLICT;
		if (!ret && !stopped)
			ret = step_on(&q->patch[i], m->was->edited, why);
	}
	return ret;
}

void rebase_release(struct rebase *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		buf_release(&r->patch[i].text);
		ported_release(&r->patch[i].port);
	}
	free(r->patch);
	*r = (struct rebase){ 0 };
}
