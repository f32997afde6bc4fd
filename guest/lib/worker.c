// SPDX-License-Identifier: GPL-2.0-only
/*
 * Steps run in processes of their own: an oops ends the process, a hang leaves
 * it, and the check sees both and goes on.
 */
#include "check.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIE_MS 2000		/* to die in after a SIGKILL */
#define END_MS 3000		/* to end in by itself */

/* Takes orders (addresses of steps: the program is the same) until told off. */
static void __attribute__((noreturn)) serve(int fd)
{
	const struct step *s;

	while (read(fd, &s, sizeof(s)) == (ssize_t)sizeof(s)) {
		struct result r = { .outcome = PASS };

		s->run(&r);
		if (write(fd, &r, sizeof(r)) != (ssize_t)sizeof(r))
			break;
	}
	_exit(0);
}

static int start(struct worker *w)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return -1;
	w->pid = fork();
	if (w->pid < 0) {
		close(ends[0]);
		close(ends[1]);
		w->pid = 0;
		return -1;
	}
	if (!w->pid) {
		close(ends[0]);
		serve(ends[1]);
	}
	close(ends[1]);
	w->fd = ends[0];
	return 0;
}

/* Waits until the worker has something to say, or is gone. */
static bool answered(const struct worker *w, int limit_ms)
{
	struct pollfd p = { .fd = w->fd, .events = POLLIN };
	long end = now_ms() + limit_ms, left = limit_ms;
	int n;

	do {
		n = poll(&p, 1, left > 0 ? left : 0);
		left = end - now_ms();
	} while (n < 0 && errno == EINTR);
	return n > 0;
}

/* Waits for the process to be gone; false when it is still there. */
static bool gone(struct worker *w, int limit_ms, int *status)
{
	long end = now_ms() + limit_ms;

	while (waitpid(w->pid, status, WNOHANG) == 0) {
		if (now_ms() >= end)
			return false;
		usleep(10000);
	}
	close(w->fd);
	w->pid = 0;
	return true;
}

static bool kill_now(struct worker *w)
{
	int status;

	kill(w->pid, SIGKILL);
	return gone(w, DIE_MS, &status);
}

/* The process ended in the middle of a step: tells how. */
static bool died(struct worker *w, struct result *r)
{
	int status = 0;

	if (!gone(w, DIE_MS, &status)) {
		fail(r, FAIL, "the process stopped and does not end");
		return false;
	}
	if (WIFSIGNALED(status))
		fail(r, FAIL, "the kernel killed the process with signal %d",
		     WTERMSIG(status));
	else
		fail(r, FAIL, "the process ended with status %d",
		     WEXITSTATUS(status));
	return true;
}

bool worker_run(struct worker *w, const struct step *s, struct result *r)
{
	ssize_t n;

	memset(r, 0, sizeof(*r));
	if (!w->pid && start(w)) {
		fail(r, ERROR, "no process for the step: %s", strerror(errno));
		return true;
	}
	if (send(w->fd, &s, sizeof(s), MSG_NOSIGNAL) < 0)
		return died(w, r);
	if (!answered(w, s->timeout_s * 1000)) {
		if (kill_now(w)) {
			fail(r, FAIL, "no answer within %d s", s->timeout_s);
			return true;
		}
		fail(r, FAIL, "hangs: no answer within %d s and not to be killed",
		     s->timeout_s);
		return false;
	}
	n = read(w->fd, r, sizeof(*r));
	return n == (ssize_t)sizeof(*r) || died(w, r);
}

bool worker_end(struct worker *w)
{
	int status;

	if (!w->pid)
		return true;
	shutdown(w->fd, SHUT_WR);
	return gone(w, END_MS, &status) || kill_now(w);
}
