// SPDX-License-Identifier: GPL-2.0-only
/*
 * One file diff of a patch on one file: place its hunks, then copy what lies
 * between them.
 */
#include "core/apply/apply.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/apply/place-file-diff.h"
#include "core/patch/binary.h"

/* One application being carried out. */
struct work {
	const struct file_diff *s;
	struct text text;
	const struct place_options *how;
	struct application *a;
	struct buf *out;
	size_t *order;	/* hunk indexes by line; once placed, by place */
};

static void refuse(struct application *a, const char *reason)
{
	a->applied = APPLIED_REFUSED;
	snprintf(a->reason, sizeof(a->reason), "%.*s",
		 (int)sizeof(a->reason) - 1, reason);
}

/*
 * git takes hunks in any order; GNU patch wants them by line. So the patch's
 * order stands for it alone.
 */
static void order_hunks(struct work *w)
{
	w->order = grow_array(NULL, w->s->nr, sizeof(*w->order));
	for (size_t i = 0; i < w->s->nr; i++)
		w->order[i] = i;
	if (!w->how->like_quilt)
		hunks_sort(w->s, w->order);
}

static void place_hunks(struct work *w)
{
	struct application *a = w->a;
	bool merged = w->s->nr > 0;

	a->nr = w->s->nr;
	a->where = grow_array(NULL, a->nr, sizeof(*a->where));
	hunks_locate(w->s, w->order, &w->text, w->how, a->where);
	for (size_t i = 0; i < a->nr; i++) {
		if (!placed_ok(a->where[i].placed))
			a->applied = APPLIED_REFUSED;
		merged &= a->where[i].placed == PLACED_MERGED;
	}
	if (merged)
		a->applied = APPLIED_MERGED;
}

/* Adds bytes; a line never goes on behind a last line that lacked its \n. */
static void emit(struct buf *out, const char *at, size_t len)
{
	if (len && out->len && out->at[out->len - 1] != '\n')
		buf_addc(out, '\n');
	buf_add(out, at, len);
}

/*
 * The byte behind the line that starts at. A context line under fuzz is the
 * file's own.
 */
static size_t behind_line(struct span bytes, size_t at,
			  const struct hunk_line *line, bool own)
{
	const char *lf;

	if (!own)
		return at + line->text.len + !line->no_eol;
	lf = memchr(bytes.at + at, '\n', bytes.len - at);
	return lf ? (size_t)(lf - bytes.at) + 1 : bytes.len;
}

/*
 * Copies up to the hunk and makes its changes; *copied is how much of the
 * preimage is dealt with.
 */
static void emit_hunk(struct work *w, const struct hunk *h,
		      const struct placement *where, size_t *copied)
{
	struct span bytes = w->text.bytes;
	bool own = where->skip || where->cut;
	size_t at = where->at;

	for (size_t i = 0; i < h->nr; i++) {
		const struct hunk_line *line = &h->line[i];

		if (line->kind != ' ') {
			emit(w->out, bytes.at + *copied, at - *copied);
			*copied = at;
		}
		if (line->kind == '+') {
			emit(w->out, line->text.at, line->text.len);
			if (!line->text.len)
				emit(w->out, "\n", !line->no_eol);
			else if (!line->no_eol)
				buf_addc(w->out, '\n');
			continue;
		}
		at = behind_line(bytes, at, line, own);
		if (line->kind == '-')
			*copied = at;
	}
}

static void make_postimage(struct work *w)
{
	const struct file_diff *s = w->s;
	size_t room = w->text.bytes.len, copied = 0;

	for (size_t i = 0; i < s->nr; i++)
		for (size_t k = 0; k < s->hunk[i].nr; k++)
			if (s->hunk[i].line[k].kind == '+')
				room += s->hunk[i].line[k].text.len + 1;
	buf_grow(w->out, room);
	for (size_t i = 0; i < s->nr; i++)
		if (w->a->where[w->order[i]].placed != PLACED_MERGED)
			emit_hunk(w, &s->hunk[w->order[i]],
				  &w->a->where[w->order[i]], &copied);
	emit(w->out, w->text.bytes.at + copied, w->text.bytes.len - copied);
}

