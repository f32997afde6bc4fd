// SPDX-License-Identifier: GPL-2.0-only
/* The rounds of a check: which step runs, which is left out, and the result. */
#include "guest.h"

#include <stdio.h>
#include <string.h>

#define STEPS_MAX 32

static int counts[ERROR + 1];
static char stopped[128];	/* why no more steps run; empty while they do */

/* Did the step of that name pass in this round? */
static bool passed(const char *name, const enum outcome *outcomes)
{
	int i;

	for (i = 0; check.steps[i].name; i++)
		if (!strcmp(check.steps[i].name, name))
			return outcomes[i] == PASS;
	return false;
}

/* Runs a step in the kept process or in one that ends with the step. */
static void run_step(const struct step *s, const char *name,
		     struct worker *kept, struct result *r)
{
	struct worker once = { 0 };
	struct worker *w = s->keep ? kept : &once;
	bool alive = worker_run(w, s, r);

	if (alive && !s->keep)
		alive = worker_end(w);
	if (!alive)
		snprintf(stopped, sizeof(stopped), "%s hangs", name);
}

static void run_round(int round)
{
	enum outcome outcomes[STEPS_MAX];
	struct worker kept = { 0 };
	bool failed = false;
	int i;

	for (i = 0; check.steps[i].name && i < STEPS_MAX; i++) {
		const struct step *s = &check.steps[i];
		struct result r = { 0 };
		char name[64];
		long start = now_ms(), ms = -1;

		snprintf(name, sizeof(name), "%d.%s", round, s->name);
		if (*stopped) {
			fail(&r, SKIP, "%s", stopped);
		} else if (s->needs && !passed(s->needs, outcomes)) {
			fail(&r, SKIP, "%s did not pass", s->needs);
		} else {
			run_step(s, name, &kept, &r);
			ms = now_ms() - start;
		}
		outcomes[i] = r.outcome;
		counts[r.outcome]++;
		failed |= r.outcome != PASS;
		say_step(name, &r, start, ms);
	}
	if (!worker_end(&kept) && !*stopped)
		snprintf(stopped, sizeof(stopped),
			 "the process of round %d does not end", round);
	if (failed && !*stopped)
		snprintf(stopped, sizeof(stopped), "round %d failed", round);
}

void run_check(void)
{
	const char *result = "PASS";	/* only when every step passed */
	int round;

	for (round = 1; round <= options.rounds; round++)
		run_round(round);
	if (counts[SKIP])
		result = "SKIP";
	if (counts[FAIL])
		result = "FAIL";
	if (counts[ERROR])
		result = "ERROR";
	say("result %s steps=%d passed=%d failed=%d skipped=%d at=%ld", result,
	    counts[PASS] + counts[FAIL] + counts[SKIP] + counts[ERROR],
	    counts[PASS], counts[FAIL], counts[SKIP], now_ms());
}
