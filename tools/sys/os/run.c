// SPDX-License-Identifier: GPL-2.0-only
/* Runs a program to its end: its output, its time, and nothing left of it. */
#include "sys/os/run.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/os/clock.h"
#include "sys/os/fs.h"
#include "sys/os/reaper.h"

enum {
	TICK_MS = 100,
	GRACE_S = 3,			/* from SIGTERM to SIGKILL */
	/* bytes still logged of a program being ended */
	AFTER_STOP_MAX = 1 << 20,
};

/* A program that runs. */
struct running {
	const struct proc *p;
	struct proc_end *end;
	struct diag *why;
	pid_t reaper, program;
	int out, messages, log;	/* -1 when not open */
	/* seconds; killing: when SIGKILL is due, 0: not yet */
	double began, killing;
	size_t printed, after_stop;	/* bytes; since it was told to end */
	int passed;		/* signal that we got and passed on; 0: none */
	int wait_status;
	bool ended, failed;	/* failed: *why is filled */
};

static const int passed_on[] = { SIGINT, SIGTERM, SIGHUP };
#define NR_PASSED_ON	(sizeof(passed_on) / sizeof(*passed_on))

static volatile sig_atomic_t caught;

static void catch(int sig)
{
	caught = sig;
}

/* Takes the signals we pass on, but not one that is ignored, as under nohup. */
static void take_signals(struct sigaction *old)
{
	struct sigaction ours = { .sa_handler = catch };

	caught = 0;
	for (size_t i = 0; i < NR_PASSED_ON; i++) {
		sigaction(passed_on[i], NULL, &old[i]);
		if (old[i].sa_handler != SIG_IGN)
			sigaction(passed_on[i], &ours, NULL);
	}
}

static void give_signals_back(const struct sigaction *old)
{
	for (size_t i = 0; i < NR_PASSED_ON; i++)
		sigaction(passed_on[i], &old[i], NULL);
}

/* Tells the program to end: sig now, SIGKILL after a grace. */
static void end_it(struct running *r, int sig)
{
	if (r->killing)
		return;
	r->killing = clock_seconds() + GRACE_S;
	kill(r->reaper, sig);
}

static void log_failed(struct running *r)
{
	if (!r->failed)
		fs_fail(r->p->log, "write", r->why);
	r->failed = true;
	end_it(r, SIGTERM);
}

static void keep(struct running *r, struct span bytes)
{
	if (r->killing) {
		r->after_stop += bytes.len;
		if (r->after_stop > AFTER_STOP_MAX)
			return;
	}
	if (r->log < 0) {
		if (r->p->capture)
			buf_add(r->p->capture, bytes.at, bytes.len);
		return;
	}
	if (!r->failed && fs_write(r->log, bytes))
		log_failed(r);
}

static void watch(struct running *r, struct span fresh)
{
	if (r->killing || !r->p->watch || !r->p->watch(r->p->arg, fresh))
		return;
	r->end->stopped = true;
	end_it(r, SIGTERM);
}

/* We no longer see what it does. */
static void lose(struct running *r)
{
	if (!r->failed)
		diag_set(r->why, NULL, 0, "cannot read from '%s': %s",
			 r->p->argv[0], strerror(errno));
	r->failed = r->ended = true;
	kill(r->reaper, REAPER_KILL);
}

/* Reads what is there; false when nothing is, or all writers are gone. */
static bool read_output(struct running *r)
{
	char chunk[65536];
	ssize_t n;

	if (r->out < 0)
		return false;
	n = read(r->out, chunk, sizeof(chunk));
	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0 && errno != EAGAIN)
		lose(r);
	if (n < 0)
		return false;
	if (!n) {
		close(r->out);
		r->out = -1;
		return false;
	}
	r->printed += n;
	keep(r, (struct span){ chunk, n });
	watch(r, (struct span){ chunk, n });
	return true;
}

static void read_message(struct running *r)
{
	struct reaper_message message;
	ssize_t n = read(r->messages, &message, sizeof(message));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n < 0) {
		lose(r);
		return;
	}
	if (n != sizeof(message)) {	/* the reaper is gone */
		r->ended = true;
		return;
	}
	switch (message.what) {
	case REAPER_STARTED:
		r->program = message.value;
		break;
	case REAPER_NO_DIR:
		diag_set(r->why, r->p->dir, 0, "cannot enter to run '%s': %s",
			 r->p->argv[0], strerror(message.value));
		r->failed = true;
		break;
	case REAPER_NO_EXEC:
		diag_set(r->why, NULL, 0,
			 "cannot run '%s': %s; is it installed and in PATH?",
			 r->p->argv[0], strerror(message.value));
		r->failed = true;
		break;
	case REAPER_ENDED:
		r->wait_status = message.value;
		break;
	}
}

static void check_limits(struct running *r)
{
	double t = clock_seconds();

	if (caught && !r->passed) {
		r->passed = caught;
		end_it(r, r->passed);
	}
	if (r->p->timeout_s && !r->killing && t - r->began >= r->p->timeout_s) {
		r->end->timed_out = true;
		end_it(r, SIGTERM);
	}
	if (r->p->output_max && !r->killing && r->printed > r->p->output_max) {
		r->end->flooded = true;
		end_it(r, SIGTERM);
	}
	if (r->killing && t >= r->killing) {
		kill(r->reaper, REAPER_KILL);
		r->killing = t + GRACE_S;
	}
}

