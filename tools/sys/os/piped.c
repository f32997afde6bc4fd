// SPDX-License-Identifier: GPL-2.0-only
/* A program at the other end of a pipe. */
#include "sys/os/piped.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sys/os/fs.h"

enum { PENDING_MAX = 1 << 18, PIPE_BYTES = 1 << 20 };

/*
 * A hook's or an alias's idea of which repository is meant must not reach
 * our git.
 */
static const char *const unwanted[] = {
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_QUARANTINE_PATH",
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void become(const char *const *argv, const struct piped_options *how,
		   pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	signal(SIGPIPE, SIG_DFL);
	for (size_t i = 0; i < sizeof(unwanted) / sizeof(*unwanted); i++)
		unsetenv(unwanted[i]);
	setenv("LC_ALL", "C", 1);
	for (size_t i = 0; how->env && how->env[i]; i++)
		putenv((char *)how->env[i]);
	if (how->dir && chdir(how->dir)) {
		dprintf(2, "cannot enter '%s': %s\n", how->dir,
			strerror(errno));
		_exit(127);
	}
	execvp(argv[0], (char *const *)argv);
	dprintf(2, "cannot run '%s': %s\n", argv[0], strerror(errno));
	_exit(127);
}

int piped_start(struct piped *c, const char *const *argv,
		const struct piped_options *how, struct diag *why)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, null = -1;
	pid_t parent = getpid();

	*c = (struct piped){ .name = argv[0], .in = -1, .out = -1 };
	c->err = memfd_create("stderr", MFD_CLOEXEC);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (c->err < 0 || null < 0 || (how->feed && pipe2(in, O_CLOEXEC)) ||
	    (how->drain && pipe2(out, O_CLOEXEC)))
		goto fail;
	signal(SIGPIPE, SIG_IGN);
	c->pid = fork();
	if (c->pid < 0)
		goto fail;
	if (!c->pid) {
		dup2(how->feed ? in[0] : null, 0);
		dup2(how->drain ? out[1] : null, 1);
		dup2(c->err, 2);
		become(argv, how, parent);
	}
	close_end(&in[0]);
	close_end(&out[1]);
	close_end(&null);
	c->in = in[1];
	c->out = out[0];
	if (c->in >= 0)
		fcntl(c->in, F_SETPIPE_SZ, PIPE_BYTES);
	if (c->out >= 0)
		fcntl(c->out, F_SETPIPE_SZ, PIPE_BYTES);
	return 0;
fail:
	diag_set(why, NULL, 0, "cannot run '%s': %s", argv[0],
		 strerror(errno));
	for (int i = 0; i < 2; i++) {
		close_end(&in[i]);
		close_end(&out[i]);
	}
	close_end(&null);
	close_end(&c->err);
	c->pid = 0;
	return -1;
}

/* One that ended reads no more: its status tells why. */
static bool flush(struct piped *c)
{
	bool good = !fs_write(c->in, buf_span(&c->pending));

	if (!good && errno != EPIPE)
		c->error = errno;
	buf_clear(&c->pending);
	return good;
}

bool piped_write(struct piped *c, const void *bytes, size_t len)
{
	if (c->in < 0)
		return false;
	buf_add(&c->pending, bytes, len);
	if (c->pending.len < PENDING_MAX || flush(c))
		return true;
	close_end(&c->in);
	return false;
}

static long elapsed_ms(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - since->tv_sec) * 1000 +
	       (now.tv_nsec - since->tv_nsec) / 1000000;
}

/* What is left of timeout_s, for poll(): -1 for no limit. */
static int left_ms(const struct timespec *since, long timeout_s)
{
	long left = timeout_s * 1000 - elapsed_ms(since);

	return !timeout_s ? -1 : left > 0 ? left : 0;
}

static bool drain(struct piped *c, struct buf *out,
		  const struct timespec *since, long timeout_s)
{
	struct pollfd at = { .fd = c->out, .events = POLLIN };
	char bytes[65536];
	ssize_t n;

	while (c->out >= 0) {
		n = poll(&at, 1, left_ms(since, timeout_s));
		if (!n)
			return false;
		n = n < 0 ? -1 : read(c->out, bytes, sizeof(bytes));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			c->error = errno;
		if (n <= 0)
			break;
		if (out)
			buf_add(out, bytes, n);
	}
	return true;
}

/* True when it ended in time. */
static bool wait_end(struct piped *c, int *status, const struct timespec *since,
		     long timeout_s)
{
	int fd = syscall(SYS_pidfd_open, c->pid, 0);
	struct pollfd at = { .fd = fd, .events = POLLIN };
	int ended = 1;

	while (fd >= 0 &&
	       (ended = poll(&at, 1, left_ms(since, timeout_s))) < 0 &&
	       errno == EINTR)
		;
	if (fd >= 0)
		close(fd);
	if (!ended)
		return false;
	while (waitpid(c->pid, status, 0) < 0 && errno == EINTR)
		;
	c->pid = 0;
	return true;
}

/* What git says last of any repository that it cannot get at. */
#define NO_REMOTE	"fatal: Could not read from remote repository."

/*
 * The last line it wrote on stderr that says something: git's "fatal:" before
 * what follows it.
 */
static void last_words(struct piped *c, struct buf *words)
{
	bool fatal = false;
	char bytes[8192];
	ssize_t n;
	off_t end = lseek(c->err, 0, SEEK_END);
	off_t from = end > (off_t)sizeof(bytes) ? end - (off_t)sizeof(bytes) :
						  0;
	struct span rest, line;

	n = end > 0 ? pread(c->err, bytes, sizeof(bytes), from) : 0;
	rest = (struct span){ bytes, n > 0 ? n : 0 };
	while (span_line(&rest, &line)) {
		line = span_trim(line);
		if (!line.len || (fatal && !span_starts(line, "fatal: ")))
			continue;
		fatal = span_starts(line, "fatal: ");
		/* the line before that says why */
		if (words->len && span_is(line, NO_REMOTE))
			continue;
		buf_clear(words);
		buf_add(words, line.at, line.len);
	}
}

int piped_end(struct piped *c, struct buf *out, long timeout_s,
	      struct diag *why)
{
	struct buf words = { 0 };
	struct timespec since;
	int status = 0, ret = -1;

	clock_gettime(CLOCK_MONOTONIC, &since);
	if (c->in >= 0)
		flush(c);
	close_end(&c->in);
	if (!drain(c, out, &since, timeout_s) ||
	    !wait_end(c, &status, &since, timeout_s)) {
		diag_set(why, NULL, 0, "%s did not answer within %ld s",
			 c->name, timeout_s);
		goto out;
	}
	if (c->error) {
		diag_set(why, NULL, 0, "cannot talk to %s: %s", c->name,
			 strerror(c->error));
		goto out;
	}
	if (WIFEXITED(status) && !WEXITSTATUS(status)) {
		ret = 0;
		goto out;
	}
	last_words(c, &words);
	if (WIFSIGNALED(status))
		diag_set(why, NULL, 0, "%s was ended by signal %d: %s", c->name,
			 WTERMSIG(status), words.at ? words.at : "");
	else
		diag_set(why, NULL, 0, "%s failed: %s", c->name,
			 words.at ? words.at : "it said nothing");
out:
	buf_release(&words);
	piped_stop(c);
	return ret;
}

void piped_stop(struct piped *c)
{
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	c->pid = 0;
	close_end(&c->in);
	close_end(&c->out);
	close_end(&c->err);
	buf_release(&c->pending);
}
