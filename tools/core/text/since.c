// SPDX-License-Identifier: GPL-2.0-only
/* "yesterday", "2 weeks ago": the part of git's approxidate that is sure. */
#include "core/text/since.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/ascii.h"
#include "core/text/span.h"

#define WORDS_MAX	4
#define COUNT_MAX	10000

/* Months and years have no fixed length in seconds. */
static const struct unit {
	const char *name;
	long seconds;
	int months;
} units[] = {
	{ "second", 1, 0 }, { "minute", 60, 0 }, { "hour", 3600, 0 },
	{ "day", 86400, 0 }, { "week", 7 * 86400, 0 }, { "month", 0, 1 },
	{ "year", 0, 12 },
};

static const char *const days[] = {
	"sunday", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday",
};

static const char *const numbers[] = {
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
	"nine", "ten",
};

/* A word and its plural. */
static bool is_word_of(struct span s, const char *name)
{
	if (s.len > 1 && s.at[s.len - 1] == 's' && strlen(name) < s.len)
		s.len--;
	return span_equals_nocase(s, span_of(name));
}

static const struct unit *unit_of(struct span s)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (is_word_of(s, units[i].name))
			return &units[i];
	return NULL;
}

static bool count_of(struct span s, long *count)
{
	*count = 0;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (span_equals_nocase(s, span_of(numbers[i]))) {
			*count = (long)i;
			return true;
		}
	if (span_equals_nocase(s, span_of("a")) ||
	    span_equals_nocase(s, span_of("an")) ||
	    span_equals_nocase(s, span_of("last"))) {
		*count = 1;
		return true;
	}
	if (!s.len || s.len > 5 || span_digits(s) != s.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		*count = 10 * *count + s.at[i] - '0';
	return *count <= COUNT_MAX;
}

/* The words, without what stands between them; 0 when they are too many. */
static size_t split(const char *text, struct span *word)
{
	size_t nr = 0;

	for (;;) {
		text += strspn(text, " ._\t");
		if (!*text)
			return nr;
		if (nr == WORDS_MAX)
			return 0;
		word[nr].at = text;
		word[nr].len = strcspn(text, " ._\t");
		text += word[nr++].len;
	}
}

static bool back(time_t now, long count, const struct unit *u, time_t *when)
{
	struct tm t;

	*when = now - count * u->seconds;
	if (!u->months)
		return true;
	if (!localtime_r(&now, &t))
		return false;
	t.tm_mon -= (int)(count * u->months);
	t.tm_isdst = -1;
	*when = mktime(&t);
	return *when != (time_t)-1;
}

/* The last such day before today, at this time of day. */
static bool weekday(struct span s, time_t now, time_t *when)
{
	struct tm t;

	for (int i = 0; i < 7; i++) {
		if (!span_equals_nocase(s, span_of(days[i])) &&
		    !span_equals_nocase(s, (struct span){ days[i], 3 }))
			continue;
		if (!localtime_r(&now, &t))
			return false;
		*when = now - (((t.tm_wday - i + 6) % 7) + 1) * 86400L;
		return true;
	}
	return false;
}

bool since_words(const char *words, time_t now, time_t *when)
{
	struct span word[WORDS_MAX];
	size_t nr = split(words, word);
	const struct unit *u;
	bool last;
	long count;

	if (nr == 1 && span_equals_nocase(word[0], span_of("now")))
		return back(now, 0, &units[0], when);
	if (nr == 1 && span_equals_nocase(word[0], span_of("yesterday")))
		return back(now, 1, unit_of(span_of("day")), when);
	if (nr == 1)
		return weekday(word[0], now, when);
	last = nr && span_equals_nocase(word[0], span_of("last"));
	if (nr == 2 && last && weekday(word[1], now, when))
		return true;
	if (nr != (last ? 2u : 3u) || !count_of(word[0], &count))
		return false;
	if (!last && !span_equals_nocase(word[2], span_of("ago")))
		return false;
	u = unit_of(word[1]);
	return u && back(now, count, u, when);
}
