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

size_t mail_count(struct span text)
{
	struct span line;
	size_t nr = 0;

	while (span_line(&text, &line)) {
		if (is_from_line(line))
			nr++;
		else if (!nr)
			return 1;
	}
	return nr ? nr : 1;
}

bool mail_next(struct span *rest, struct span *mail)
{
	struct span left = *rest, line;

	if (!span_line(&left, &line))
		return false;
	*mail = *rest;
	if (is_from_line(line))
		while (mail->len == rest->len && span_line(&left, &line))
			if (is_from_line(line))
				mail->len = (size_t)(line.at - mail->at);
	*rest = span_skip(*rest, mail->len);
	return true;
}
