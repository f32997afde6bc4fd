// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport watch: the running matrix, live on a terminal, a line an
 * event elsewhere.
 */
#include "cmd/watch/branch.h"
#include "cmd/watch/watched.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "sys/conf/branch.h"
#include "sys/conf/known-names.h"
#include "sys/os/fs.h"
#include "sys/os/terminal.h"

#define FRAME_MS	250
#define WIDE		4096	/* columns where no window cuts a line */

struct watching {
	const struct ctx *ctx;
	const char *fix;	/* --fix; NULL: all */
	struct watched *row;
	size_t nr;
	struct progress_style style;
	bool live, once;
	/* ends with this process; 0: when nothing runs any more */
	pid_t until;
	int drawn;	/* lines on the terminal */
	int height;
};

static volatile sig_atomic_t stopped, resized;

static void on_signal(int sig)
{
	if (sig == SIGWINCH)
		resized = 1;
	else
		stopped = sig;
}

static void measure(struct watching *w)
{
	struct winsize size;
	const char *lines = getenv("LINES");

	w->style.width = terminal_width();
	w->style.width = w->style.width > 1 ? w->style.width - 1 : 79;
	w->height = lines ? atoi(lines) : 0;
	if (w->height < 1)
		w->height = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ||
			    !size.ws_row ? 24 : size.ws_row;
}

/*
 * Lines over lines: nothing scrolls but the block itself, and a line
 * never wraps.
 */
static void draw(struct watching *w)
{
	struct buf out = { 0 };
	size_t shown = w->nr;

	if (w->drawn)
		buf_addf(&out, "\033[%dA", w->drawn);
	buf_adds(&out, "\r");
	if ((int)shown > w->height - 2)
		shown = w->height > 3 ? w->height - 2 : 1;
	for (size_t i = 0; i < shown; i++) {
		progress_line(&w->row[i].now, &w->style, &out);
		buf_adds(&out, "\033[K\n");
	}
	if (shown < w->nr) {
		char more[64];

		snprintf(more, sizeof(more), "and %zu more", w->nr - shown);
		buf_addf(&out, "%.*s\033[K\n", w->style.width, more);
	}
	buf_adds(&out, "\033[J");
	w->drawn = (int)shown + (shown < w->nr);
	say_bytes(buf_span(&out));
	fflush(stdout);
	buf_release(&out);
}

/* One look: plain lines, also where nobody can draw. */
static void tell_state(struct watching *w)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < w->nr; i++) {
		progress_line(&w->row[i].now, &w->style, &out);
		buf_addc(&out, '\n');
	}
	say_bytes(buf_span(&out));
	fflush(stdout);
	buf_release(&out);
}

static void tell_events(struct watching *w)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < w->nr; i++)
		progress_events(&w->row[i].then, &w->row[i].now, &out);
	if (out.len)
		say("%s", out.at);
	fflush(stdout);
	buf_release(&out);
}

static bool is_alive(pid_t pid)
{
	return !kill(pid, 0) || errno == EPERM;
}

/* The process that runs the matrix here: build-matrix.sh's lock names it. */
static bool matrix_runs(void)
{
	struct buf b = { 0 };
	struct diag ignored;
	long pid = 0;

	if (!fs_read(&b, OUT "/.lock", &ignored))
		pid = strtol(b.at, NULL, 10);
	buf_release(&b);
	return pid > 0 && is_alive(pid);
}

static bool any_runs(const struct watching *w)
{
	if (w->until)
		return is_alive(w->until);
	for (size_t i = 0; i < w->nr; i++)
		if (progress_is_running(&w->row[i].now))
			return true;
	return matrix_runs();
}

static bool goes_on(const struct watching *w)
{
	return !stopped && !w->once && any_runs(w);
}

static int look(struct watching *w, struct diag *why)
{
	bool at_rest;
	int ret = 0;

	for (size_t i = 0; i < w->nr; i++)
		if (watched_look(&w->row[i], w->ctx, why))
			ret = -1;
	at_rest = !any_runs(w);
	for (size_t i = 0; i < w->nr; i++)
		w->row[i].now.at_rest = at_rest;
	return ret;
}

