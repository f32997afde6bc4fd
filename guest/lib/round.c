// SPDX-License-Identifier: GPL-2.0-only
/* The rounds of a check: which step runs, which is left out, and their KTAP. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define STEPS_MAX 32

static int printed;		/* test lines */
static bool failed;		/* one of them was "not ok" */
static char stopped[128];	/* why no more steps run; empty while they do */

int fail(struct result *r, enum outcome outcome, const char *format, ...)
{
	va_list args;

	r->outcome = outcome;
	va_start(args, format);
	vsnprintf(r->reason, sizeof(r->reason), format, args);
	va_end(args);
	return -1;
}

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A reason on one line. */
static const char *one_line(char *reason)
{
	char *at;

	for (at = reason; *at; at++)
		if (*at < ' ' && *at > 0)
			*at = ' ';
	return reason;
}

static void print_step(const char *name, struct result *r)
{
	const char *reason = one_line(r->reason);

	printed++;
	failed |= r->outcome >= FAIL;
	if (r->outcome == PASS)
		printf("ok %d %s\n", printed, name);
	else if (r->outcome == SKIP)
		printf("ok %d %s # SKIP %s\n", printed, name, reason);
	else if (r->outcome == FAIL)
		printf("# %s\nnot ok %d %s\n", reason, printed, name);
	else
		printf("not ok %d %s # ERROR %s\n", printed, name, reason);
	fflush(stdout);
}

/* Did the step of that name pass in this round? */
static bool passed(const struct step *steps, const char *name,
		   const enum outcome *outcomes)
{
	int i;

	for (i = 0; steps[i].name; i++)
		if (!strcmp(steps[i].name, name))
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

static void run_round(const struct step *steps, int round)
{
	enum outcome outcomes[STEPS_MAX];
	struct worker kept = { 0 };
	bool bad = false;
	int i;

	for (i = 0; steps[i].name && i < STEPS_MAX; i++) {
		const struct step *s = &steps[i];
		struct result r = { 0 };
		char name[64];

		snprintf(name, sizeof(name), "%d.%s", round, s->name);
		if (*stopped)
			fail(&r, SKIP, "%s", stopped);
		else if (s->needs && !passed(steps, s->needs, outcomes))
			fail(&r, SKIP, "%s did not pass", s->needs);
		else
			run_step(s, name, &kept, &r);
		outcomes[i] = r.outcome;
		bad |= r.outcome != PASS;
		print_step(name, &r);
	}
	if (!worker_end(&kept) && !*stopped)
		snprintf(stopped, sizeof(stopped),
			 "the process of round %d does not end", round);
	if (bad && !*stopped)
		snprintf(stopped, sizeof(stopped), "round %d failed", round);
}

int check_run(const struct check *check)
{
	int rounds = check->rounds ? check->rounds : 1, nr = 0, round;
	struct result r = { 0 };

	while (check->steps[nr].name && nr < STEPS_MAX)
		nr++;
	printf("KTAP version 1\n");
	if (check->setup && check->setup(&r)) {
		printf("1..1\n");
		print_step("0.setup", &r);
		return 1;
	}
	printf("1..%d\n", rounds * nr);
	fflush(stdout);
	for (round = 1; round <= rounds; round++)
		run_round(check->steps, round);
	return failed;
}
