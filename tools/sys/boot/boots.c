// SPDX-License-Identifier: GPL-2.0-only
/* The boots of a step: which checks each runs, and which are run again. */
#include "sys/boot/boots.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/console/judge-console.h"
#include "core/verdict/early.h"
#include "sys/os/run.h"
#include "sys/store/result.h"

static void mode_boots_init(struct mode_boots *m, const struct fix *f,
			    const struct mode *mode, const struct target *t)
{
	char *append = boot_command_line(t, mode, f->checked_by);

	*m = (struct mode_boots){
		.fix = f,
		.mode = mode,
		.append = append,
		.asked = { .check = f->check, .append = append,
			   .splat = f->checked_by->splat },
		.total = { .fix = f->name, .mode = mode->name },
	};
}

static void mode_boots_release(struct mode_boots *m)
{
	console_release(&m->console);
	strings_release(&m->early);
	mode_steps_release(&m->steps);
	free(m->append);
	free(m->log);
}

void mode_boots_begin(struct mode_boots *m, const char *log, long nr)
{
	console_release(&m->console);
	free(m->log);
	m->log = xstrdup(log);
	m->boot = (struct boot_result){ .fix = m->fix->name,
					.mode = m->total.mode, .nr = nr,
					.log = m->log };
}

void mode_boots_judge(struct mode_boots *m, const struct boot_console *console)
{
	console_release(&m->console);
	console_judge(&m->console, &console->said, &m->asked);
	strcpy(m->boot.log_sha256, console->sha256);
	boot_result_judge(&m->boot, &m->console, fix_signature(m->fix));
	mode_count(&m->total, &m->boot, &m->console);
	early_add(&m->early, &m->console.complaints);
	m->total.early = &m->early;
	mode_steps_add(&m->steps, &m->console, m->boot.signature);
	m->total.steps = &m->steps;
	m->total.reason = m->reason;
	if (!m->reason[0])
		strcpy(m->reason, m->boot.reason);
}

static bool is_asked(const struct boots_of *what, const struct check *c,
		     const struct mode *mode)
{
	return (!what->only || what->only->checked_by == c) &&
	       (!what->kernel || boots_kernel(what, mode)->image) &&
	       check_in_mode(c, mode);
}

void boots_init(struct boots *b, const struct boots_of *what)
{
	const struct branch *branch = what->branch;

	*b = (struct boots){ 0 };
	b->m = grow_array(NULL, branch->nr_fixes * what->nr_modes + 1,
			  sizeof(*b->m));
	for (size_t f = 0; f < branch->nr_fixes; f++)
		for (size_t i = 0; i < what->nr_modes; i++)
			if (is_asked(what, branch->fix[f]->checked_by,
				     &what->mode[i]) &&
			    (!what->only || what->only == branch->fix[f]))
				mode_boots_init(&b->m[b->nr++], branch->fix[f],
						&what->mode[i], branch->target);
}

/* Frees what is known of the last round but for its totals. */
static void release_round(struct boots *b)
{
	for (size_t i = 0; i < b->nr; i++)
		console_release(&b->m[i].console);
	for (size_t i = 0; i < b->nr_consoles; i++)
		boot_console_release(&b->console[i]);
	free(b->console);
	b->console = NULL;
	b->nr_consoles = 0;
}

void boots_release(struct boots *b)
{
	release_round(b);
	for (size_t i = 0; i < b->nr; i++)
		mode_boots_release(&b->m[i]);
	free(b->m);
	*b = (struct boots){ 0 };
}

/* Boots that wait; those before next are done. */
struct queue {
	const struct boots_of *what;
	long nr;
	struct one_boot *boot;
	size_t nr_boots, next;
};

/* Adds a boot of nr checks; alone ones are named after their check. */
static void enqueue(struct queue *q, const struct mode *mode,
		    const struct check **check, size_t nr, bool named)
{
	struct one_boot *b;

	if (!nr)
		return;
	q->boot = grow_array(q->boot, q->nr_boots + 1, sizeof(*q->boot));
	b = &q->boot[q->nr_boots++];
	one_boot_init(b, mode, check, nr);
	one_boot_name(b, q->what, named ? check[0]->name : NULL, q->nr);
}