/* One turn of the wait, with what poll() found. */
static void turn(struct running *r, bool messages, bool out)
{
	check_limits(r);
	if (out)
		read_output(r);
	else
		watch(r, span_of(""));
	if (messages)
		read_message(r);
}

/* One that failed takes the others with it; true while any still runs. */
static bool go_on(struct running *r, size_t nr)
{
	bool failed = false, running = false;

	for (size_t i = 0; i < nr; i++)
		failed |= r[i].failed;
	for (size_t i = 0; i < nr; i++) {
		if (failed && !r[i].ended)
			end_it(&r[i], SIGTERM);
		running |= !r[i].ended;
	}
	return running;
}

static void follow(struct running *r, size_t nr)
{
	struct pollfd fd[2 * PROC_AT_ONCE];

	while (go_on(r, nr)) {
		for (size_t i = 0; i < nr; i++) {
			bool live = !r[i].ended;

			fd[2 * i] = (struct pollfd){ live ? r[i].messages : -1,
						     POLLIN, 0 };
			fd[2 * i + 1] = (struct pollfd){ live ? r[i].out : -1,
							 POLLIN, 0 };
		}
		if (poll(fd, 2 * nr, TICK_MS) < 0)
			memset(fd, 0, sizeof(fd));
		for (size_t i = 0; i < nr; i++)
			if (!r[i].ended)
				turn(&r[i], fd[2 * i].revents,
				     fd[2 * i + 1].revents);
	}
	for (size_t i = 0; i < nr; i++)
		while (read_output(&r[i]))
			;
}

/*
 * The reaper's exit; when it was killed or could not tell us how the program
 * ended, what it kept is ended from here, and counts as killed.
 */
static void collect(struct running *r)
{
	int status;

	while (waitpid(r->reaper, &status, 0) < 0 && errno == EINTR)
		;
	if (status && r->program > 0)
		kill(-r->program, SIGKILL);
	if (WIFSIGNALED(r->wait_status)) {
		r->end->signal = WTERMSIG(r->wait_status);
		r->end->status = 128 + r->end->signal;
	} else {
		r->end->status = WEXITSTATUS(r->wait_status);
	}
	r->end->seconds = clock_seconds() - r->began;
}

static int open_log(struct running *r)
{
	const struct proc *p = r->p;

	if (!p->log)
		return 0;
	r->log = open(p->log, O_WRONLY | O_CREAT | O_CLOEXEC |
		      (p->append ? O_APPEND : O_TRUNC), 0666);
	if (r->log < 0)
		return fs_fail(p->log, "write", r->why);
	return 0;
}

static int fork_reaper(struct running *r)
{
	const struct proc *p = r->p;
	int out[2] = { -1, -1 }, messages[2] = { -1, -1 };
	pid_t self = getpid();
	sigset_t all, mask;
	bool piped = p->log || p->capture;

	if ((piped && pipe2(out, O_CLOEXEC)) || pipe2(messages, O_CLOEXEC))
		goto fail;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &mask);
	r->wait_status = SIGKILL;	/* until the reaper says otherwise */
	r->reaper = fork();
	if (!r->reaper) {
		struct reaper k = {
			p->argv, p->env, p->dir, out[1],
			p->log ? out[1] : -1, messages[1], mask, self,
		};

		reaper_run(&k);
	}
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (r->reaper < 0)
		goto fail;
	if (piped)
		close(out[1]);
	close(messages[1]);
	r->out = out[0];
	r->messages = messages[0];
	if (piped)
		fcntl(r->out, F_SETFL, O_NONBLOCK);
	fcntl(r->messages, F_SETFL, O_NONBLOCK);
	return 0;
fail:
	diag_set(r->why, NULL, 0, "cannot start '%s': %s", p->argv[0],
		 strerror(errno));
	for (size_t i = 0; i < 2; i++) {
		if (out[i] >= 0)
			close(out[i]);
		if (messages[i] >= 0)
			close(messages[i]);
	}
	return -1;
}

/* Closes what is open; 0 or -1 and *why. */
static int finish(struct running *r)
{
	int ret = r->failed ? -1 : 0;

	if (r->out >= 0)
		close(r->out);
	if (r->messages >= 0)
		close(r->messages);
	if (r->log >= 0 && close(r->log) && !ret)
		ret = fs_fail(r->p->log, "write", r->why);
	return ret;
}

int proc_run_all(const struct proc *p, size_t nr, struct proc_end *end,
		 struct diag *why)
{
	struct running r[PROC_AT_ONCE];
	struct sigaction old[NR_PASSED_ON];
	int ret = 0;

	assert(nr <= PROC_AT_ONCE);
	take_signals(old);
	for (size_t i = 0; i < nr; i++) {
		memset(&end[i], 0, sizeof(end[i]));
		r[i] = (struct running){ .p = &p[i], .end = &end[i],
					 .why = why, .out = -1, .messages = -1,
					 .log = -1, .began = clock_seconds() };
		r[i].failed = open_log(&r[i]) || fork_reaper(&r[i]);
		r[i].ended = r[i].failed;
	}
	follow(r, nr);
	for (size_t i = 0; i < nr; i++) {
		if (r[i].reaper > 0)
			collect(&r[i]);
		if (finish(&r[i]))
			ret = -1;
	}
	give_signals_back(old);
	if (caught)
		raise(caught);
	return ret;
}

int proc_run(const struct proc *p, struct proc_end *end, struct diag *why)
{
	return proc_run_all(p, 1, end, why);
}