static bool ends_in_cr(struct span line)
{
	return line.len && line.at[line.len - 1] == '\r';
}

/* The usual reason why not one hunk fits: the line ends differ. */
static void explain_line_ends(struct work *w)
{
	struct span rest = w->text.bytes, line = { "", 0 };
	const struct hunk *h = w->s->hunk;
	size_t i = 0;

	while (i < h->nr && h->line[i].kind == '+')
		i++;
	if (i == h->nr || !span_line(&rest, &line) ||
	    ends_in_cr(line) == ends_in_cr(h->line[i].text))
		return;
	refuse(w->a, ends_in_cr(line) ?
	       "the file's lines end in CR LF, the patch's in LF" :
	       "the patch's lines end in CR LF, the file's in LF");
}

static void try_hunks(struct work *w)
{
	application_release(w->a);
	order_hunks(w);
	place_hunks(w);
	if (w->a->applied == APPLIED)
		make_postimage(w);
	free(w->order);
}

/*
 * A patch that has CR LF all through may have got them on its way, or be for a
 * file that has them: GNU patch takes it the one way only, git the other way.
 */
static void try_with_cr(struct work *w)
{
	const struct file_diff *s = w->s;
	struct file_diff copy = *s;
	struct hunk_line *line;

	copy.hunk = grow_array(NULL, s->nr, sizeof(*copy.hunk));
	for (size_t i = 0; i < s->nr; i++) {
		copy.hunk[i] = s->hunk[i];
		line = grow_array(NULL, s->hunk[i].nr, sizeof(*line));
		for (size_t k = 0; k < s->hunk[i].nr; k++) {
			line[k] = s->hunk[i].line[k];
			line[k].text = hunk_line_crlf(&line[k]);
		}
		copy.hunk[i].line = line;
	}
	w->s = &copy;
	try_hunks(w);
	w->s = s;
	for (size_t i = 0; i < s->nr; i++)
		free(copy.hunk[i].line);
	free(copy.hunk);
}

static void apply_hunks(struct work *w)
{
	try_hunks(w);
	if (w->a->applied == APPLIED_REFUSED && w->s->crlf &&
	    !w->how->like_quilt) {
		try_with_cr(w);
		if (w->a->applied == APPLIED_REFUSED)
			try_hunks(w);
	}
	if (w->a->applied == APPLIED_REFUSED)
		explain_line_ends(w);
}

/* What a file diff that creates its file makes: its added lines. */
static void apply_creation(struct work *w, bool there)
{
	struct span bytes = w->text.bytes;

	w->text.bytes = (struct span){ "", 0 };
	w->text.no_eol = false;
	apply_hunks(w);
	if (w->a->applied == APPLIED_REFUSED || !there ||
	    (w->how->like_quilt && !bytes.len))
		return;
	if (!w->how->like_quilt && span_equals(buf_span(w->out), bytes)) {
		w->a->applied = APPLIED_MERGED;
		for (size_t i = 0; i < w->a->nr; i++)
			w->a->where[i].placed = PLACED_MERGED;
		return;
	}
	refuse(w->a, "the patch creates this file, and it is there already with other contents");
}

static void apply_removal(struct work *w)
{
	apply_hunks(w);
	if (w->a->applied == APPLIED_MERGED)
		/* nothing to remove in an empty file */
		w->a->applied = APPLIED;
	if (w->a->applied == APPLIED && w->out->len)
		refuse(w->a, "the patch removes this file, but the file has more lines than the patch removes");
}

/*
 * True when the reverse half leads from the postimage back to the preimage:
 * the proof that the patch was made for it.
 */
