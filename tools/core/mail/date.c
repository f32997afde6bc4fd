// SPDX-License-Identifier: GPL-2.0-only
/* Dates as git reads them from mail: words and numbers in about any order. */
#include "core/mail/date.h"

#include <string.h>

#include "core/text/ascii.h"

/* What is known so far; -1 where nothing is. */
struct date {
	long year, month, day;		/* month from 0 */
	long hour, minute, second;
	bool zoned;
	int zone_min;
	bool epoch;		/* when is known as such */
	long long when;
};

static const char *const months[] = {
	"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december",
};

static const char *const days[] = {
	"sundays", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays",
	"saturdays",
};

/* Hours east of UTC, summer time included. */
static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "idlw", -12 }, { "nt", -11 }, { "cat", -10 }, { "hst", -10 },
	{ "hdt", -9 }, { "yst", -9 }, { "ydt", -8 }, { "pst", -8 },
	{ "pdt", -7 }, { "mst", -7 }, { "mdt", -6 }, { "cst", -6 },
	{ "cdt", -5 }, { "est", -5 }, { "edt", -4 }, { "ast", -3 },
	{ "adt", -2 }, { "wat", -1 }, { "gmt", 0 }, { "utc", 0 }, { "z", 0 },
	{ "wet", 0 }, { "bst", 1 }, { "cet", 1 }, { "met", 1 }, { "mewt", 1 },
	{ "mest", 2 }, { "cest", 2 }, { "mesz", 2 }, { "fwt", 1 }, { "fst", 2 },
	{ "eet", 2 }, { "eest", 3 }, { "wast", 7 }, { "wadt", 8 }, { "cct", 8 },
	{ "jst", 9 }, { "east", 10 }, { "eadt", 11 }, { "gst", 10 },
	{ "nzt", 12 }, { "nzst", 12 }, { "nzdt", 13 }, { "idle", 12 },
};

/*
 * The letters that s and the lower-case word have in common, 0 when s goes on
 * with others.
 */
static size_t common(const char *s, const char *word)
{
	size_t n = 0;

	while (s[n] && (s[n] | 0x20) == word[n])
		n++;
	return is_letter_or_digit(s[n]) ? 0 : n;
}

static size_t take_word(struct date *d, const char *s)
{
	size_t n;

	for (int i = 0; i < 12; i++)
		if ((n = common(s, months[i])) >= 3) {
			d->month = i;
			return n;
		}
	for (int i = 0; i < 7; i++)
		if ((n = common(s, days[i])) >= 3)
			return n;
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
		if ((n = common(s, zones[i].name)) >= 3 ||
		    (n && n == strlen(zones[i].name))) {
			if (!d->zoned)
				d->zone_min = zones[i].hours * 60;
			d->zoned = true;
			return n;
		}
	if (common(s, "pm") == 2 || common(s, "am") == 2) {
		d->hour = d->hour % 12 + ((s[0] | 0x20) == 'p' ? 12 : 0);
		return 2;
	}
	for (n = 1; is_letter(s[n]); n++)
		;
	return n;
}

/* Sets the date if the three numbers can be one. */
static bool set_date(struct date *d, long year, long month, long day)
{
	if (month < 1 || month > 12 || day < 1 || day > 31 || year < 0)
		return false;
	if (year < 38)
		year += 2000;
	else if (year > 70 && year < 100)
		year += 1900;
	if (year < 1970 || year >= 2100)
		return false;
	d->year = year;
	d->month = month - 1;
	d->day = day;
	return true;
}

static bool set_time(struct date *d, long hour, long minute, long second)
{
	if (hour > 24 || minute > 59 || second > 60 ||
	    (hour == 24 && (minute || second)))
		return false;
	d->hour = hour;
	d->minute = minute;
	d->second = second;
	return true;
}

/* A number of at most 18 digits; *n is moved past it. */
static long long number(const char *s, size_t *n)
{
	long long v = 0;

	for (; is_digit(s[*n]); ++*n)
		if (v < 100000000000000000LL)
			v = v * 10 + s[*n] - '0';
	return v;
}

/*
 * "12:30:59", "2017-02-21", "21.2.2017", "2/21/2017": the length, or 0 when it
 * is none.
 */
static size_t take_joined(struct date *d, const char *s)
{
	size_t n = 0;
	long a = number(s, &n), b, c = -1;
	char join = s[n++];

	b = number(s, &n);
	if (s[n] == join && is_digit(s[n + 1])) {
		n++;
		c = number(s, &n);
	}
	if (join == ':') {
		if (!set_time(d, a, b, c < 0 ? 0 : c))
			return 0;
		if (s[n] == '.' && is_digit(s[n + 1]) && d->year >= 0 &&
		    d->month >= 0 && d->day >= 0) {
			n++;
			number(s, &n);
		}
		return n;
	}
	if (a > 70 && (set_date(d, a, b, c) || set_date(d, a, c, b)))
		return n;
	if (join != '.' && set_date(d, c, a, b))
		return n;
	if (set_date(d, c, b, a) || (join == '.' && set_date(d, c, a, b)))
		return n;
	return 0;
}

