// SPDX-License-Identifier: GPL-2.0-only
/* The lines of one check: start, a step each, result. */
#include "guest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What a kernel is tainted by for good when it complains: a machine check, a
 * bad page, an oops, a warning, a soft lockup.
 */
#define COMPLAINED	(1l << 4 | 1l << 5 | 1l << 7 | 1l << 9 | 1l << 14)

static long tainted(void)
{
	char text[32] = "";

	file_text("/proc/sys/kernel/tainted", text, sizeof(text));
	return strtol(text, NULL, 10) & COMPLAINED;
}

void block_begin(struct block *b, const char *check, const char *release,
		 long init_ms)
{
	memset(b, 0, sizeof(*b));
	b->check = check;
	b->last = now_ms();
	b->tainted = tainted();
	say("start check=%s kernel=%s init=%ld at=%ld", check, release, init_ms,
	    b->last);
}

/* FNV-1a */
static unsigned int hash(const char *text)
{
	unsigned int h = 2166136261u;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

static bool was_there(const struct block *b, unsigned int h)
{
	long i;

	for (i = 0; i < b->nr; i++)
		if (b->name_hash[i] == h)
			return true;
	return false;
}

void block_step(struct block *b, const char *name, enum outcome outcome,
		const char *reason)
{
	const long nr_max = sizeof(b->name_hash) / sizeof(*b->name_hash);
	char other[200];
	long at = b->last;

	if (b->nr == nr_max) {
		b->full = true;
		return;
	}
	if (b->nr == nr_max - 1) {
		name = "too-many-steps";
		outcome = ERROR;
		reason = "there are more steps than are read of a check";
	}
	if (was_there(b, hash(name))) {
		snprintf(other, sizeof(other), "%.160s-%ld", name, b->nr + 1);
		name = other;
	}
	b->name_hash[b->nr++] = hash(name);
	b->count[outcome]++;
	b->last = now_ms();
	say_step(name, outcome, reason, at, b->last - at);
}

void block_end(const struct block *b)
{
	const char *result = "PASS";	/* only when every step passed */
	long taint = tainted() & ~b->tainted;
	char by[32] = "";

	if (taint)
		snprintf(by, sizeof(by), " taint=%ld", taint);
	if (b->count[SKIP] || !b->nr)
		result = "SKIP";
	if (b->count[FAIL])
		result = "FAIL";
	if (b->count[ERROR])
		result = "ERROR";
	say("result %s steps=%ld passed=%ld failed=%ld skipped=%ld at=%ld%s",
	    result, b->nr, b->count[PASS], b->count[FAIL], b->count[SKIP],
	    now_ms(), by);
}
