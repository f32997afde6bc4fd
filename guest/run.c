// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs one check: reads what it prints, holds it to its limits, and makes steps
 * of its TAP or of its exit status.
 */
#include "guest.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kmsg.h"
#include "tap.h"

#define LINE		1024	/* bytes of a line; more are left out */
#define PRINTED_MAX	(1 << 20)	/* bytes that a check may print */
#define SAID_MAX	60	/* lines that are no TAP and are shown */
#define BUSY_MS		10000	/* the host gives up a guest that is silent */
#define LOOK_MS		100
#define REAP_MS		5	/* when it has closed its streams, to end */

/* A stream of the check, cut into lines. */
struct stream {
	int fd;	/* -1 at its end */
	char line[LINE];
	size_t len;
	bool cut;	/* the line is longer */
};

struct run {
	const struct plan_check *c;
	const char *const *argv;
	const char *name;	/* of the program; NULL: it is the only one */
	long end;		/* when the time is over */
	struct block block;
	/* of the block, when the program began */
	long nr_before, count_before[ERROR + 1];
	struct tap tap;
	struct stream out, err;
	size_t printed;
	long nr_said;
	char last[LINE];	/* that is no TAP; of stderr if it has one */
	bool of_stderr;
	char ltp[LINE];		/* LTP's first line that says why */
};

static void take_step(void *arg, const char *name, enum outcome outcome,
		      const char *reason)
{
	struct run *r = arg;
	char full[LINE];

	if (r->name && name == r->c->name) {	/* tap_end() */
		name = r->name;
	} else if (r->name) {
		snprintf(full, sizeof(full), "%s.%s", r->name, name);
		name = full;
	}
	block_step(&r->block, name, outcome, reason);
}

/* What the one step of a program without TAP is called. */
static const char *own_name(const struct run *r)
{
	return r->name ? r->name : r->c->name;
}

static void take_text(struct run *r, const char *line, bool is_err)
{
	static const char *const words[] = { "TFAIL", "TBROK", "TCONF",
					     "TWARN" };
	size_t i;

	if (!line[strspn(line, " \t\r")])
		return;
	if (is_err || !r->of_stderr)
		snprintf(r->last, sizeof(r->last), "%s", line);
	r->of_stderr |= is_err;
	for (i = 0; !*r->ltp && i < sizeof(words) / sizeof(*words); i++)
		if (strstr(line, words[i]))
			snprintf(r->ltp, sizeof(r->ltp), "%s", line);
	if (r->nr_said++ < SAID_MAX)
		say_text(line);
}

/* Takes a line of TAP; of one that is cut, a directive may be lost. */
static bool take_tap(struct run *r, const struct stream *s)
{
	if (r->c->ltp || r->c->kind != PLAN_PROGRAM ||
	    !tap_line(&r->tap, s->line))
		return false;
	if (s->cut && s->line[strspn(s->line, " \t")] != '#')
		block_step(&r->block, own_name(r), ERROR,
			   "it prints a line of TAP that is longer than is read");
	return true;
}

static void take_line(struct run *r, struct stream *s)
{
	s->line[s->len] = '\0';
	if (s != &r->out || !take_tap(r, s))
		take_text(r, s->line, s == &r->err);
	s->len = 0;
	s->cut = false;
}

static void take_bytes(struct run *r, struct stream *s, const char *bytes,
		       size_t nr)
{
	size_t i;

	r->printed += nr;
	for (i = 0; i < nr; i++) {
		if (bytes[i] == '\n')
			take_line(r, s);
		else if (s->len == LINE - 1)
			s->cut = true;
		else if (bytes[i])
			s->line[s->len++] = bytes[i];
	}
}

/* Reads what is there, up to the limit. */
static void drain(struct run *r, struct stream *s)
{
	char bytes[4096];
	ssize_t n = 0;

	while (s->fd >= 0 && r->printed <= PRINTED_MAX &&
	       (n = read(s->fd, bytes, sizeof(bytes))) > 0)
		take_bytes(r, s, bytes, n);
	if (s->fd < 0 || n > 0 || (n < 0 && errno == EAGAIN))
		return;
	close(s->fd);
	s->fd = -1;
}

/* True when less than a sixteenth of all memory is available. */
static bool is_memory_low(void)
{
	char text[512], *at;
	long total = 0, available = 0;

	if (!file_text("/proc/meminfo", text, sizeof(text)))
		return false;
	at = strstr(text, "MemTotal:");
	if (at)
		total = strtol(at + 9, NULL, 10);
	at = strstr(text, "MemAvailable:");
	if (!at)
		return false;
	available = strtol(at + 13, NULL, 10);
	return available < total / 16;
}

