// SPDX-License-Identifier: GPL-2.0-only
/* A change of a file as git writes it. */
#include "sys/git/diff-text.h"

#include <git2.h>
#include <stdlib.h>

#include "core/source/function-at.h"
#include "core/source/lines.h"
#include "sys/git/repo.h"

/* git cuts what stands behind the second @@ to so many bytes. */
#define TAIL_MAX 80

/*
 * "@@ -12,3 +12,4 @@...": the old side's first line, from 1; 0 when the line is
 * no hunk's.
 */
static long hunk_start(struct span line)
{
	return span_starts(line, "@@ -") ? strtol(line.at + 4, NULL, 10) : 0;
}

/*
 * Adds the hunk's line with the function in front of it, by git's rule for C.
 */
static void add_hunk_line(struct text *before, struct span line,
			  struct buf *out)
{
	const char *end = memmem(line.at + 2, line.len - 2, "@@", 2);
	size_t at, head = end ? (size_t)(end + 2 - line.at) : line.len;
	struct span tail = { "", 0 };

	if (text_seek(before, (size_t)hunk_start(line) - 1, &at))
		tail = span_trim(func_above(before, at));
	if (tail.len > TAIL_MAX)
		tail.len = TAIL_MAX;
	buf_add(out, line.at, head);
	if (tail.len)
		buf_addc(out, ' ');
	buf_add(out, tail.at, tail.len);
	buf_addc(out, '\n');
}

/* Names of the two sides, which git writes in front of hunks alone. */
static bool is_side(struct span line)
{
	return span_starts(line, "--- ") || span_starts(line, "+++ ");
}

static bool is_mode_line(struct span line)
{
	return span_starts(line, "new file mode ") ||
	       span_starts(line, "deleted file mode ");
}

/* True when the file is there on both sides, with two modes. */
static bool changes_mode(const struct changed_file *f)
{
	return f->old_mode && f->new_mode && f->old_mode != f->new_mode;
}

/* What git says between the names and the ids. */
static void add_changes(const struct changed_file *f, struct buf *out)
{
	const char *done = f->copied ? "copy" : "rename";

	if (changes_mode(f))
		buf_addf(out, "old mode %06o\nnew mode %06o\n", f->old_mode,
			 f->new_mode);
	if (f->from)
		buf_addf(out, "%s from %s\n%s to %s\n", done, f->from, done,
			 f->path);
}

/* Takes over what libgit2 wrote, with our modes and our names at the @@. */
static void add_text(const struct changed_file *f, struct span text,
		     struct buf *out)
{
	struct text before;
	struct span line;
	unsigned int mode = f->new_mode ? f->new_mode : f->old_mode;
	bool hunks = span_find(text, "\n@@ -");

	text_open(&before, f->before);
	while (span_line(&text, &line)) {
		if (!hunks && is_side(line))
			continue;
		if (is_mode_line(line) && line.len > 6) {
			buf_add(out, line.at, line.len - 6);
			buf_addf(out, "%06o\n", mode);
		} else if (span_starts(line, "index ") && line.len > 7 &&
			   f->old_mode && f->new_mode) {
			buf_add(out, line.at, line.len - 7);
			if (!changes_mode(f))
				buf_addf(out, " %06o", mode);
			buf_addc(out, '\n');
		} else if (span_starts(line, "diff --git ")) {
			buf_add(out, line.at, line.len);
			buf_addc(out, '\n');
			add_changes(f, out);
		} else if (hunk_start(line)) {
			add_hunk_line(&before, line, out);
		} else {
			buf_add(out, line.at, line.len);
			buf_addc(out, '\n');
		}
	}
	text_release(&before);
}

int diff_text(const struct changed_file *f, int abbrev, struct buf *out,
	      struct diag *why)
{
	git_diff_options options;
	git_buf text = { 0 };
	git_patch *patch = NULL;
	const char *from = f->from ? f->from : f->path;
	int err;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.id_abbrev = (uint16_t)abbrev;
	options.flags = GIT_DIFF_FORCE_TEXT;
	err = git_patch_from_buffers(&patch, f->before.at, f->before.len,
				     from, f->after.at, f->after.len,
				     f->path, &options);
	if (!err)
		err = git_patch_to_buf(&text, patch);
	if (!err && !text.size && (changes_mode(f) || f->from)) {
		buf_addf(out, "diff --git a/%s b/%s\n", from, f->path);
		add_changes(f, out);
	} else if (!err) {
		add_text(f, (struct span){ text.ptr, text.size }, out);
	}
	git_buf_dispose(&text);
	git_patch_free(patch);
	return err ? repo_fail(why, "write a diff") : 0;
}