static bool leads_back(const struct file_diff *s, struct span postimage,
		       struct span preimage)
{
	struct buf back = { 0 };
	struct diag why;
	bool same;

	same = !binary_apply(&s->reverse, postimage, &back, NULL, &why) &&
	       span_equals(buf_span(&back), preimage);
	buf_release(&back);
	return same;
}

static void apply_binary(struct work *w, bool there)
{
	struct span preimage = w->text.bytes;
	const struct file_diff *s = w->s;
	struct buf back = { 0 };
	struct diag why;
	bool made;

	if (s->forward.method == BINARY_NONE) {
		refuse(w->a, "the patch says that binary files differ, but not how");
		return;
	}
	made = !binary_apply(&s->forward, preimage, w->out, NULL, &why);
	if (made && there && !s->remove &&
	    span_equals(buf_span(w->out), preimage)) {
		w->a->applied = APPLIED_MERGED;
	} else if (s->create && there) {
		refuse(w->a, "the patch creates this file, and it is there already with other contents");
	} else if (made && (s->reverse.method == BINARY_NONE ||
			    leads_back(s, buf_span(w->out), preimage))) {
		w->a->applied = APPLIED;
	} else if (s->reverse.method == BINARY_DELTA && there &&
		   !binary_apply(&s->reverse, preimage, &back, NULL, &why) &&
		   !binary_apply(&s->forward, buf_span(&back), w->out, NULL,
				 &why) &&
		   span_equals(buf_span(w->out), preimage)) {
		w->a->applied = APPLIED_MERGED;
	} else if (made) {
		refuse(w->a, "the file is not the one that the binary patch was made for");
	} else {
		refuse(w->a, why.text);
	}
	buf_release(&back);
}

/*
 * Copies the functions found off the preimage, which may go before the
 * placements do.
 */
static void own_names(struct application *a)
{
	struct span last = { NULL, 0 }, name;
	size_t room = 0, used = 0;

	for (size_t i = 0; a->where && i < a->nr; i++)
		room += a->where[i].func_found.len;
	if (!room)
		return;
	a->names = grow_array(NULL, room, 1);
	for (size_t i = 0; i < a->nr; i++) {
		name = a->where[i].func_found;
		if (name.len && name.at != last.at) {
			memcpy(a->names + used, name.at, name.len);
			used += name.len;
		}
		if (name.len)
			a->where[i].func_found.at = a->names + used - name.len;
		last = name;
	}
}

void file_diff_apply(const struct file_diff *s, struct span preimage,
		   const struct place_options *how, struct application *a,
		   struct buf *out)
{
	struct work w = { .s = s, .how = how, .a = a, .out = out };
	bool there = preimage.at != NULL;

	*a = (struct application){ 0 };
	buf_clear(out);
	text_open(&w.text, there ? preimage : (struct span){ "", 0 });
	if (!there && s->remove && !how->like_quilt)
		a->applied = APPLIED_MERGED;
	else if (!there && !s->create && !s->may_create)
		refuse(a, "there is no such file");
	else if (s->kind == FILE_DIFF_BINARY)
		apply_binary(&w, there);
	else if (s->create)
		apply_creation(&w, there);
	else if (!s->nr && !s->remove)
		buf_add(out, preimage.at, preimage.len);
	else if (!s->nr && preimage.len)
		refuse(a, "the patch removes an empty file, but the file is not empty");
	else if (s->remove && s->nr)
		apply_removal(&w);
	else if (s->nr)
		apply_hunks(&w);
	if (a->applied != APPLIED)
		buf_clear(out);
	own_names(a);
	text_release(&w.text);
}

unsigned int file_diff_mode(const struct file_diff *s, unsigned int found)
{
	return s->new_mode && s->new_mode != s->old_mode ? s->new_mode : found;
}

void application_release(struct application *a)
{
	free(a->where);
	free(a->names);
	*a = (struct application){ 0 };
}