/* A number alone: how many digits it has tells most of what it is. */
static void take_plain(struct date *d, long v, size_t digits)
{
	if (digits == 8) {
		set_date(d, v / 10000, v / 100 % 100, v % 100);
	} else if (digits == 6) {
		set_time(d, v / 10000, v / 100 % 100, v % 100);
	} else if (digits == 4) {
		if (v <= 1400 && !d->zoned) {
			d->zone_min = (int)(v / 100 * 60 + v % 100);
			d->zoned = true;
		} else if (v > 1900 && v < 2100) {
			d->year = v;
		}
	} else if (digits <= 2) {
		if (v > 0 && v < 32 && d->day < 0)
			d->day = v;
		else if (digits == 2 && d->year < 0 && v < 10 && d->day >= 0)
			d->year = 2000 + v;
		else if (digits == 2 && d->year < 0 && v >= 70)
			d->year = 1900 + v;
		else if (v > 0 && v < 13 && d->month < 0)
			d->month = v - 1;
	}
}

static size_t take_number(struct date *d, const char *s)
{
	size_t n = 0, joined;
	long long v = number(s, &n);

	if (v >= 100000000 && d->year < 0 && d->month < 0 && d->day < 0 &&
	    d->hour < 0 && d->minute < 0 && d->second < 0) {
		d->epoch = true;
		d->when = v;
		return n;
	}
	if (s[n] && strchr(":./-", s[n]) && is_digit(s[n + 1])) {
		joined = take_joined(d, s);
		if (joined)
			return joined;
	}
	take_plain(d, (long)v, n);
	return n;
}

/* "+0100", "-07:00", "+02"; anything else of the kind is skipped. */
static size_t take_zone(struct date *d, const char *s)
{
	size_t n = 1, digits;
	long hour = number(s, &n), minute = 0;

	digits = n - 1;
	if (digits == 4) {
		minute = hour % 100;
		hour /= 100;
	} else if (digits == 2 && s[n] == ':') {
		n++;
		minute = number(s, &n);
		if (n != 6)
			return n;
	} else if (digits != 2) {
		return n;
	}
	if (minute < 60 && hour < 24) {
		d->zone_min =
			(int)(hour * 60 + minute) * (s[0] == '-' ? -1 : 1);
		d->zoned = true;
	}
	return n;
}

/* Days from 1970-01-01 to the given day; month from 0. */
static long long days_since_1970(long year, long month, long day)
{
	static const int before[] = { 0,   31,	59,  90,  120, 151,
				      181, 212, 243, 273, 304, 334 };
	long long n = (year - 1970) * 365LL + (year - 1969) / 4;

	/* 2000 was a leap year and 2100 is out of range. */
	n += before[month] + day - 1;
	if (month > 1 && year % 4 == 0)
		n++;
	return n;
}

/* "@1 +0100", git's own form: any number is one of seconds. */
static bool take_seconds(struct date *d, const char *s)
{
	size_t n = 1;
	long long v;

	if (*s != '@' || !is_digit(s[1]))
		return false;
	v = number(s, &n);
	if (s[n] != ' ' || (s[n + 1] != '+' && s[n + 1] != '-') ||
	    take_zone(d, s + n + 1) != 5 || !d->zoned)
		return false;
	d->epoch = true;
	d->when = v;
	return true;
}

bool mail_date(const char *s, long long *when, int *zone_min)
{
	struct date d = {
		.year = -1, .month = -1, .day = -1,
		.hour = -1, .minute = -1, .second = -1,
	};

	if (take_seconds(&d, s))
		s = "";
	while (*s && *s != '\n') {
		if (is_letter(*s))
			s += take_word(&d, s);
		else if (is_digit(*s))
			s += take_number(&d, s);
		else if ((*s == '-' || *s == '+') && is_digit(s[1]))
			s += take_zone(&d, s);
		else
			s++;
	}
	*zone_min = d.zone_min;
	*when = d.when;
	if (d.epoch)
		return true;
	if (d.year < 1970 || d.year >= 2100 || d.month < 0 || d.day < 1 ||
	    d.hour < 0 || d.minute < 0 || d.second < 0)
		return false;
	*when = days_since_1970(d.year, d.month, d.day) * 86400 +
		d.hour * 3600 + d.minute * 60 + d.second - d.zone_min * 60;
	return true;
}