/* Which limit it is over: the sentence, or NULL. */
static const char *over_limit(const struct run *r, long end)
{
	static char why[64];

	if (r->printed > PRINTED_MAX)
		return "it prints more than 1 MiB and was ended";
	if (is_memory_low())
		return "it uses up the memory and was ended";
	if (now_ms() < end)
		return NULL;
	if (r->c->kind == PLAN_SPLAT)
		return "";	/* the kernel has survived it for so long */
	snprintf(why, sizeof(why), "it ran for %ld s and was ended",
		 r->c->timeout_s);
	return why;
}

/* Reads until the program has ended, or is over a limit, which is returned. */
static const char *follow(struct run *r, struct process *p)
{
	long said = now_ms();
	const char *why = NULL;

	while (p->pid && !why) {
		struct pollfd fds[] = { { r->out.fd, POLLIN, 0 },
					{ r->err.fd, POLLIN, 0 } };
		long nr = r->block.nr + r->nr_said;

		poll(fds, 2, LOOK_MS);
		drain(r, &r->out);
		drain(r, &r->err);
		process_reap(p);
		why = over_limit(r, r->end);
		if (r->block.nr + r->nr_said != nr) {
			said = now_ms();
		} else if (now_ms() - said >= BUSY_MS) {
			said = now_ms();
			say("busy at=%ld", said);
		}
		if (p->pid && r->out.fd < 0 && r->err.fd < 0)
			usleep(REAP_MS * 1000);
	}
	return why;
}

/* What LTP's bits say; a reason is only there when they are not 0. */
static enum outcome ltp_outcome(int status)
{
	if (status & (2 | 4) || status & ~(1 | 2 | 4 | 16 | 32))
		return ERROR;
	if (status & 1)
		return FAIL;
	return status & 32 ? SKIP : PASS;
}

/* kselftest's exit statuses; what it expects to fail proves nothing. */
static enum outcome exit_outcome(int status)
{
	static const enum outcome outcomes[] = {
		[0] = PASS, [1] = FAIL, [2] = SKIP, [3] = FAIL, [4] = SKIP,
	};

	return status < 5 ? outcomes[status] : ERROR;
}

/* The one step of a check that prints no TAP. */
static void judge_status(struct run *r, int status)
{
	static const char *const means[] = {
		"", "", "fails as expected", "passes, but is expected to fail",
		"",
	};
	enum outcome outcome = r->c->ltp ? ltp_outcome(status) :
		exit_outcome(status);
	const char *said = r->c->ltp && *r->ltp ? r->ltp : r->last;
	char reason[LINE + 64] = "";

	if (outcome == ERROR)
		snprintf(reason, sizeof(reason), "it ended with status %d%s%s",
			 status, *said ? ": " : "", said);
	else if (outcome != PASS && *said)
		snprintf(reason, sizeof(reason), "%s", said);
	else if (outcome != PASS)
		snprintf(reason, sizeof(reason), "%s", !r->c->ltp &&
			 *means[status] ? means[status] :
			 outcome == SKIP ? "it skips itself" : "it says so");
	block_step(&r->block, own_name(r), outcome, reason);
}

/* What the exit status adds to the steps: that they are not all of it. */
static void judge_tap(struct run *r, int status)
{
	char reason[LINE + 64];
	long count[ERROR + 1];

	tap_end(&r->tap, r->c->name);
	for (int i = 0; i <= ERROR; i++)
		count[i] = r->block.count[i] - r->count_before[i];
	if (!status || (status == 1 && count[FAIL] + count[ERROR]) ||
	    ((status == 2 || status == 4) &&
	     count[SKIP] == r->block.nr - r->nr_before) || r->tap.wrong)
		return;
	snprintf(reason, sizeof(reason), "it ended with status %d, which its steps do not say%s%s",
		 status, *r->last ? ": " : "", r->last);
	block_step(&r->block, own_name(r), ERROR, reason);
}

static void judge_end(struct run *r, int status)
{
	char reason[LINE + 64];

	if (WIFSIGNALED(status)) {
		snprintf(reason, sizeof(reason), "it was killed by signal %d%s%s",
			 WTERMSIG(status), *r->last ? ": " : "", r->last);
		block_step(&r->block, own_name(r), ERROR, reason);
	} else if (r->tap.spoke) {
		judge_tap(r, WEXITSTATUS(status));
	} else {
		judge_status(r, WEXITSTATUS(status));
	}
}