/* The boots that it begins with: a common one, and those of checks alone. */
static void enqueue_mode(struct queue *q, const struct mode *mode)
{
	const struct branch *branch = q->what->branch;
	const struct check **check = grow_array(NULL, branch->nr_fixes,
						sizeof(*check));
	size_t shared = 0, all = 0;

	for (size_t i = 0; i < branch->nr_fixes; i++) {
		const struct check *c = branch_check(branch, i);

		if (!c || !is_asked(q->what, c, mode))
			continue;
		all++;
		if (!check_is_alone(c))
			check[shared++] = c;
	}
	enqueue(q, mode, check, shared, false);
	for (size_t i = 0; shared < all && i < branch->nr_fixes; i++) {
		const struct check *c = branch_check(branch, i);

		if (c && is_asked(q->what, c, mode) && check_is_alone(c))
			enqueue(q, mode, &c, 1, all > 1);
	}
	free(check);
}

/* Takes the boot for all fixes of one of its checks. */
static void take(struct boots *b, const struct one_boot *boot,
		 const struct check *check, const struct queue *q)
{
	for (size_t i = 0; i < b->nr; i++) {
		struct mode_boots *m = &b->m[i];

		if (m->fix->checked_by != check ||
		    strcmp(m->total.mode, boot->mode->name))
			continue;
		mode_boots_begin(m, boot->log, q->nr);
		m->asked.release = boots_kernel(q->what, boot->mode)->release;
		m->boot.end = boot->end;
		m->boot.retries = boot->retries;
		strcpy(m->boot.secret, boot->secret);
		mode_boots_judge(m, &boot->console);
	}
}

/*
 * Takes what the boot tells of its checks, or has them booted again. Where a
 * kernel complained or stopped, nothing is believed of what ran before or
 * after: the complaint may be late, and be about an earlier check.
 */
static void divide(struct queue *q, struct boots *b, size_t at)
{
	struct one_boot *boot = &q->boot[at];
	const struct check **check = boot->check;
	const struct mode *mode = boot->mode;
	size_t nr = boot->nr, good = 0, taken;
	enum block_state state = BLOCK_GOOD;

	while (good < nr &&
	       (state = one_boot_state(boot, check[good],
				       boots_kernel(q->what, mode)->release)) ==
	       BLOCK_GOOD)
		good++;
	if (state == BLOCK_GOOD || (state == BLOCK_MISSING && !good))
		taken = nr;
	else
		taken = state == BLOCK_BAD && !good;
	for (size_t i = 0; i < taken; i++)
		take(b, boot, check[i], q);
	/* the array may move: not through boot from here on */
	if (taken < good)
		enqueue(q, mode, check, good, true);
	else
		good = taken;
	if (state == BLOCK_BAD && !taken)
		enqueue(q, mode, &check[good++], 1, true);
	enqueue(q, mode, check + good, nr - good, true);
}

/* Boots some of those that wait. 1 when none is left. */
static int boot_some(struct queue *q, struct boots *b, struct diag *why)
{
	size_t nr = q->nr_boots - q->next;
	int ret;

	if (!nr)
		return 1;
	if (nr > PROC_AT_ONCE)
		nr = PROC_AT_ONCE;
	ret = one_boot_run(q->boot + q->next, nr, q->what, why);
	for (size_t i = 0; !ret && i < nr; i++)
		divide(q, b, q->next + i);
	q->next += nr;
	return ret;
}

/* What was judged has views into the consoles. */
static void keep_consoles(struct boots *b, struct queue *q)
{
	b->nr_consoles = q->nr_boots;
	b->console = grow_array(NULL, q->nr_boots, sizeof(*b->console));
	for (size_t i = 0; i < q->nr_boots; i++) {
		b->console[i] = q->boot[i].console;
		q->boot[i].console = (struct boot_console){ 0 };
	}
}

int boots_run(struct boots *b, const struct boots_of *what, long nr,
	      struct diag *why)
{
	struct queue q = { .what = what, .nr = nr };
	int ret;

	release_round(b);
	for (size_t i = 0; i < what->nr_modes; i++)
		enqueue_mode(&q, &what->mode[i]);
	do
		ret = boot_some(&q, b, why);
	while (!ret);
	keep_consoles(b, &q);
	for (size_t i = 0; i < q.nr_boots; i++)
		one_boot_release(&q.boot[i]);
	free(q.boot);
	return ret < 0 ? -1 : 0;
}