/* 0, or -1 and *why when the last look could not see all. */
static int watch(struct watching *w, struct diag *why)
{
	const struct timespec pause = { 0, FRAME_MS * 1000000l };
	bool last;
	int ret;

	do {
		/* What came about before the end is still to be seen. */
		last = !goes_on(w);
		if (resized && w->live) {
			resized = 0;
			measure(w);
		}
		ret = look(w, why);
		if (w->once && ret)
			break;
		if (w->once)
			tell_state(w);
		else if (w->live)
			draw(w);
		else
			tell_events(w);
		if (w->once || last)
			break;
		nanosleep(&pause, NULL);
	} while (true);
	return ret;
}

static int choose(struct watching *w, char *const *names, struct diag *why)
{
	const struct conf *conf = &w->ctx->conf;

	for (char *const *name = names; *name; name++)
		if (!conf_branch(conf, *name, why))
			return -1;
	w->row = new_array(conf->nr_branches + 1, sizeof(*w->row));
	for (size_t i = 0; i < conf->nr_branches; i++) {
		const struct branch *b = &conf->branch[i];
		bool asked = !*names;

		if (w->fix && !branch_fix(b, w->fix))
			continue;
		for (char *const *name = names; *name; name++)
			asked = asked || branch_is_called(b, *name);
		if (!asked)
			continue;
		watched_init(&w->row[w->nr], b);
		w->row[w->nr++].fix = w->fix;
		if ((int)strlen(b->name) > w->style.branch)
			w->style.branch = strlen(b->name);
	}
	if (w->fix && !w->nr)
		return no_such_fix(conf, NULL, w->fix, why);
	return 0;
}

/* A terminal that can be drawn on, and nobody who reads a log. */
static bool wants_live(void)
{
	const char *ci = getenv("CI"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(ci && *ci) && term &&
	       strcmp(term, "dumb");
}

static const struct option options[] = {
	FLAG_OPTION("once", struct watching, once),
	{ "for", required_argument, NULL, 'f' },
	VALUE_OPTION("fix", struct watching, fix),
	{ 0 }
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	const struct sigaction act = { .sa_handler = on_signal };
	struct watching w = { .ctx = ctx, .live = wants_live() };
	struct diag why = { 0 };
	char *end;
	int opt, ret;

	while ((opt = cmd_next_option(&cmd_watch, argc, argv, &w)) != -1) {
		if (opt != 'f')
			return EXIT_USAGE;
		w.until = (pid_t)strtol(optarg, &end, 10);
		if (*end || w.until < 1)
			return cmd_usage(&cmd_watch, "--for '%s': wanted a process id",
					 optarg);
	}
	if (choose(&w, argv + optind, &why))
		return cmd_cannot(ctx, &why);
	w.style.colour = terminal_wants_colour();
	w.style.utf8 = terminal_is_utf8();
	measure(&w);
	if (w.once && !terminal_width())
		w.style.width = WIDE;
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
	sigaction(SIGWINCH, &act, NULL);
	watched_read_past(w.row, w.nr, ctx->root);
	ret = watch(&w, &why);
	for (size_t i = 0; i < w.nr; i++)
		watched_release(&w.row[i]);
	free(w.row);
	return ret ? cmd_cannot(ctx, &why) : EXIT_OK;
}

const struct cmd cmd_watch = {
	.name = "watch",
	.args = "[--for PID] [--once] [--fix NAME] [BRANCH...]",
	.summary = "Show the running matrix live",
	.help =
"  --for PID  end when that process does; without it, when nothing runs any more\n"
"  --once     one look, one line per branch, no waiting\n"
"  --fix NAME only the branches that have that fix, and the verdict on it\n"
"\n"
"On a terminal one line per branch: its stage, a bar of the objects compiled,\n"
"against those of earlier runs, the time it takes and is likely to take, and of\n"
"a boot the console's last line. Elsewhere, or with CI set, a line for each\n"
"stage that begins or ends and each verdict. Honours NO_COLOR, COLUMNS and\n"
"LINES. It only reads out/: any number may watch, from anywhere that sees the\n"
"folder.\n"
"\n"
"Exit status: 0; 128 no such branch, or an unreadable result; 129 usage.\n",
	.options = options,
	.no_json = true,
	.needs_conf = true,
	.run = run,
};
