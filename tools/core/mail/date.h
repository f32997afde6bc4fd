/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_DATE_H
#define CORE_MAIL_DATE_H

#include <stdbool.h>

/*
 * Reads a date as git am reads a Date: header: RFC 2822, ISO 8601, seconds
 * since 1970, and what comes near. No zone is taken for UTC. false when it is
 * none.
 */
bool mail_date(const char *s, long long *when, int *zone_min);

#endif