/* The kernel is what a splat is judged by, if its program ran at all. */
static void judge_splat(struct run *r, const struct process *p)
{
	int status = WIFEXITED(p->status) ? WEXITSTATUS(p->status) : 0;

	if (status == 4 || status == 126 || status == 127)
		judge_status(r, status);
}

/* Runs a program, and waits until all that it started is gone. */
static bool run_program(struct run *r)
{
	struct process p;
	char dir[256], why[128];
	const char *limit;
	bool gone;

	snprintf(dir, sizeof(dir), "/checks/%s", r->c->name);
	if (!process_start(&p, dir, r->argv)) {
		snprintf(why, sizeof(why), "no process for it: %s",
			 strerror(errno));
		block_step(&r->block, own_name(r), ERROR, why);
		return true;
	}
	r->out.fd = p.out;
	r->err.fd = p.err;
	limit = follow(r, &p);
	gone = process_end_all(&p);
	drain(r, &r->out);
	drain(r, &r->err);
	if (r->out.len)
		take_line(r, &r->out);
	if (r->err.len)
		take_line(r, &r->err);
	close(r->out.fd);
	close(r->err.fd);
	if (!gone)
		block_step(&r->block, own_name(r), FAIL,
			   "a process of it hangs in the kernel and cannot be killed");
	else if (limit && *limit)
		block_step(&r->block, own_name(r), ERROR, limit);
	else if (r->c->kind == PLAN_SPLAT)
		judge_splat(r, &p);
	else
		judge_end(r, p.status);
	return gone;
}

/* Each of the check's programs, up to one that ends the check's time. */
static bool run_programs(struct run *r)
{
	const struct plan_check *c = r->c;
	bool good = true;
	int i = 0;

	r->end = now_ms() + 1000 * (c->kind == PLAN_SPLAT ? c->survive_s :
				    c->timeout_s);
	do {
		r->name = c->program[i].name;
		r->argv = c->arg + c->program[i].arg;
		r->nr_before = r->block.nr;
		memcpy(r->count_before, r->block.count,
		       sizeof(r->count_before));
		r->out = r->err = (struct stream){ .fd = -1 };
		r->of_stderr = false;
		r->last[0] = r->ltp[0] = '\0';
		tap_init(&r->tap, take_step, r);
		good = run_program(r);
	} while (good && ++i < c->nr_programs && now_ms() < r->end);
	if (good && i < c->nr_programs && c->kind != PLAN_SPLAT) {
		r->name = c->program[i].name;
		block_step(&r->block, r->name, ERROR,
			   "no time was left to run it");
	}
	return good;
}

/* The kernel lives: for as long as is asked it must say nothing bad. */
static void survive(struct run *r)
{
	long end = r->block.last + r->c->survive_s * 1000;

	while (now_ms() < end) {
		usleep(LOOK_MS * 1000);
		if ((end - now_ms()) % BUSY_MS < LOOK_MS)
			say("busy at=%ld", now_ms());
	}
	block_step(&r->block, "splat", PASS, "");
}

static bool take_kmsg(void *arg, const char *line)
{
	struct run *r = arg;

	tap_line(&r->tap, line);
	return !r->block.full;
}

static void run_kunit(struct run *r)
{
	char why[160];

	tap_init(&r->tap, take_step, r);
	kmsg_suite(r->c->arg[0], take_kmsg, r);
	tap_end(&r->tap, r->c->name);
	if (r->block.nr)
		return;
	snprintf(why, sizeof(why), "the kernel's messages have no KUnit suite %.80s",
		 r->c->arg[0]);
	block_step(&r->block, r->c->name, SKIP, why);
}

bool run_check(const struct plan_check *c, const char *release, long init_ms)
{
	static struct run r;
	bool good = true;

	memset(&r, 0, sizeof(r));
	r.c = c;
	mount("tmpfs", "/tmp", "tmpfs", 0, "size=50%");
	block_begin(&r.block, c->name, release, init_ms);
	if (c->kind == PLAN_KUNIT)
		run_kunit(&r);
	else
		good = run_programs(&r);
	if (good && c->kind == PLAN_SPLAT && !r.block.nr)
		survive(&r);
	umount2("/tmp", MNT_DETACH);
	block_end(&r.block);
	return good && !is_memory_low();
}
