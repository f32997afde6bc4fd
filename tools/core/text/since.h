/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_SINCE_H
#define CORE_TEXT_SINCE_H

#include <stdbool.h>
#include <time.h>

/*
 * Reads the words for a time in the past that git takes too: "now",
 * "yesterday", "3 days ago", "2.weeks.ago", "last month", "monday" (the last
 * one before today). Units are second to year; a day's length is always 24
 * hours, months and years keep the day and the time. False for other words,
 * also for dates.
 */
bool since_words(const char *words, time_t now, time_t *when);

#endif
