// SPDX-License-Identifier: GPL-2.0-only
/* Several mails in one file: told by their From_ lines. */
#include "core/mail/mailbox.h"

#include "core/text/ascii.h"

/*
 * The line in front of a mail: "From WHO ... hh:mm:ss YEAR", which a message's
 * own "From here on" is not.
 */
static bool is_from_line(struct span line)
{
	size_t at = line.len;
	long year = 0;

	if (line.len < 20 || !span_starts(line, "From "))
		return false;
	while (at > 5 && line.at[at - 1] != ':')
		at--;
	/* at is behind the last colon: seconds, a blank, the year */
	if (at < 9 || line.len - at < 4 || line.at[at - 4] != ':' ||
	    !is_digit(line.at[at - 5]) ||
	    !is_digit(line.at[at]) ||
	    !is_digit(line.at[at + 1]))
		return false;
	for (at += 2; at < line.len && line.at[at] == ' '; at++)
		;
	for (; at < line.len && is_digit(line.at[at]); at++)
		if (year < 10000)
			year = year * 10 + line.at[at] - '0';
	return year > 90;
}

bool mail_next(struct span *rest, struct span *mail)
{
	struct span left = *rest, line;
	size_t len = 0;

	*mail = *rest;
	if (!rest->len)
		return false;
	span_line(&left, &line);
	if (!is_from_line(line)) {
		*rest = span_skip(*rest, rest->len);
		return true;
	}
	do {
		len = rest->len - left.len;
	} while (span_line(&left, &line) && !is_from_line(line));
	mail->len = len;
	*rest = span_skip(*rest, len);
	return true;
}

size_t mail_count(struct span text)
{
	struct span mail;
	size_t nr = 0;

	while (mail_next(&text, &mail))
		nr++;
	return nr ? nr : 1;
}

int mail_leave_out(const struct mail *m, const char *path, long lineno,
		   struct diag *why)
{
	if (m->is_reply || !m->part)
		return 0;
	return diag_set(why, path, lineno, "patch %d of %d, '%s', holds no diff: truncated? fetch the mailbox again",
			m->part, m->parts, m->subject);
}
