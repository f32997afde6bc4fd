// SPDX-License-Identifier: GPL-2.0-only
/* When in a boot what went on: firmware, kernel, init, the check's steps. */
#include "core/report/boot-time.h"

#include "core/console/guest-line.h"

#define AXIS_TICKS \
	6 /* at most: on a telephone more labels run into each other */

/*
 * The firmware's last stamp before the kernel spoke, 0 without one; negative
 * when the kernel never spoke.
 */
static long firmware_ms(struct span log)
{
	struct span line;
	long ms = 0;

	while (span_line(&log, &line)) {
		char room[160];
		struct span clean = span_trim(guest_clean(line, room,
							  sizeof(room)));

		guest_firmware_ms(clean, &ms);
		if (span_starts(complaint_text(clean), "Linux version "))
			return ms;
	}
	return -1;
}

/* What the steps took, without what lay between them. */
static double steps_ms(const struct matrix_boot *b)
{
	double sum = 0;

	for (size_t i = 0; i < b->nr_steps; i++)
		sum += b->step[i].ms > 0 ? b->step[i].ms : 0;
	return sum;
}

static bool is_told(const struct matrix_boot *b)
{
	return b->start_ms >= 0;
}

double boot_step_at(const struct matrix_boot *b, size_t i)
{
	double at = 0;

	if (is_told(b) && b->step[i].at_ms >= b->start_ms)
		return b->step[i].at_ms - b->start_ms;
	while (i--)
		at += b->step[i].ms > 0 ? b->step[i].ms : 0;
	return at;
}

double boot_check_ms(const struct matrix_boot *b)
{
	double end = 0;

	if (!is_told(b))
		return steps_ms(b);
	if (b->result_ms >= b->start_ms)
		return b->result_ms - b->start_ms;
	for (size_t i = 0; i < b->nr_steps; i++) {
		double to = boot_step_at(b, i) +
			    (b->step[i].ms > 0 ? b->step[i].ms : 0);

		end = to > end ? to : end;
	}
	return end;
}

/* Adds a part from where the last one ended; one that is empty is none. */
static void add(struct boot_time *t, enum part_kind kind, double to_ms)
{
	double from_ms = t->nr ? t->part[t->nr - 1].to_ms : 0;

	if (to_ms > from_ms)
		t->part[t->nr++] = (struct part){ kind, from_ms, to_ms };
}

/* What came before the check, on which it depends when that began. */
static void add_head(struct boot_time *t, const struct matrix_boot *b,
		     double all, double check)
{
	long firmware = firmware_ms(b->log.text);
	double power = firmware > 0 ? firmware : 0;

	if (firmware < 0 && !b->nr_steps && b->log.text.len) {
		add(t, PART_FIRMWARE, all);
		return;
	}
	if (t->told) {
		t->check_ms = power + b->start_ms;
	} else {
		power = power < all - check ? power : all - check;
		t->check_ms = all - check;
	}
	add(t, PART_FIRMWARE, power);
	if (t->told && b->init_ms >= 0)
		add(t, PART_KERNEL, power + b->init_ms);
	/* Without the time of PID 1, what it does first is the kernel's. */
	add(t, t->told && b->init_ms >= 0 ? PART_INIT : PART_KERNEL,
	    t->check_ms);
}

void boot_time(const struct matrix_boot *b, struct boot_time *t)
{
	double all = b->seconds * 1000, check = boot_check_ms(b);

	*t = (struct boot_time){ .told = is_told(b) };
	if (!t->told && check > all)
		all = check;
	add_head(t, b, all, check);
	/* A check without a result ran until the emulator was stopped. */
	if (t->told && b->result_ms < 0 && all > t->check_ms)
		add(t, PART_CHECK, all);
	else
		add(t, PART_CHECK, t->check_ms + check);
	add(t, PART_END, all);
}

const char *part_name(enum part_kind kind)
{
	static const char *const names[] = {
		[PART_FIRMWARE] = "firmware", [PART_KERNEL] = "kernel",
		[PART_INIT] = "init", [PART_CHECK] = "check",
		[PART_END] = "until it was off",
	};

	return names[kind];
}

double axis_tick(double most)
{
	static const int ones[] = { 1, 2, 5 };

	for (double power = 1;; power *= 10)
		for (size_t i = 0; i < 3; i++)
			if (!(most > power * ones[i] * AXIS_TICKS))
				return power * ones[i];
}
