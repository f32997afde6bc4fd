// SPDX-License-Identifier: GPL-2.0-only
/* From a fix and the files of a release to whether that can have the bug. */
#include "core/affected/content.h"

#include "core/source/function-at.h"
#include "core/source/function-name.h"
#include "core/text/ascii.h"

/* What is counted over the files that the patch changes. */
struct count {
	size_t places, there;	/* changes, and those that have a place */
	size_t lines, found;	/* removed lines, and those that stand there */
	struct span head;	/* the first that is not there; empty: none */
	const char *head_file;	/* where it is not */
	const char *file;	/* the first that is not there; NULL: none */
};

const char *content_word(enum content_state state)
{
	static const char *const words[] = {
		[CONTENT_MAY] = "may", [CONTENT_MERGED] = "merged",
		[CONTENT_NO_FILE] = "no-file",
		[CONTENT_NO_FUNCTION] = "no-function",
		[CONTENT_NO_LINES] = "no-lines",
	};

	return words[state];
}

/* A line that says something: not braces or nothing alone. */
static bool has_word(struct span line)
{
	for (size_t i = 0; i < line.len; i++)
		if (is_word(line.at[i]))
			return true;
	return false;
}

/* White space at its ends does not matter. */
static bool has_line(struct span file, struct span line)
{
	struct span next;

	line = span_trim(line);
	while (span_line(&file, &next))
		if (span_equals(span_trim(next), line))
			return true;
	return false;
}

/*
 * The head of the function that the hunk's first change is in: of its own
 * lines, else what its @@ line says.
 */
static struct span head_of(const struct hunk *h)
{
	struct span head = h->func;

	for (size_t i = 0; i < h->nr && h->line[i].kind == ' '; i++)
		if (func_is_line(h->line[i].text))
			head = h->line[i].text;
	return head;
}

static void count_hunk(struct count *n, const struct hunk *h,
		       const char *name, struct span file)
{
	struct span head = head_of(h);

	n->places++;
	if (!file.at)
		return;
	if (!func_decides(head) || func_exists(file, head)) {
		n->there++;
	} else if (!n->head.len) {
		n->head = head;
		n->head_file = name;
	}
	for (size_t i = 0; i < h->nr; i++) {
		const struct hunk_line *l = &h->line[i];

		if (l->kind != '-' || !has_word(l->text))
			continue;
		n->lines++;
		n->found += has_line(file, l->text);
	}
}

/* A file that the patch only makes says nothing of the bug. */
static void count_file(struct count *n, const struct file_diff *d,
		       struct span file)
{
	if (d->create || !d->old_name)
		return;
	if (!file.at && !n->file)
		n->file = d->old_name;
	if (!d->nr) {
		n->places++;
		n->there += file.at != NULL;
	}
	for (size_t i = 0; i < d->nr; i++)
		count_hunk(n, &d->hunk[i], d->old_name, file);
}

static void judge_refused(struct content *c, const struct count *n,
			  struct sentence s)
{
	struct span func = func_name(n->head);

	if (n->places && !n->there && n->head.len) {
		c->state = CONTENT_NO_FUNCTION;
		sentence_say(s, "%.*s%s is not in %s",
			     (int)(func.len ? func : n->head).len,
			     (func.len ? func : n->head).at,
			     func.len ? "()" : "", n->head_file);
	} else if (n->places && !n->there) {
		c->state = CONTENT_NO_FILE;
		sentence_say(s, "%s is not there", n->file);
	} else if (n->lines && !n->found) {
		c->state = CONTENT_NO_LINES;
		if (n->lines == 1)
			sentence_say(s, "the line that the fix removes is not there");
		else
			sentence_say(s, "none of the %zu lines that the fix removes is there",
				     n->lines);
	} else {
		sentence_say(s, "the fix does not apply as it is, but %s",
			     n->lines ? "lines that it removes are there" :
			     "what it changes is there");
	}
}

void content_judge(struct content *c, const struct patch *p,
		   const struct patch_result *placed, const struct span *file)
{
	struct sentence s = { c->reason, sizeof(c->reason) };
	struct buf where = { 0 };
	struct count n = { 0 };

	*c = (struct content){ .state = CONTENT_MAY };
	if (placed->outcome == PATCH_MERGED) {
		c->state = CONTENT_MERGED;
		patch_result_describe_merged(placed, &where);
		sentence_say(s, "the fix is merged: %s", where.at);
		buf_release(&where);
	} else if (placed->outcome == PATCH_APPLIED) {
		sentence_say(s, "the fix applies");
	} else {
		for (size_t i = 0; i < p->nr; i++)
			count_file(&n, &p->diff[i], file[i]);
		judge_refused(c, &n, s);
	}
}
