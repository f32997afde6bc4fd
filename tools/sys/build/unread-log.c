// SPDX-License-Identifier: GPL-2.0-only
/* The log of a make whose warnings are in no record yet. */
#include "sys/build/unread-log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/build/warnings-record.h"
#include "sys/os/fs.h"

static char *note_of(const char *work)
{
	return xstrfmt("%s/.unread-log", work);
}

int unread_log_note(const char *work, const char *log, size_t from,
		    struct diag *why)
{
	char *note = note_of(work), *text = xstrfmt("%zu %s\n", from, log);
	int ret = fs_publish(note, span_of(text), why);

	free(text);
	free(note);
	return ret;
}

int unread_log_done(const char *work, struct diag *why)
{
	char *note = note_of(work);
	int ret = fs_remove_all(note, why);

	free(note);
	return ret;
}

/* Reads the log that the note names. 0, 1 when it is gone, -1 and *why. */
static int read_noted(struct buf *log, size_t *from, const char *note,
		      struct diag *why)
{
	struct buf text = { 0 };
	int ret = fs_read_if_there(&text, note, why), at = 0;

	if (!ret && sscanf(text.at, "%zu %n", from, &at) == 1 && at) {
		text.at[strcspn(text.at, "\n")] = '\0';
		ret = fs_read_if_there(log, text.at + at, why);
	} else if (!ret) {
		ret = 1;
	}
	buf_release(&text);
	return ret;
}

int unread_log_read(const char *work, const char *obj, const char *src,
		    struct diag *why)
{
	char *note = note_of(work);
	struct warnings w = { 0 };
	struct buf log = { 0 };
	size_t from = 0;
	int ret = read_noted(&log, &from, note, why);

	if (!ret) {
		from = from < log.len ? from : log.len;
		warnings_read(&w, span_skip(buf_span(&log), from), src);
		ret = warnings_record_update(&w, obj, why);
	}
	if (ret >= 0)
		ret = unread_log_done(work, why);
	warnings_release(&w);
	buf_release(&log);
	free(note);
	return ret;
}
